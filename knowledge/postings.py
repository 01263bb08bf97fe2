"""Where a word or a concept stands, and with what weight: flat arrays, and what has changed since."""

from array import array
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.packed import Positions

Places = NDArray[np.int32]
Weights = NDArray[np.float32]
Marks = NDArray[np.bool_]
_NOWHERE, _NOTHING = np.zeros(0, np.int32), np.zeros(0, np.float16)


class Found(NamedTuple):
    """Places with a weight (0..1) for each, and from which of the lists read they come."""

    places: Places
    weights: Weights
    lists: Positions

    def joined(self, more: "Found") -> "Found":
        """These and more."""
        return Found(
            np.concatenate([self.places, more.places]),
            np.concatenate([self.weights, more.weights]),
            np.concatenate([self.lists, more.lists]),
        )


class Postings:
    """For each key, a number from 0 on, the list of places where it stands, ascending.

    A first load is gathered and settled at once; single changes afterwards are kept beside it.
    """

    def __init__(self) -> None:
        self._starts: Places = np.zeros(2, np.int32)  # of each list, and of an empty one behind the last
        self._places: Places = np.zeros(0, np.int32)
        self._weights: NDArray[np.float16] = np.zeros(0, np.float16)
        self._recent: dict[int, dict[int, float]] = {}
        self._gathered = array("i"), array("i"), array("f")

    def gather(self, place: int, keys: Sequence[int], weights: Iterable[float]) -> None:
        """Note what stands at a place, in ascending order of places; to be seen once settled."""
        all_keys, places, all_weights = self._gathered
        all_keys.extend(keys)
        places.extend([place] * len(keys))
        all_weights.extend(weights)

    def settle(self) -> None:
        """Make what was gathered visible, in place of everything before."""
        keys, places, weights = map(np.array, self._gathered)
        self._gathered = array("i"), array("i"), array("f")
        order = np.argsort(keys, kind="stable")
        self._starts = np.cumsum([0, *np.bincount(keys), 0], dtype=np.int32)
        self._places, self._weights = places[order], weights.astype(np.float16)[order]

    def put(self, place: int, keys: Sequence[int], weights: Iterable[float]) -> None:
        """Note what stands at a new place, the last so far."""
        for key, weight in zip(keys, weights, strict=True):
            self._recent.setdefault(key, {})[place] = weight

    def drop(self, place: int, keys: Iterable[int]) -> None:
        """Forget what stood at a place."""
        for key in keys:
            if self._recent.get(key, {}).pop(place, None) is None:
                start, stop = self._stretch(key)
                at = start + int(self._places[start:stop].searchsorted(place))
                if at < stop and self._places[at] == place:
                    self._weights[at] = 0

    def sizes(self, keys: Sequence[int]) -> Positions:
        """In how many places each of some keys stands, or stood."""
        _, sizes = self._stretches(keys)
        if self._recent:
            sizes = sizes + np.array([len(self._recent.get(key, ())) for key in keys], np.int64)
        return sizes

    def read(self, keys: Sequence[int], strengths: Weights) -> Found:
        """Everything that some lists hold, each weight times the strength of its list."""
        starts, sizes = self._stretches(keys)
        stretches = [
            slice(start, start + size) for start, size in zip(starts.tolist(), sizes.tolist(), strict=True)
        ]
        # Pieces of an array are put together much faster than it is read entry by entry.
        places = np.concatenate([_NOWHERE, *(self._places[each] for each in stretches)])
        weights = np.concatenate([_NOTHING, *(self._weights[each] for each in stretches)]).astype(np.float32)
        found = Found(places, weights * np.repeat(strengths, sizes), np.repeat(np.arange(len(keys)), sizes))
        return self._with_recent(found, keys, strengths.tolist()) if self._recent else found

    def at(self, key: int, places: Places) -> Weights:
        """The weight of a key in each of some places; 0 where it does not stand."""
        start, stop = self._stretch(key)
        found = np.zeros(len(places), np.float32)
        if stop > start:
            stretch = self._places[start:stop]
            nearest = np.minimum(stretch.searchsorted(places), stop - start - 1)
            found = np.where(stretch[nearest] == places, self._weights[start + nearest], found)
        recent = self._recent.get(key)
        if recent:
            found = np.maximum(found, [recent.get(place, 0.0) for place in places.tolist()])
        return found.astype(np.float32)

    def among(self, key: int, marked: Marks) -> tuple[Places, Weights]:
        """Where a key stands of the places that are marked."""
        start, stop = self._stretch(key)
        stretch = self._places[start:stop]
        hits = np.flatnonzero(marked.take(stretch))  # twice as fast as marked[stretch]
        places, weights = stretch[hits], self._weights[start + hits].astype(np.float32)
        recent = {place: weight for place, weight in self._recent.get(key, {}).items() if marked[place]}
        if not recent:
            return places, weights
        return (
            np.concatenate([places, np.fromiter(recent, np.int32, len(recent))]),
            np.concatenate([weights, np.fromiter(recent.values(), np.float32, len(recent))]),
        )

    def _with_recent(self, found: Found, keys: Sequence[int], strengths: Sequence[float]) -> Found:
        recent = [
            (place, weight * strength, number)
            for number, (key, strength) in enumerate(zip(keys, strengths, strict=True))
            for place, weight in self._recent.get(key, {}).items()
        ]
        if not recent:
            return found
        places, weights, lists = zip(*recent, strict=True)
        return found.joined(Found(np.array(places, np.int32), np.array(weights, np.float32), np.array(lists)))

    def _stretch(self, key: int) -> tuple[int, int]:
        if not 0 <= key < len(self._starts) - 1:
            return 0, 0
        return int(self._starts[key]), int(self._starts[key + 1])

    def _stretches(self, keys: Sequence[int]) -> tuple[Positions, Positions]:
        """Where each of some lists starts, and its length."""
        empty = len(self._starts) - 2
        known = np.array(keys, np.int64)
        known[(known < 0) | (known > empty)] = empty
        starts = self._starts[known]
        return starts, self._starts[known + 1] - starts
