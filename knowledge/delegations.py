"""Which delegations there can be, and which one a person means who types a name."""

from collections.abc import Iterator, Mapping
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.exercise import exercise_names
from knowledge.lexicon import Lexicon, terms_of
from knowledge.nameplates import nameplates, placenames
from knowledge.places import country_traps, shipped_countries
from knowledge.plainwords import function_words
from knowledge.programmes import ORGANISATION, shipped_programmes
from knowledge.taxonomy import Concept, shipped_taxonomy
from knowledge.text import STEMMED, Stems, capitals, clip, normalise, words

STATE = "state:"  # says that a code that could be both is the state's
LIKE_ENOUGH = 0.79  # one slip in five letters
_ALIKE = 0.49
_LONGEST_NAME = 8  # words
_LONGEST_OFFICIAL = 24  # words, or Chinese characters
_SHORTEST_GUESSED = 4  # letters: below, everything is like everything
_UNITED_NATIONS = "org:UN"
_NAMES_OF_PEOPLE = frozenset({"pam"})  # PAM is the World Food Programme, Pam speaks for somebody


@cache
def delegation_codes() -> frozenset[str]:
    """States (`TD`), organisations (`org:AU`) and the exercise's delegations (`QM`, `org:KRF`)."""
    organisations = {ORGANISATION + concept.code for concept in shipped_taxonomy().of_kind("organisation")}
    providers = {code for programme in shipped_programmes() for code in programme.providers}
    return frozenset(nameplates()) | organisations | providers | frozenset(exercise_names())


def readings(code: str) -> tuple[str, ...]:
    """The delegations that a code on the command line may mean: none, one, or a state and an organisation.

    Capitals don't matter; `state:AU` and `org:AU` are one each, `AU` is both.
    """
    folded, known = code.strip().casefold(), _folded_codes()
    meant = folded.removeprefix(STATE)
    asked = [meant] if meant != folded or ORGANISATION in folded else [folded, ORGANISATION + folded]
    return tuple(known[each] for each in asked if each in known)


def recognise(text: str, limit: int = 4) -> tuple[str, ...]:
    """The delegations that a sentence names, in its order; the nearest by spelling where it names none.

    Exercise delegations are recognised by their exact names only: a slip in a real name never leads there.
    """
    sequence, places = _read(text)
    # A place that is no delegation, like the Cook Islands, is no slip in a state's name.
    return _delegations(places)[:limit] if places else tuple(_alike(sequence, LIKE_ENOUGH))[:limit]


def nearest(text: str, limit: int = 3) -> tuple[str, ...]:
    """What somebody may have meant by a code or name that is not known, best first."""
    sequence, places = _read(text)
    if places:
        return _delegations(places)[:limit]
    return tuple(_alike(sequence, LIKE_ENOUGH))[:limit] or tuple(_alike(sequence, _ALIKE))[:limit]


def _read(text: str) -> tuple[list[str], list[str]]:
    """The words of a sentence, and the codes of the delegations and other places that it names in full."""
    clipped = clip(text)
    sequence = words(normalise(clipped))
    stems = Stems()
    mentions = _lexicon().read(sequence, {each: stems[each] for each in STEMMED}, capitals(clipped))
    return sequence, list(dict.fromkeys(_code(key) for mention in mentions for key in mention.concepts))


def _delegations(places: list[str]) -> tuple[str, ...]:
    """Those that are delegations: "Permanent Mission of Chad to the United Nations" is Chad's."""
    named = tuple(code for code in places if code in delegation_codes())
    return tuple(code for code in named if code != _UNITED_NATIONS) or named


@cache
def _folded_codes() -> Mapping[str, str]:
    return {code.casefold(): code for code in delegation_codes()}


def _alike(sequence: list[str], like: float) -> Iterator[str]:
    """Codes of real delegations with a name like some words of the text, the likest first."""
    names = _names()
    found: dict[str, float] = {}
    for start in range(len(sequence)):
        for end in range(start + 1, min(start + _LONGEST_NAME, len(sequence)) + 1):
            typed = " ".join(sequence[start:end])
            if len(typed) < _SHORTEST_GUESSED:
                continue
            for name, likeness, _ in process.extract(
                typed, names, scorer=OSA.normalized_similarity, score_cutoff=like, limit=4
            ):
                code = _codes_by_name()[name]
                found[code] = max(found.get(code, 0.0), likeness)
    yield from sorted(found, key=lambda code: (-found[code], code))


@cache
def _names() -> tuple[str, ...]:
    return tuple(_codes_by_name())


@cache
def _codes_by_name() -> Mapping[str, str]:
    """Codes of real delegations by their normalised names."""
    real = [
        concept for concept in _concepts() if _code(concept.key) in delegation_codes() - set(exercise_names())
    ]
    return {term.text: _code(term.key) for term in terms_of(real, frozenset())}


@cache
def _lexicon() -> Lexicon:
    taxonomy = shipped_taxonomy()
    terms = tuple(terms_of(_concepts(), taxonomy.weak))
    return Lexicon(
        terms,
        taxonomy.traps | country_traps() | function_words() | _NAMES_OF_PEOPLE,
        longest=_LONGEST_OFFICIAL,
    )


@cache
def _concepts() -> tuple[Concept, ...]:
    taxonomy = shipped_taxonomy()
    known = {ORGANISATION + concept.code for concept in taxonomy.of_kind("organisation")}
    others = (
        {code for code in delegation_codes() if code.startswith(ORGANISATION)} - known - set(exercise_names())
    )
    return (
        *map(_with_un_names, (*shipped_countries(), *taxonomy.of_kind("organisation"))),
        *(_with_un_names(_named(code, {"": code.removeprefix(ORGANISATION)})) for code in sorted(others)),
        *(_named(code, names) for code, names in exercise_names().items()),
    )


def _with_un_names(concept: Concept) -> Concept:
    """The concept with the UN's names of it, besides the ones that people use elsewhere."""
    code = _code(concept.key)
    plate = nameplates().get(code) or placenames().get(code)
    if plate is None:
        return concept
    spellings = plate.spellings()
    terms = {
        language: (*concept.terms.get(language, ()), *spellings.get(language, ()))
        for language in {*concept.terms, *spellings}
    }
    return Concept(concept.kind, concept.code, concept.labels, terms)


def _named(code: str, names: Mapping[str, str]) -> Concept:
    kind, bare = ("organisation", code.removeprefix(ORGANISATION)) if ":" in code else ("country", code)
    terms = {language: (name,) for language, name in names.items()}
    return Concept(kind, bare, names, {**terms, "": (*terms.get("", ()), *terms.get("en", ()))})  # type: ignore[arg-type]


def _code(key: str) -> str:
    """A concept's key → a delegation's code."""
    kind, _, code = key.partition(":")
    return ORGANISATION + code if kind == "organisation" else code
