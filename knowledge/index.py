"""An inverted index: which programmes are about a word or a concept, and how much."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.names import NAMED, Names
from knowledge.postings import Found, Places, Positions, Postings, Weights
from knowledge.profile import Profile
from knowledge.programmes import Programme
from knowledge.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Source:
    """A list of places that speak for a demand.

    Sources of one group don't add up: the best of them counts.
    """

    group: str
    share: float  # of the words of the demand that the group stands for; 0 for concepts
    key: str  # of the concept; empty for a word
    number: int  # of the word or the concept
    strength: float  # by which weights are multiplied


class Index:
    """All programmes, searchable by word, by concept and by name; they come and go at any time."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.programmes: list[Programme | None] = []
        self.names = Names()
        self._vocabulary = vocabulary
        self._places: dict[str, int] = {}
        self._words, self._concepts = Postings(), Postings()
        self._numbers: dict[str, int] = {}  # of concepts, by key
        self._slots = np.zeros(0, np.int32)  # scratch paper: see `union`

    def __len__(self) -> int:
        return len(self._places)

    def fill(self, profiles: Iterable[tuple[Programme, Profile]]) -> None:
        """Make many programmes findable at once, in an index that has none yet."""
        for programme, profile in profiles:
            place, numbers, concepts = self._enter(programme, profile)
            self._words.gather(place, numbers, profile.words.values())
            self._concepts.gather(place, concepts, profile.concepts.values())
        self._words.settle()
        self._concepts.settle()

    def add(self, programme: Programme, profile: Profile) -> None:
        """Make a programme findable by its profile; its id must be new."""
        place, numbers, concepts = self._enter(programme, profile)
        self._words.put(place, numbers, profile.words.values())
        self._concepts.put(place, concepts, profile.concepts.values())

    def remove(self, programme_id: str, profile: Profile) -> None:
        """Forget a programme, whose profile is still the same; KeyError when it is not there."""
        place = self._places.pop(programme_id)
        numbers = self._vocabulary.read(profile.words)
        self._vocabulary.use(numbers, -1)
        self._words.drop(place, numbers)
        self._concepts.drop(place, [self._numbers[key] for key in profile.concepts])
        self.names.drop(place)
        self.programmes[place] = None

    def get(self, programme_id: str) -> Programme | None:
        """The programme of that id, if there is one."""
        place = self._places.get(programme_id)
        return None if place is None else self.programmes[place]

    def words(self, group: str, relatives: Mapping[int, float], share: float) -> Iterator[Source]:
        """The lists of some words that all mean the same (known words, with closeness)."""
        for number, closeness in relatives.items():
            yield Source(group, share, "", number, closeness)

    def concepts(self, strengths: Mapping[str, float]) -> Iterator[Source]:
        """The lists of some concepts, each as strong as given."""
        for key, strength in strengths.items():
            yield Source(key.partition(":")[0], 0.0, key, self._numbers.get(key, -1), strength)

    def size(self, sources: Iterable[Source]) -> int:
        """How many entries some lists have."""
        return sum(
            len(self.names.places(source.key.removeprefix(NAMED)))
            if source.key.startswith(NAMED)
            else (self._concepts if source.key else self._words).size(source.number)
            for source in sources
        )

    def read(self, sources: Sequence[Source]) -> Found:
        """All entries of some lists, which are numbered in their order."""
        parts = [
            found
            for postings, of_concepts in ((self._words, False), (self._concepts, True))
            if (chosen := [place for place, source in enumerate(sources) if bool(source.key) is of_concepts])
            and len((found := _renumbered(postings, sources, chosen)).places)
        ]
        parts += [
            Found(places, np.full(len(places), source.strength, np.float32), np.full(len(places), number))
            for number, source in enumerate(sources)
            if source.key.startswith(NAMED)
            and len(places := self.names.places(source.key.removeprefix(NAMED)))
        ]
        if len(parts) == 1:
            return parts[0]
        return Found(*map(np.concatenate, zip(*parts, strict=True))) if parts else _NOTHING

    def at(self, source: Source, places: Places) -> Weights:
        """The weights of one list in some places; 0 where it has none."""
        if source.key.startswith(NAMED):
            called = self.names.places(source.key.removeprefix(NAMED))
            return np.isin(places, called).astype(np.float32) * np.float32(source.strength)
        postings = self._concepts if source.key else self._words
        return postings.at(source.number, places) * np.float32(source.strength)

    def union(self, places: Places) -> tuple[Places, Positions]:
        """The places among `places`, each once, and for each of `places` its position there."""
        if len(self._slots) < len(self.programmes):
            self._slots = np.zeros(len(self.programmes) * 5 // 4 + 1, np.int32)
        order = np.arange(len(places), dtype=np.int32)
        self._slots[places] = order  # where a place is there twice, the last one stands
        once = places[self._slots[places] == order]
        self._slots[once] = order[: len(once)]
        return once, self._slots[places]

    def _enter(self, programme: Programme, profile: Profile) -> tuple[int, list[int], list[int]]:
        place = self._places[programme.id] = len(self.programmes)
        self.programmes.append(programme)
        self.names.put(place, profile.names)
        numbers = self._vocabulary.read(profile.words)
        self._vocabulary.use(numbers)
        known = self._numbers
        return place, numbers, [known.setdefault(key, len(known)) for key in profile.concepts]


_NOTHING = Found(np.zeros(0, np.int32), np.zeros(0, np.float32), np.zeros(0, np.intp))


def _renumbered(postings: Postings, sources: Sequence[Source], chosen: Sequence[int]) -> Found:
    """The entries of some of the lists, under the numbers that these have among all."""
    found = postings.read(
        [sources[place].number for place in chosen], [sources[place].strength for place in chosen]
    )
    return found._replace(lists=np.array(chosen)[found.lists])
