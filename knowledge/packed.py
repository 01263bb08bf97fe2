"""Tables of numbers that stay small with millions of entries: sorted arrays, and what is new beside them."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.unsignedinteger[Any]]
Numbers = NDArray[np.int32]
Positions = NDArray[np.integer[Any]]

_GONE = -1
_MANY = 4_096  # from this many new entries on, sorting them in is cheaper than keeping them apart


def key_of(text: str) -> int:
    """The key of a text: the same in every process, and by 64 bits practically its own."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def stretched(starts: Positions, sizes: Positions) -> tuple[Positions, Positions]:
    """Where all entries of some stretches of an array are, and the number of the stretch of each."""
    stretches = np.repeat(np.arange(len(sizes)), sizes)
    before = np.cumsum(sizes) - sizes
    return np.arange(len(stretches)) + (starts - before)[stretches], stretches


class Packed:
    """Numbers by key; a key may have several. With narrow keys others may be among them, in half the room."""

    def __init__(self, width: type[np.unsignedinteger[Any]] = np.uint64) -> None:
        self._width = width
        self._keys: Keys = np.zeros(0, width)
        self._numbers: Numbers = np.zeros(0, np.int32)
        self._recent: dict[int, list[int]] = {}

    def extend(self, keys: Keys, numbers: Numbers) -> None:
        """Add entries, key by key beside its number."""
        if len(keys) < _MANY:
            for key, number in zip(keys.tolist(), numbers.tolist(), strict=True):
                self._recent.setdefault(key, []).append(number)
            return
        keys, numbers = np.concatenate([self._keys, keys]), np.concatenate([self._numbers, numbers])
        order = np.argsort(keys, kind="stable")
        self._keys, self._numbers = keys[order], numbers[order]

    def drop(self, key: int, number: int) -> None:
        """Forget one entry; nothing happens when it is not there."""
        if number in self._recent.get(key, ()):
            self._recent[key].remove(number)
            return
        stretch = self._stretch(key)
        self._numbers[stretch][self._numbers[stretch] == number] = _GONE

    def one(self, key: int) -> Numbers:
        """The numbers of a key."""
        stretch = self._stretch(key)
        recent = self._recent.get(key)
        if stretch.start == stretch.stop:
            return np.array(recent or (), np.int32)
        found = self._numbers[stretch]
        found = found[found != _GONE]
        return np.concatenate([found, np.array(recent, np.int32)]) if recent else found

    def each(self, keys: Sequence[int]) -> list[list[int]]:
        """The numbers of each of some keys."""
        wanted = np.array(keys, self._width)
        starts = self._keys.searchsorted(wanted).tolist()
        stops = self._keys.searchsorted(wanted, "right").tolist()
        found = [
            [number for number in self._numbers[start:stop].tolist() if number != _GONE]
            if stop > start
            else []
            for start, stop in zip(starts, stops, strict=True)
        ]
        if self._recent:
            found = [numbers + self._recent.get(key, []) for key, numbers in zip(keys, found, strict=True)]
        return found

    def _stretch(self, key: int) -> slice:
        wanted = self._width(key)
        start = int(self._keys.searchsorted(wanted))
        if start == len(self._keys) or self._keys[start] != wanted:
            return slice(0, 0)
        return slice(start, int(self._keys.searchsorted(wanted, "right")))
