"""From half a sentence to what it asks for: corrected words, concepts, and how much each part matters."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.lexicon import Lexicon, Mention, capitals
from knowledge.profile import NAMED
from knowledge.taxonomy import SHIPPED, Kind
from knowledge.text import clip, is_han, normalise, words
from knowledge.vocabulary import Vocabulary

LANGUAGES_READ = ("en", "fr", "es", "pt", "ru", "ar")
# How much a part of the question matters by what it names; a plain word counts 1, a Chinese character half.
IMPORTANCE: Mapping[Kind, float] = {
    "capability": 1.4, "topic": 1.3, "country": 1.1, "mission": 1.0, "organisation": 0.9, "language": 0.9,
    "programme": 1.6, "region": 0.7, "assistance": 0.25, "unit": 0.15, "aside": 0.0,
}  # fmt: skip
PLAIN, PLAIN_HAN, GENERIC = 1.0, 0.4, 0.15
LEAST_HINT = 0.45
HINT = 0.75  # what a concept named only in part is worth
CHARACTER = 0.3  # what a single Chinese character is worth beside a pair


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


@dataclass(frozen=True, slots=True)
class Demand:
    """One part of a question: the words it is made of, the concepts it may mean, and how much it matters."""

    words: tuple[str, ...]
    relatives: tuple[tuple[Mapping[int, float], float], ...]  # known words, and how much each word counts
    concepts: Mapping[str, float]
    importance: float


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart."""

    normalised: str
    understood: Understood
    demands: tuple[Demand, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    typed: str
    known: str  # as typed, or the nearest known word
    relatives: Mapping[int, float]
    importance: float


class Reader:
    """Takes questions apart with the vocabulary and the lexicon."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        self._vocabulary, self._lexicon = vocabulary, lexicon

    def read(self, text: str) -> Question:
        """What a question asks for; any text is allowed, and only its first 256 characters count."""
        clipped = clip(text)
        normalised = normalise(clipped)[:1024]
        asked = self._words(words(normalised)[:128])
        mentions = self._lexicon.read([word.known for word in asked], LANGUAGES_READ, capitals(clipped))
        return Question(normalised, _understood(asked, mentions), tuple(self._demands(asked, mentions)))

    def _words(self, sequence: Sequence[str]) -> list[_Word]:
        function, generic = word_classes()
        asked = []
        for position, typed in enumerate(sequence):
            known, relatives = self._han(sequence, position) if is_han(typed) else self._look_up(typed)
            importance = PLAIN_HAN if is_han(typed) else PLAIN
            if {typed, known} & function:
                importance = 0.0
            elif {typed, known} & generic:
                importance *= GENERIC
            asked.append(_Word(typed, known, relatives, importance))
        return asked

    def _look_up(self, word: str) -> tuple[str, Mapping[int, float]]:
        relatives = self._vocabulary.relatives(word)
        if relatives or any(word in plain for plain in word_classes()):
            return word, relatives
        nearest = self._vocabulary.nearest(word)
        guessed: dict[int, float] = {}
        for known, likeness in reversed(nearest):
            for number, closeness in self._vocabulary.relatives(known).items():
                guessed[number] = max(guessed.get(number, 0.0), closeness * likeness)
        return (nearest[0][0] if nearest else word), guessed

    def _han(self, sequence: Sequence[str], position: int) -> tuple[str, Mapping[int, float]]:
        """A Chinese character stands for the pairs it makes with its neighbours, and a little for itself."""
        character = sequence[position]
        before = sequence[position - 1] if position else ""
        after = sequence[position + 1] if position + 1 < len(sequence) else ""
        relatives = {number: CHARACTER for number in self._vocabulary.relatives(character)}
        for pair in (before + character, character + after):
            if len(pair) == 2 and is_han(pair[0]) and is_han(pair[1]):  # noqa: PLR2004 - a pair is two
                relatives.update(self._vocabulary.relatives(pair))
        return character, relatives

    def _demands(self, asked: Sequence[_Word], mentions: Iterable[Mention]) -> Iterable[Demand]:
        hints = self._lexicon.hints([word.relatives for word in asked], LEAST_HINT)
        covered: set[int] = set()
        for mention in mentions:
            stretch = range(mention.start, mention.end)
            covered.update(stretch)
            concepts = _names_first(mention.concepts)
            importance = max(IMPORTANCE[_kind(key)] * sureness for key, sureness in concepts.items())
            yield self._demand([asked[i] for i in stretch], [hints[i] for i in stretch], concepts, importance)
        for position, word in enumerate(asked):
            if position not in covered and word.importance > GENERIC:
                yield self._demand([word], [hints[position]], {}, word.importance)

    def _demand(
        self,
        asked: Sequence[_Word],
        hints: Sequence[Mapping[str, float]],
        concepts: Mapping[str, float],
        importance: float,
    ) -> Demand:
        strengths: defaultdict[str, float] = defaultdict(float, concepts)
        for hinted in hints:
            for key, strength in hinted.items():
                strengths[key] = max(strengths[key], strength * HINT)
        implied = self._lexicon.implied(strengths)
        return Demand(tuple(w.typed for w in asked), tuple((w.relatives, w.importance) for w in asked), implied, importance)


def _understood(asked: Sequence[_Word], mentions: Iterable[Mention]) -> Understood:
    codes: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for mention in mentions:
        for key in mention.concepts:
            codes[_kind(key)][key.partition(":")[2]] = None
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
        corrections=tuple(dict.fromkeys((w.typed, w.known) for w in asked if w.typed != w.known)),
        unknown=tuple(dict.fromkeys(w.typed for w in asked if w.importance and not w.relatives)),
    )


def _names_first(concepts: Mapping[str, float]) -> Mapping[str, float]:
    """Who types a programme's name wants that programme, whatever else the name means."""
    if not any(key.startswith(NAMED) for key in concepts):
        return concepts
    return {key: sureness if key.startswith(NAMED) else sureness / 2 for key, sureness in concepts.items()}


def _kind(key: str) -> Kind:
    return key.partition(":")[0]  # type: ignore[return-value] # keys are made of kinds


@cache
def word_classes() -> tuple[frozenset[str], frozenset[str]]:
    """Function words and generic words of all languages, normalised (read once)."""
    classes: dict[str, set[str]] = {"function": set(), "generic": set()}
    with (SHIPPED / "stopwords.txt").open(encoding="utf-8") as file:
        for line in file:
            name, _, listed = normalise(line).partition(":")
            if not line.startswith("#"):
                classes[name.split()[0]].update(listed.split())
    return frozenset(classes["function"]), frozenset(classes["generic"])
