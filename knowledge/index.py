"""An inverted index: which programmes are about a word or a concept, and how much."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from knowledge.names import NAMED, Names
from knowledge.postings import Found, Places, Postings
from knowledge.profile import Profile
from knowledge.programmes import Programme
from knowledge.vocabulary import Vocabulary


class Source(NamedTuple):
    """What speaks for a programme: a concept of some kind, or a word that makes up a share of a demand."""

    group: str  # sources of one group don't add up: the best of them counts
    share: float  # of the words of the demand; 0 for a concept
    key: str  # of the concept; empty for a word
    found: Found


class Slots:
    """Scratch paper as long as the catalogue: finds double places without sorting."""

    def __init__(self) -> None:
        self._slots = np.zeros(0, np.int32)

    def hold(self, places: int) -> None:
        """Make room for so many places."""
        if len(self._slots) < places:
            self._slots = np.zeros(places * 5 // 4 + 1, np.int32)

    def union(self, several: Sequence[Places]) -> Places:
        """The places that are in any of the arrays, each once; they are numbered for `of`."""
        every = several[0] if len(several) == 1 else np.concatenate(several)
        order = np.arange(len(every), dtype=np.int32)
        self._slots[every] = order  # where a place is there twice, the last one stands
        if len(several) == 1:
            return every
        once: Places = every[self._slots[every] == order]
        self._slots[once] = order[: len(once)]
        return once

    def of(self, places: Places) -> Places:
        """For places of the latest union, their positions there."""
        return self._slots[places]


class Index:
    """All programmes, searchable by word, by concept and by name; they come and go at any time."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.programmes: list[Programme | None] = []
        self.names = Names()
        self._vocabulary = vocabulary
        self._places: dict[str, int] = {}
        self._words, self._concepts = Postings(), Postings()
        self._numbers: dict[str, int] = {}  # of concepts, by key
        self.slots = Slots()

    def __len__(self) -> int:
        return len(self._places)

    def fill(self, profiles: Iterable[tuple[Programme, Profile]]) -> None:
        """Make many programmes findable at once, in an index that has none yet."""
        for programme, profile in profiles:
            place, numbered, concepts = self._enter(programme, profile)
            self._words.gather(place, numbered)
            self._concepts.gather(place, concepts)
        self._words.settle()
        self._concepts.settle()

    def add(self, programme: Programme, profile: Profile) -> None:
        """Make a programme findable by its profile; its id must be new."""
        place, numbered, concepts = self._enter(programme, profile)
        self._words.put(place, numbered)
        self._concepts.put(place, concepts)

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
        """Where some words stand that all mean the same (known words, with closeness)."""
        for number, closeness in relatives.items():
            found = self._words.of(number)
            if len(found.places):
                yield Source(group, share, "", Found(found.places, found.weights * np.float32(closeness)))

    def concepts(self, strengths: Mapping[str, float]) -> Iterator[Source]:
        """Where some concepts stand, each as strong as given."""
        for key, strength in strengths.items():
            found = self._about(key)
            if len(found.places):
                weights = found.weights * np.float32(strength)
                yield Source(key.partition(":")[0], 0.0, key, Found(found.places, weights))

    def _about(self, key: str) -> Found:
        if key.startswith(NAMED):
            places = self.names.places(key.removeprefix(NAMED))
            return Found(places, np.ones(len(places), np.float32))
        return self._concepts.of(self._numbers.get(key, -1))

    def _enter(
        self, programme: Programme, profile: Profile
    ) -> tuple[int, dict[int, float], dict[int, float]]:
        place = self._places[programme.id] = len(self.programmes)
        self.programmes.append(programme)
        self.slots.hold(len(self.programmes))
        self.names.put(place, profile.names)
        numbers = self._vocabulary.read(profile.words)
        self._vocabulary.use(numbers)
        known = self._numbers
        concepts = {known.setdefault(key, len(known)): weight for key, weight in profile.concepts.items()}
        return place, dict(zip(numbers, profile.words.values(), strict=True)), concepts
