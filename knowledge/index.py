"""An inverted index: which programmes are about a word or a concept, and how much."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np

from knowledge.names import NAMED, Names
from knowledge.packed import Positions
from knowledge.postings import Found, Places, Postings, Weights
from knowledge.profile import Profile
from knowledge.programmes import Programme
from knowledge.shelf import Shelf
from knowledge.vocabulary import Vocabulary

_NONE, _CALLED = -1, -2  # in place of a number in the postings: nowhere, and where a name says
LEAST_STRENGTH = 0.15  # of a concept that a demand may mean; weaker ones make no difference


class Source(NamedTuple):
    """A list of places that speak for a demand.

    Sources of one group don't add up: the best of them counts.
    """

    group: str
    share: float  # of the words of the demand that the group stands for; 0 for concepts
    key: str  # of the concept; empty for a word
    number: int  # in the postings
    strength: float  # by which weights are multiplied


class Index:
    """All programmes, searchable by word, by concept and by name; they come and go at any time."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.programmes = Shelf()
        self.names = Names()
        self._vocabulary = vocabulary
        self._places: dict[str, int] = {}
        self._postings = Postings()
        self._keys: dict[str, int] = {}  # of concepts in the postings
        self._slots, self._marked = np.zeros(0, np.int32), np.zeros(0, np.bool_)  # scratch paper

    def __len__(self) -> int:
        return len(self._places)

    def fill(self, profiles: Iterable[tuple[Programme, Profile]]) -> None:
        """Make many programmes findable at once, in an index that has none yet."""
        for programme, profile in profiles:
            self._postings.gather(*self._enter(programme, profile))
        self._postings.settle()

    def add(self, programme: Programme, profile: Profile) -> None:
        """Make a programme findable by its profile; its id must be new."""
        self._postings.put(*self._enter(programme, profile))

    def remove(self, programme_id: str, profile: Profile) -> None:
        """Forget a programme, whose profile is still the same; KeyError when it is not there."""
        place = self._places.pop(programme_id)
        numbers = self._vocabulary.read(profile.words, profile.codes)
        self._vocabulary.use(numbers, -1)
        self._postings.drop(place, self._of_profile(numbers, profile))
        self.names.drop(place, profile.names)
        self.programmes.remove(place)

    def get(self, programme_id: str) -> Programme | None:
        """The programme of that id, if there is one."""
        place = self._places.get(programme_id)
        return None if place is None else self.programmes[place]

    def words(self, group: str, relatives: Mapping[int, float], share: float) -> Iterator[Source]:
        """The lists of some words that all mean the same (known words, with closeness)."""
        for number, closeness in relatives.items():
            yield Source(group, share, "", 2 * number, closeness)

    def concepts(self, strengths: Mapping[str, float]) -> Iterator[Source]:
        """The lists of some concepts, each as strong as given."""
        for key, strength in strengths.items():
            if strength >= LEAST_STRENGTH:
                number = _CALLED if key.startswith(NAMED) else self._keys.get(key, _NONE)
                yield Source(key.partition(":")[0], 0.0, key, number, strength)

    def sizes(self, sources: Sequence[Source]) -> Positions:
        """How many entries each of some lists has."""
        sizes = self._postings.sizes([source.number for source in sources])
        for number, source in _called(sources):
            sizes[number] = len(self._places_called(source))
        return sizes

    def read(self, sources: Sequence[Source]) -> Found:
        """All entries of some lists, which are numbered in their order."""
        strengths = np.array([source.strength for source in sources], np.float32)
        found = self._postings.read([source.number for source in sources], strengths)
        for number, source in _called(sources):
            places = self._places_called(source)
            weights = np.full(len(places), source.strength, np.float32)
            found = found.joined(Found(places, weights, np.full(len(places), number)))
        return found

    def at(self, source: Source, places: Places) -> Weights:
        """The weights of one list in some places; 0 where it has none."""
        if source.number == _CALLED:
            is_called = np.isin(places, self._places_called(source))
            return is_called.astype(np.float32) * np.float32(source.strength)
        return self._postings.at(source.number, places) * np.float32(source.strength)

    @contextmanager
    def marking(self, places: Places) -> Iterator[None]:
        """Prepares for looking `among` the places of the latest union, of which there may be many."""
        self._marked[places] = True
        yield
        self._marked[places] = False

    def among(self, source: Source) -> tuple[Positions, Weights]:
        """Where one list has marked places: their positions in the latest union, and weights."""
        if source.number == _CALLED:
            called = self._places_called(source)
            theirs = called[self._marked[called]]
            weights = np.ones(len(theirs), np.float32)
        else:
            theirs, weights = self._postings.among(source.number, self._marked)
        return self._slots.take(theirs), weights * np.float32(source.strength)

    def union(self, places: Places) -> tuple[Places, Positions]:
        """The places among `places`, each once, and for each of `places` its position there."""
        if len(self._slots) < len(self.programmes):
            self._slots = np.zeros(len(self.programmes) * 5 // 4 + 1, np.int32)
            self._marked = np.zeros(len(self._slots), np.bool_)
        at, order = places.astype(np.intp), np.arange(len(places), dtype=np.int32)
        self._slots[at] = order  # where a place is there twice, the last one stands
        once = places[self._slots.take(at) == order]
        self._slots[once] = order[: len(once)]
        return once, self._slots.take(at)

    def _places_called(self, source: Source) -> Places:
        """Where the programmes stand that are called so: by the id of one, or by a name in words."""
        called = source.key.removeprefix(NAMED)
        place = self._places.get(called)
        return self.names.places(called) if place is None else np.array([place], np.int32)

    def _enter(self, programme: Programme, profile: Profile) -> tuple[int, list[int], list[float]]:
        """Its place, the keys of all that it is about, and how much."""
        place = self._places[programme.id] = len(self.programmes)
        self.programmes.append(programme)
        self.names.put(place, profile.names)
        numbers = self._vocabulary.read(profile.words, profile.codes)
        self._vocabulary.use(numbers)
        return (
            place,
            self._of_profile(numbers, profile),
            [*profile.words.values(), *profile.concepts.values()],
        )

    def _of_profile(self, numbers: Sequence[int], profile: Profile) -> list[int]:
        """Keys in the postings: even ones of words, odd ones of concepts."""
        known = self._keys
        concepts = [known.setdefault(key, 2 * len(known) + 1) for key in profile.concepts]
        return [*(2 * number for number in numbers), *concepts]


def _called(sources: Sequence[Source]) -> Iterator[tuple[int, Source]]:
    """Which of some lists are of programmes called by a name, each with its number among them."""
    return ((number, source) for number, source in enumerate(sources) if source.number == _CALLED)
