"""Which delegations there can be, and which one a person means who types a name."""

from collections.abc import Iterator, Mapping
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.exercise import exercise_names
from knowledge.lexicon import Lexicon, terms_of
from knowledge.places import country_names, country_traps, shipped_countries
from knowledge.plainwords import function_words
from knowledge.programmes import ORGANISATION, shipped_programmes
from knowledge.taxonomy import Concept, shipped_taxonomy
from knowledge.text import STEMMED, Stems, capitals, clip, normalise, words

STATE = "state:"  # says that a code that could be both is the state's
LIKE_ENOUGH = 0.79  # one slip in five letters
_ALIKE = 0.49
_LONGEST_NAME = 8  # words
_SHORTEST_GUESSED = 4  # letters: below, everything is like everything
_UNITED_NATIONS = "org:UN"


@cache
def delegation_codes() -> frozenset[str]:
    """States (`TD`), organisations (`org:AU`) and the exercise's delegations (`QM`, `org:KRF`)."""
    organisations = {ORGANISATION + concept.code for concept in shipped_taxonomy().of_kind("organisation")}
    providers = {code for programme in shipped_programmes() for code in programme.providers}
    return frozenset(country_names()) | organisations | providers | frozenset(exercise_names())


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
    clipped = clip(text)
    sequence = words(normalise(clipped))
    stems = Stems()
    mentions = _lexicon().read(sequence, {each: stems[each] for each in STEMMED}, capitals(clipped))
    named = dict.fromkeys(_code(key) for mention in mentions for key in mention.concepts)
    if len(named) > 1:
        # "Permanent Mission of Chad to the United Nations" is Chad's.
        named.pop(_UNITED_NATIONS, None)
    return tuple(named)[:limit] or tuple(_alike(sequence, LIKE_ENOUGH))[:limit]


def nearest(text: str, limit: int = 3) -> tuple[str, ...]:
    """What somebody may have meant by a code or name that is not known, best first."""
    named = recognise(text, limit)
    return named or tuple(dict.fromkeys(_alike(words(normalise(clip(text))), _ALIKE)))[:limit]


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
    real = [concept for concept in _concepts() if _code(concept.key) not in exercise_names()]
    return {term.text: _code(term.key) for term in terms_of(real, frozenset())}


@cache
def _lexicon() -> Lexicon:
    taxonomy = shipped_taxonomy()
    terms = tuple(terms_of(_concepts(), taxonomy.weak))
    return Lexicon(terms, taxonomy.traps | country_traps() | function_words())


@cache
def _concepts() -> tuple[Concept, ...]:
    taxonomy = shipped_taxonomy()
    known = {ORGANISATION + concept.code for concept in taxonomy.of_kind("organisation")}
    others = (
        {code for code in delegation_codes() if code.startswith(ORGANISATION)} - known - set(exercise_names())
    )
    return (
        *shipped_countries(),
        *taxonomy.of_kind("organisation"),
        *(_named(code, {"": code.removeprefix(ORGANISATION)}) for code in sorted(others)),
        *(_named(code, names) for code, names in exercise_names().items()),
    )


def _named(code: str, names: Mapping[str, str]) -> Concept:
    kind, bare = ("organisation", code.removeprefix(ORGANISATION)) if ":" in code else ("country", code)
    terms = {language: (name,) for language, name in names.items()}
    return Concept(kind, bare, names, {**terms, "": (*terms.get("", ()), *terms.get("en", ()))})  # type: ignore[arg-type]


def _code(key: str) -> str:
    """A concept's key → a delegation's code."""
    kind, _, code = key.partition(":")
    return ORGANISATION + code if kind == "organisation" else code
