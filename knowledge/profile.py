"""What one programme offers, told as words and concepts with a weight: the form in which it is searched."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.lexicon import Lexicon
from knowledge.programmes import Programme
from knowledge.taxonomy import Concept, Taxonomy
from knowledge.text import FIELD_LIMIT, grams, normalise, words

# How much a word or a concept counts by where it stands in the entry (0..1).
IN_NAME, IN_SUMMARY, IN_NOTES = 1.0, 0.6, 0.4
LISTED, LISTED_FIRST, TOLD_IN_NAME, TOLD_IN_SUMMARY = 0.55, 0.1, 0.35, 0.2
ONLY_TOLD = {IN_NAME: 0.75, IN_SUMMARY: 0.5, IN_NOTES: 0.3}
UNLISTED = 0.5
NAMED = "programme:"
PROVIDER, BENEFICIARY, COVERED, ANYWHERE = 0.9, 1.0, 0.35, 0.12
BROADER, NARROWER = 0.45, 0.8
ASSISTANCE = {
    "train-and-equip": {"training": 0.9, "equipment": 0.9},
    "centre": {"training": 0.8, "centre": 1.0},
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
        for mention in lexicon.read(sequence, {language, "en"}):
            for key, sureness in mention.concepts.items():
                if key.startswith(NAMED):
                    continue
                heard = ONLY_TOLD[weight] * sureness
                self.concepts[key] = max(self.concepts.get(key, 0.0), heard)


def _doubt(key: str) -> float:
    """A capability that the text names and the entry does not list is probably a side remark."""
    return UNLISTED if key.startswith("capability:") else 1.0


def _texts(programme: Programme) -> Iterator[tuple[float, str, str]]:
    for name in programme.names:
        yield IN_NAME, programme.summary_language, name
    yield IN_SUMMARY, programme.summary_language, programme.summary
    yield IN_NOTES, "en", ". ".join([programme.money or "", *programme.standards])


def _capabilities(programme: Programme, told: dict[str, float]) -> Iterator[tuple[str, float]]:
    """A listed capability counts more when it comes early and when the text speaks of it too."""
    for position, code in enumerate(programme.capabilities):
        key = f"capability:{code}"
        heard = told.get(key, 0.0)
        early = LISTED_FIRST * (1 - position / len(programme.capabilities))
        yield key, LISTED + early + min(TOLD_IN_NAME, TOLD_IN_SUMMARY * 2 * heard + 0.0)


def _stated(programme: Programme, taxonomy: Taxonomy) -> Iterator[tuple[str, float]]:
    for provider in programme.providers:
        organisation = provider.removeprefix("org:")
        yield (f"country:{provider}", PROVIDER) if organisation == provider else (f"organisation:{organisation}", 1.0)
    for country in programme.countries:
        yield f"country:{country}", BENEFICIARY
    for language in programme.delivery_languages:
        yield f"language:{language}", 1.0
    if not programme.delivery_languages and programme.summary_language != "en":
        yield f"language:{programme.summary_language}", 0.5
    for kind, weight in ASSISTANCE.get(programme.kind, {programme.kind: 1.0}).items():
        yield f"assistance:{kind}", weight
    yield from _regions(programme.regions, taxonomy)


def _regions(stated: Iterable[str], taxonomy: Taxonomy) -> Iterator[tuple[str, float]]:
    """The regions stated, the ones that contain them or lie in them, and the countries they cover."""
    for code in stated:
        region = taxonomy.concepts[f"region:{code}"]
        yield region.key, 1.0
        for other in taxonomy.of_kind("region"):
            if other is not region:
                yield other.key, _kinship(region, other)
        for country in region.members:
            yield f"country:{country}", COVERED


def _kinship(stated: Concept, asked: Concept) -> float:
    if not stated.members:
        return ANYWHERE
    if asked.members and asked.members <= stated.members:
        return BROADER
    return NARROWER if asked.members >= stated.members else 0.0
