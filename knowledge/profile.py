"""What one programme offers, told as words and concepts with a weight: the form in which it is searched."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from sys import intern

from knowledge.lexicon import Lexicon
from knowledge.programmes import ORGANISATION, Programme
from knowledge.taxonomy import Concept, Taxonomy
from knowledge.text import FIELD_LIMIT, grams, normalise, words

NAMED = "programme:"  # the key of a programme itself, when a question calls it by name

# How much a word counts by where it stands in the entry (0..1) …
IN_NAME, IN_SUMMARY, IN_NOTES = 1.0, 0.6, 0.4
# … and how much a concept counts that is only named there.
TOLD = {IN_NAME: 0.65, IN_SUMMARY: 0.45, IN_NOTES: 0.25}
# A capability counts when it is listed, more when listed early, and more when the text speaks of it too.
# One that the text names and the entry does not list is probably a side remark.
LISTED, LISTED_EARLY, LISTED_AND_TOLD, UNLISTED = 0.55, 0.1, 0.25, 0.5
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
    """Weights (0..1) of the words and of the concept keys that an entry is about."""

    words: dict[str, float]
    concepts: dict[str, float]


def profile(programme: Programme, lexicon: Lexicon, taxonomy: Taxonomy) -> Profile:
    """The profile of an entry: what its fields state and what its text names."""
    told = _Told()
    for weight, language, text in _texts(programme):
        told.hear(weight, language, text[:FIELD_LIMIT], lexicon)
    concepts = {key: weight * _doubt(key) for key, weight in told.concepts.items()}
    for key, weight in _stated(programme, taxonomy):
        concepts[key] = max(concepts.get(key, 0.0), weight)
    concepts.update(_capabilities(programme, told.concepts))
    concepts[f"{NAMED}{programme.id}"] = 1.0
    return Profile(told.words, concepts)


class _Told:
    """Collects what texts say; the same thing said twice counts once, where it counts most."""

    def __init__(self) -> None:
        self.words: dict[str, float] = {}
        self.concepts: dict[str, float] = {}

    def hear(self, weight: float, language: str, text: str, lexicon: Lexicon) -> None:
        sequence = words(normalise(text))
        for gram in grams(sequence):
            self.words[gram] = max(self.words.get(gram, 0.0), weight)
        for mention in lexicon.read(sequence, dict.fromkeys((language, "en"))):
            for key, sureness in mention.concepts.items():
                if not key.startswith(NAMED):
                    self.concepts[key] = max(self.concepts.get(key, 0.0), TOLD[weight] * sureness)


def _texts(programme: Programme) -> Iterator[tuple[float, str, str]]:
    for name in programme.names:
        yield IN_NAME, programme.summary_language, name
    yield IN_SUMMARY, programme.summary_language, programme.summary
    yield IN_NOTES, "en", ". ".join([programme.money or "", *programme.standards])


def _doubt(key: str) -> float:
    return UNLISTED if key.startswith("capability:") else 1.0


def _capabilities(programme: Programme, told: dict[str, float]) -> Iterator[tuple[str, float]]:
    for position, code in enumerate(programme.capabilities):
        key = f"capability:{code}"
        early = LISTED_EARLY * (1 - position / len(programme.capabilities))
        heard = min(1.0, told.get(key, 0.0) / TOLD[IN_NAME])
        yield key, LISTED + early + LISTED_AND_TOLD * heard


def _stated(programme: Programme, taxonomy: Taxonomy) -> Iterator[tuple[str, float]]:
    for provider in programme.providers:
        organisation = provider.removeprefix(ORGANISATION)
        yield f"country:{provider}" if organisation == provider else f"organisation:{organisation}", 1.0
    for country in programme.countries:
        yield f"country:{country}", 1.0
    for language in programme.delivery_languages:
        yield f"language:{language}", 1.0
    if not programme.delivery_languages and programme.summary_language != "en":
        yield f"language:{programme.summary_language}", SUMMARY_LANGUAGE
    yield from KINDS.get(programme.kind, {f"assistance:{programme.kind}": 1.0}).items()
    yield from _regions(programme.regions, taxonomy)


def _regions(stated: Iterable[str], taxonomy: Taxonomy) -> Iterator[tuple[str, float]]:
    """The regions stated, the ones that contain them or lie in them, and the countries they cover."""
    for code in stated:
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
