"""From half a sentence to what it asks for: corrected words, concepts, and how much each part matters."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.glossary import host_countries
from knowledge.hints import Hints
from knowledge.homophones import heard
from knowledge.lexicon import Lexicon, Mention
from knowledge.names import NAMED, Names
from knowledge.plainwords import is_generic, is_talk, says_nothing
from knowledge.recognition import Recognised, recognise
from knowledge.taxonomy import Kind
from knowledge.text import Stems, capitals, clip, is_han, normalise, stem_languages, words
from knowledge.understood import Named, Understood
from knowledge.vocabulary import Vocabulary

LONGEST = 128  # words or Chinese characters read of one question
# How much a part of the question matters by what it names; a plain word counts 1, a Chinese character less.
IMPORTANCE: Mapping[Kind, float] = {
    "programme": 1.6, "capability": 1.4, "topic": 1.3, "country": 1.1, "mission": 1.0, "organisation": 0.9,
    "language": 0.9, "place": 0.9, "region": 0.7, "assistance": 0.25, "unit": 0.15, "aside": 0.0,
}  # fmt: skip
_SETTINGS: frozenset[Kind] = frozenset({"country", "region", "language", "place"})
_SUBJECTS: frozenset[Kind] = frozenset({"capability", "topic"})
HOST = 0.45  # what the country is worth in which a place lies
PLAIN, PLAIN_HAN = 1.0, 0.4
GENERIC = 0.15  # what is left of the importance of a word that fits nearly every programme
FAINT = 0.05  # of all words together that say nothing by themselves: they decide between equals
YEAR = 4  # figures of a number that may be a year or a resolution
TAUGHT = "capability:language-training"
NAMES = 0.9  # how much of a name a word must be to be one
WHICH = 0.3  # how much it matters which language is taught, beside that one is
HINT = 0.65  # what a concept named only in part is worth
HINT_INSIDE = 0.3  # the same, where the words already name another concept in full


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question: as typed, as known, the known words it may stand for, and how much it matters."""

    typed: str
    known: str
    relatives: Mapping[int, float]
    importance: float


@dataclass(frozen=True, slots=True)
class Demand:
    """One part of a question: its words, the concepts it may mean with strength, and how much it matters."""

    words: tuple[Word, ...]
    concepts: Mapping[str, float]
    importance: float

    @property
    def is_setting(self) -> bool:
        """Whether it says where or in which language, and not what."""
        return bool(self.concepts) and all(_kind(key) in _SETTINGS for key in self.concepts)

    @property
    def is_subject(self) -> bool:
        """Whether it says what is asked for."""
        return self.telling and not self.is_setting

    @property
    def is_named(self) -> bool:
        """Whether it says what is asked for by a term that names it, and not only speaks for it."""
        return self.telling and any(
            strength >= NAMES and _kind(key) in _SUBJECTS for key, strength in self.concepts.items()
        )

    @property
    def is_faint(self) -> bool:
        """Whether it is no reason to be found."""
        return not self.concepts and self.importance <= FAINT

    @property
    def telling(self) -> bool:
        """Whether meeting it says anything: "training" alone does not."""
        return self.importance > IMPORTANCE["assistance"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart."""

    normalised: str
    understood: Understood
    demands: tuple[Demand, ...]


class Reader:
    """Takes questions apart with the vocabulary, the lexicon, the hints and the names of programmes."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon, hints: Hints, names: Names) -> None:
        self._vocabulary, self._lexicon, self._hints, self._names = vocabulary, lexicon, hints, names

    def read(self, text: str) -> Question:
        """What a question asks for; any text is allowed, and only its first 256 characters count."""
        clipped = clip(text)
        sequence = words(normalise(clipped))[:LONGEST]
        shouted = capitals(clipped)
        stems = Stems()
        meant = heard(sequence, self._vocabulary, self._lexicon)
        recognised = recognise(meant, self._vocabulary, stems)
        asked = [
            _word(typed, found, shouted, stems) for typed, found in zip(sequence, recognised, strict=True)
        ]
        known = [word.known for word in asked]
        names = (
            ((start, end), NAMED + " ".join(known[start:end])) for start, end in self._names.mentioned(known)
        )
        languages = dict.fromkeys(language for word in sequence for language in stem_languages(word))
        named = self._lexicon.read(known, {each: stems[each] for each in languages}, shouted, names)
        mentions = _languages_first(asked, named)
        demands = _once(self._demands(asked, mentions))
        return Question(" ".join(sequence), _understood(asked, mentions), (*demands, *_faint(asked, demands)))

    def _demands(self, asked: Sequence[Word], mentions: Iterable[Mention]) -> Iterator[Demand]:
        """One demand for each term named, and one for each telling word that is left."""
        hints = self._hints.near([word.relatives for word in asked])
        left = {
            position
            for position, word in enumerate(asked)
            if word.importance > GENERIC and not says_nothing(word.known)
        }
        for mention in mentions:
            stretch = slice(mention.start, mention.end)
            left.difference_update(range(mention.start, mention.end))
            concepts = _names_first(mention.concepts)
            importance = _importance(asked[stretch], concepts)
            yield Demand(tuple(asked[stretch]), self._strengths(concepts, hints[stretch]), importance)
            yield from _taught(mention, asked, hints)
        for position in sorted(left):
            word = asked[position]
            yield Demand((word,), self._strengths({}, [hints[position]]), word.importance)

    def _strengths(
        self, concepts: Mapping[str, float], hints: Iterable[Mapping[str, float]]
    ) -> Mapping[str, float]:
        strengths, worth = dict(concepts), HINT_INSIDE if concepts else HINT
        for hinted in hints:
            for key, strength in hinted.items():
                strengths[key] = max(strengths.get(key, 0.0), strength * worth)
        for place in concepts:
            if (country := host_countries().get(place)) is not None:
                strengths[country] = max(strengths.get(country, 0.0), HOST)
        return self._hints.implied(strengths)


def _languages_first(asked: Sequence[Word], mentions: Sequence[Mention]) -> Sequence[Mention]:
    """Where no subject is named, a word for a language and its country means the language: "espagnol"."""
    told = {place for mention in mentions for place in range(mention.start, mention.end)}
    left = (word for place, word in enumerate(asked) if place not in told)
    if any(word.importance > GENERIC and not says_nothing(word.known) for word in left):
        return mentions
    if any(_kind(key) in _SUBJECTS or key.startswith(NAMED) for each in mentions for key in each.concepts):
        return mentions
    return [Mention(each.start, each.end, _language(each.concepts)) for each in mentions]


def _language(concepts: Mapping[str, float]) -> Mapping[str, float]:
    """The languages among concepts that are languages and countries; all concepts where they are not."""
    languages = {key: sureness for key, sureness in concepts.items() if _kind(key) == "language"}
    return languages if languages and any(_kind(key) == "country" for key in concepts) else concepts


def _word(typed: str, found: Recognised, shouted: frozenset[str], stems: Stems) -> Word:
    importance = PLAIN_HAN if is_han(typed) else PLAIN
    if _is_idle(typed, found.known, shouted):
        importance = 0.0
    elif typed.isdecimal() and (not found.relatives or len(typed) < YEAR):
        importance = 0.0  # how many, how long: no programme says so in these figures
    elif is_generic(found.known, stems):
        importance *= GENERIC
    return Word(typed, found.known, found.relatives, importance)


def _taught(
    mention: Mention, asked: Sequence[Word], hints: Sequence[Mapping[str, float]]
) -> Iterator[Demand]:
    """Which language: "English lessons" ask for lessons, and for English."""
    if TAUGHT not in mention.concepts or mention.end - mention.start == 1:
        return
    for word, hinted in zip(
        asked[mention.start : mention.end], hints[mention.start : mention.end], strict=True
    ):
        named = {
            key: share for key, share in hinted.items() if key.startswith("language:") and share >= NAMES
        }
        if named:
            yield Demand((word,), named, WHICH)


def _is_idle(typed: str, known: str, shouted: frozenset[str]) -> bool:
    """Whether a word is grammar, small talk or a single letter."""
    if is_han(typed):
        return typed not in shouted and says_nothing(known)
    return len(typed) == 1 or (typed not in shouted and (says_nothing(known) or says_nothing(typed)))


def _faint(asked: Sequence[Word], demands: Sequence[Demand]) -> Iterator[Demand]:
    """What is left beside other demands: it only decides between equals. Alone it is all there is."""
    faint = tuple(word for word in asked if word.importance <= GENERIC and word.relatives)
    if faint:
        alone = not any(demand.importance for demand in demands)
        yield Demand(faint, {}, GENERIC if alone else FAINT)


def _once(demands: Iterable[Demand]) -> tuple[Demand, ...]:
    """Saying a thing twice does not ask for it twice."""
    return tuple({tuple(word.known for word in demand.words): demand for demand in demands}.values())


def _names_first(concepts: Mapping[str, float]) -> Mapping[str, float]:
    """Who types a programme's name wants that programme, whatever else the name means."""
    if not any(key.startswith(NAMED) for key in concepts):
        return concepts
    return {key: sureness if key.startswith(NAMED) else sureness / 2 for key, sureness in concepts.items()}


def _importance(asked: Iterable[Word], concepts: Mapping[str, float]) -> float:
    importance = max(IMPORTANCE[_kind(key)] * sureness for key, sureness in concepts.items())
    generic = all(word.importance <= GENERIC and not is_talk(word.known) for word in asked)
    is_state = any(_kind(key) == "country" for key in concepts)  # "中国": of two characters that say nothing
    return importance * GENERIC if generic and not is_state else importance


def _understood(asked: Sequence[Word], mentions: Sequence[Mention]) -> Understood:
    codes: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for mention in mentions:
        for key in mention.concepts:
            kind, _, code = key.partition(":")
            codes[kind][code] = None
    return Understood(
        capabilities=tuple(codes["capability"]),
        topics=tuple(codes["topic"]),
        assistance=tuple(codes["assistance"]),
        countries=tuple(codes["country"]),
        regions=tuple(codes["region"]),
        missions=tuple(codes["mission"]),
        organisations=tuple(codes["organisation"]),
        units=tuple(codes["unit"]),
        languages=tuple(codes["language"]),
        places=tuple(codes["place"]),
        doubtful=frozenset(_doubtful(mentions)),
        corrections=tuple(
            dict.fromkeys((word.typed, word.known) for word in asked if word.typed != word.known)
        ),
        unknown=tuple(dict.fromkeys(word.typed for word in asked if word.importance and not word.relatives)),
        named=tuple(_named(asked, mention) for mention in mentions),
    )


def _doubtful(mentions: Iterable[Mention]) -> Iterator[str]:
    """States and languages of which nobody can tell whether they are meant: "Congo", "French police"."""
    for mention in mentions:
        places = [key for key in mention.concepts if _kind(key) in ("country", "language")]
        yield from places if len(places) > 1 else ()


def _named(asked: Sequence[Word], mention: Mention) -> Named:
    stretch = asked[mention.start : mention.end]
    typed, known = (
        tuple(words) for words in zip(*((word.typed, word.known) for word in stretch), strict=True)
    )
    return Named(mention.start, typed, known, tuple(mention.concepts.items()))


def _kind(key: str) -> Kind:
    return key.partition(":")[0]  # type: ignore[return-value] # keys are made of kinds
