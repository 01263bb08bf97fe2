"""What a question was taken to mean, in codes, and the words that each comes from."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.taxonomy import Kind


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
    places: tuple[str, ...] = ()
    doubtful: frozenset[str] = frozenset()  # keys of states and languages that are one meaning of their word
    corrections: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    named: tuple[Named, ...] = ()  # where each code comes from

    @property
    def codes(self) -> Mapping[Kind, tuple[str, ...]]:
        """The codes of each kind."""
        return {
            "capability": self.capabilities,
            "topic": self.topics,
            "assistance": self.assistance,
            "country": self.countries,
            "region": self.regions,
            "mission": self.missions,
            "organisation": self.organisations,
            "unit": self.units,
            "language": self.languages,
            "place": self.places,
        }
