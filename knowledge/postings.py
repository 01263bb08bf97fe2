"""Where a word or a concept stands, and with what weight: flat arrays, and what has changed since."""

from array import array
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int32]
Weights = NDArray[np.float32]
_NOWHERE: Places = np.zeros(0, np.int32)
_NOTHING: Weights = np.zeros(0, np.float32)


class Found(NamedTuple):
    """Some places, ascending, and a weight (0..1) for each."""

    places: Places
    weights: Weights

    def at(self, places: Places) -> tuple[NDArray[np.intp], Weights]:
        """Which of `places` (by position) are among these, and with what weights."""
        if not len(self.places):
            return np.zeros(0, np.intp), _NOTHING
        nearest = np.minimum(np.searchsorted(self.places, places), len(self.places) - 1)
        same = np.flatnonzero(self.places[nearest] == places)
        return same, self.weights[nearest[same]]


class Postings:
    """For each key, a number from 0 on, the places where it stands, ascending.

    A first load is gathered and settled at once; single changes afterwards are kept beside it.
    """

    def __init__(self) -> None:
        self._starts: NDArray[np.int64] = np.zeros(1, np.int64)
        self._places = _NOWHERE
        self._weights: NDArray[np.float16] = np.zeros(0, np.float16)
        self._recent: dict[int, dict[int, float]] = {}
        self._gathered = array("i"), array("i"), array("f")

    def gather(self, place: int, weights: Mapping[int, float]) -> None:
        """Note what stands at a place, in ascending order of places; to be seen once settled."""
        keys, places, told = self._gathered
        keys.extend(weights)
        places.extend([place] * len(weights))
        told.extend(weights.values())

    def settle(self) -> None:
        """Make what was gathered visible, in place of everything before."""
        keys, places, told = map(np.array, self._gathered)
        order = np.argsort(keys, kind="stable")
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(keys))]).astype(np.int64)
        self._places, self._weights = places[order], told[order].astype(np.float16)
        self._gathered = array("i"), array("i"), array("f")

    def put(self, place: int, weights: Mapping[int, float]) -> None:
        """Note what stands at a new place, the last so far."""
        for key, weight in weights.items():
            self._recent.setdefault(key, {})[place] = weight

    def drop(self, place: int, keys: Iterable[int]) -> None:
        """Forget what stood at a place."""
        for key in keys:
            if place in self._recent.get(key, ()):
                del self._recent[key][place]
                continue
            stretch = self._stretch(key)
            at = stretch.start + int(np.searchsorted(self._places[stretch], place))
            if at < stretch.stop and self._places[at] == place:
                self._weights[at] = 0

    def count(self, key: int) -> int:
        """In how many places it stands, or stood."""
        stretch = self._stretch(key)
        return int(stretch.stop - stretch.start) + len(self._recent.get(key, ()))

    def of(self, key: int) -> Found:
        """Where a key stands."""
        stretch = self._stretch(key)
        places, weights = self._places[stretch], self._weights[stretch].astype(np.float32)
        recent = self._recent.get(key)
        if not recent:
            return Found(places, weights)
        return Found(
            np.concatenate([places, np.fromiter(recent, np.int32, len(recent))]),
            np.concatenate([weights, np.fromiter(recent.values(), np.float32, len(recent))]),
        )

    def _stretch(self, key: int) -> slice:
        if not 0 <= key < len(self._starts) - 1:
            return slice(0, 0)
        return slice(int(self._starts[key]), int(self._starts[key + 1]))
