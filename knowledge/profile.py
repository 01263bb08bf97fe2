"""What one programme offers, told as words and concepts with a weight: the form in which it is searched."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from sys import intern

from knowledge.lexicon import Lexicon, Mention
from knowledge.programmes import ORGANISATION, Programme
from knowledge.taxonomy import Concept, Taxonomy
from knowledge.text import FIELD_LIMIT, Stems, grams, normalise, words

_BETWEEN = "\n"  # a word that is in no text
# How much a word counts by where it stands in the entry (0..1) …
IN_NAME, IN_SUMMARY, IN_NOTES = 1.0, 0.6, 0.4
# … and how much a concept counts that is only named there.
TOLD = {IN_NAME: 0.65, IN_SUMMARY: 0.45, IN_NOTES: 0.25}
# A capability counts when it is listed, more when listed early, and more when the text speaks of it too.
# One that the text names and the entry does not list is probably a side remark.
LISTED, LISTED_EARLY, LISTED_AND_TOLD, UNLISTED = 0.5, 0.15, 0.25, 0.5
BESIDE = 0.9  # who provides it beside its owner; what it is given in beside its first language
SERVED = 0.8  # a country named as served; less its own than one that provides
COVERED, ANYWHERE = 0.35, 0.12  # a country in a region served; a region when all the world is served
BROADER, NARROWER = 0.45, 0.8  # a region inside, or around, the one served
SUMMARY_LANGUAGE = 0.5  # where no language of delivery is stated
KINDS = {
    "train-and-equip": {"assistance:training": 0.9, "assistance:equipment": 0.9},
    "centre": {"assistance:training": 0.9, "topic:centre": 1.0},
    "coordination": {"topic:network": 1.0},
}


@dataclass(frozen=True, slots=True)
class Profile:
    """Weights (0..1) of the words and of the concept keys that an entry is about; its names in words.

    `codes` are names of one word in capitals: "UNSAS".
    """

    words: dict[str, float]
    concepts: dict[str, float]
    names: list[list[str]]
    codes: frozenset[str]


class Profiler:
    """Makes the profiles of many entries."""

    def __init__(self, lexicon: Lexicon, taxonomy: Taxonomy) -> None:
        self._lexicon, self._taxonomy = lexicon, taxonomy
        self._stems = Stems()
        self._regions: dict[str, dict[str, float]] = {}

    def profile(self, programme: Programme) -> Profile:
        """The profile of an entry: what its fields state and what its text names."""
        told = _Told()
        names = [words(name) for name in normalise("\n".join(programme.names)).split("\n")]
        languages = dict.fromkeys((programme.summary_language, "en"))
        stemmed = {language: self._stems[language] for language in languages}
        every = [word for name in names for word in (*name, _BETWEEN)]  # read in one go
        told.hear(IN_NAME, every, self._lexicon.read(every, stemmed))
        for weight, text in ((IN_SUMMARY, programme.summary), (IN_NOTES, _notes(programme))):
            if text:
                sequence = words(normalise(text[:FIELD_LIMIT]))
                told.hear(weight, sequence, self._lexicon.read(sequence, stemmed))
        concepts = {key: weight * _doubt(key) for key, weight in told.concepts.items()}
        for key, weight in self._stated(programme):
            concepts[key] = max(concepts.get(key, 0.0), weight)
        concepts.update(_capabilities(programme, told.concepts))
        codes = frozenset(
            name[0]
            for written, name in zip(programme.names, names, strict=False)
            if len(name) == 1 and written.isupper()
        )
        return Profile(told.words, concepts, names, codes)

    def _stated(self, programme: Programme) -> Iterator[tuple[str, float]]:
        for place, provider in enumerate(programme.providers):
            organisation, weight = provider.removeprefix(ORGANISATION), BESIDE if place else 1.0
            yield (
                f"country:{provider}" if organisation == provider else f"organisation:{organisation}",
                weight,
            )
        for country in programme.countries:
            yield f"country:{country}", SERVED
        for place, language in enumerate(programme.delivery_languages):
            yield f"language:{language}", BESIDE if place else 1.0
        if not programme.delivery_languages and programme.summary_language != "en":
            yield f"language:{programme.summary_language}", SUMMARY_LANGUAGE
        yield from KINDS.get(programme.kind, {f"assistance:{programme.kind}": 1.0}).items()
        for region in programme.regions:
            if region not in self._regions:
                self._regions[region] = dict(_region(region, self._taxonomy))
            yield from self._regions[region].items()


class _Told:
    """Collects what texts say; the same thing said twice counts once, where it counts most.

    What counts most is heard first.
    """

    def __init__(self) -> None:
        self.words: dict[str, float] = {}
        self.concepts: dict[str, float] = {}

    def hear(self, weight: float, sequence: Sequence[str], mentions: Iterable[Mention]) -> None:
        self.words = {**dict.fromkeys(grams(sequence), weight), **self.words}
        self.words.pop(_BETWEEN, None)
        for mention in mentions:
            for key, sureness in mention.concepts.items():
                self.concepts[key] = max(self.concepts.get(key, 0.0), TOLD[weight] * sureness)


def _notes(programme: Programme) -> str:
    return ". ".join([programme.money or "", *programme.standards])


def _doubt(key: str) -> float:
    return UNLISTED if key.startswith("capability:") else 1.0


def _capabilities(programme: Programme, told: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    for position, code in enumerate(programme.capabilities):
        key = f"capability:{code}"
        early = LISTED_EARLY * (1 - position / len(programme.capabilities))
        heard = min(1.0, told.get(key, 0.0) / TOLD[IN_NAME])
        yield key, LISTED + early + LISTED_AND_TOLD * heard


def _region(code: str, taxonomy: Taxonomy) -> Iterator[tuple[str, float]]:
    """A region stated, the ones that contain it or lie in it, and the countries it covers."""
    region = taxonomy.concepts[f"region:{code}"]
    for other in taxonomy.of_kind("region"):
        yield other.key, 1.0 if other is region else _kinship(region, other)
    for country in region.members:
        yield intern(f"country:{country}"), COVERED  # many programmes serve the same region


def _kinship(stated: Concept, asked: Concept) -> float:
    if not stated.members:
        return ANYWHERE
    if asked.members and asked.members <= stated.members:
        return BROADER
    return NARROWER if asked.members >= stated.members else 0.0
