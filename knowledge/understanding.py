"""From half a sentence to what it asks for: corrected words, concepts, and how much each part matters."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.hints import Hints
from knowledge.lexicon import Lexicon, Mention
from knowledge.plainwords import is_function, is_generic
from knowledge.profile import NAMED
from knowledge.taxonomy import Kind
from knowledge.text import capitals, clip, is_han, normalise, words
from knowledge.vocabulary import Vocabulary

LONGEST = 128  # words or Chinese characters read of one question
LANGUAGES_READ = ("en", "fr", "es", "pt", "ru", "ar")
# How much a part of the question matters by what it names; a plain word counts 1, a Chinese character less.
IMPORTANCE: Mapping[Kind, float] = {
    "programme": 1.6, "capability": 1.4, "topic": 1.3, "country": 1.1, "mission": 1.0, "organisation": 0.9,
    "language": 0.9, "region": 0.7, "assistance": 0.25, "unit": 0.15, "aside": 0.0,
}  # fmt: skip
PLAIN, PLAIN_HAN = 1.0, 0.4
GENERIC = 0.15  # what is left of the importance of a word that fits nearly every programme
HINT = 0.65  # what a concept named only in part is worth
HINT_INSIDE = 0.3  # the same, where the words already name another concept in full
CHARACTER = 0.3  # what a single Chinese character is worth beside a pair
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Named:
    """Neighbouring words, from the `start`-th on, that were taken to name concepts, each so surely (0..1)."""

    start: int
    typed: tuple[str, ...]
    known: tuple[str, ...]  # the same words with their slips corrected
    concepts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question was taken to mean: codes of the taxonomy, words corrected, words not known."""

    capabilities: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    assistance: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    missions: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    named: tuple[Named, ...] = ()  # where each code comes from


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
    """Takes questions apart with the vocabulary, the lexicon and the hints."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon, hints: Hints) -> None:
        self._vocabulary, self._lexicon, self._hints = vocabulary, lexicon, hints

    def read(self, text: str) -> Question:
        """What a question asks for; any text is allowed, and only its first 256 characters count."""
        clipped = clip(text)
        sequence = words(normalise(clipped))[:LONGEST]
        shouted = capitals(clipped)
        asked = [self._word(sequence, position, shouted) for position in range(len(sequence))]
        mentions = self._lexicon.read([word.known for word in asked], LANGUAGES_READ, shouted)
        return Question(
            " ".join(sequence), _understood(asked, mentions), _once(self._demands(asked, mentions))
        )

    def _word(self, sequence: Sequence[str], position: int, shouted: frozenset[str]) -> Word:
        typed = sequence[position]
        known, relatives = self._han(sequence, position) if is_han(typed) else self._look_up(typed)
        importance = PLAIN_HAN if is_han(typed) else PLAIN
        if typed not in shouted and (is_function(typed) or is_function(known)):
            importance = 0.0
        elif typed.isdecimal() and not relatives:
            importance = 0.0  # how many, how long: no programme says so in these figures
        elif is_generic(known):
            importance *= GENERIC
        return Word(typed, known, relatives, importance)

    def _look_up(self, word: str) -> tuple[str, Mapping[int, float]]:
        """The word itself if it is known, otherwise the nearest known ones."""
        relatives = self._vocabulary.relatives(word)
        if relatives or is_function(word) or is_generic(word):
            return word, relatives
        nearest = self._vocabulary.nearest(word)
        guessed: dict[int, float] = {}
        for known, likeness in nearest:
            for number, closeness in self._vocabulary.relatives(known).items():
                guessed[number] = max(guessed.get(number, 0.0), closeness * likeness)
        return (nearest[0][0] if nearest else word), guessed

    def _han(self, sequence: Sequence[str], position: int) -> tuple[str, Mapping[int, float]]:
        """A Chinese character stands for the pairs it makes with its neighbours, and a little for itself."""
        character = sequence[position]
        relatives = dict.fromkeys(self._vocabulary.relatives(character), CHARACTER)
        for start in (position - 1, position):
            pair = "".join(sequence[max(start, 0) : start + _PAIR])
            if len(pair) == _PAIR and all(map(is_han, pair)):
                relatives.update(self._vocabulary.relatives(pair))
        return character, relatives

    def _demands(self, asked: Sequence[Word], mentions: Iterable[Mention]) -> Iterator[Demand]:
        """One demand for each term named, and one for each telling word that is left."""
        hints = self._hints.near([word.relatives for word in asked])
        left = {position for position, word in enumerate(asked) if word.importance > GENERIC}
        for mention in mentions:
            stretch = slice(mention.start, mention.end)
            left.difference_update(range(mention.start, mention.end))
            concepts = _names_first(mention.concepts)
            importance = _importance(asked[stretch], concepts)
            yield Demand(tuple(asked[stretch]), self._strengths(concepts, hints[stretch]), importance)
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
        return self._hints.implied(strengths)


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
    return importance * GENERIC if all(word.importance <= GENERIC for word in asked) else importance


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
        corrections=tuple(
            dict.fromkeys((word.typed, word.known) for word in asked if word.typed != word.known)
        ),
        unknown=tuple(dict.fromkeys(word.typed for word in asked if word.importance and not word.relatives)),
        named=tuple(_named(asked, mention) for mention in mentions),
    )


def _named(asked: Sequence[Word], mention: Mention) -> Named:
    stretch = asked[mention.start : mention.end]
    typed, known = (
        tuple(words) for words in zip(*((word.typed, word.known) for word in stretch), strict=True)
    )
    return Named(mention.start, typed, known, tuple(mention.concepts.items()))


def _kind(key: str) -> Kind:
    return key.partition(":")[0]  # type: ignore[return-value] # keys are made of kinds
