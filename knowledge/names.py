"""What programmes are called: found by a whole name inside a question, and compared with all of it."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import LCSseq

from knowledge.packed import Numbers, Packed, key_of

NAMED = "programme:"  # before the id of a programme, or a name in words: the key of all that are called so
LONGEST_NAME = 12  # words, or Chinese characters, of a name that is looked for inside a question
LEAST_LIKENESS = 0.75  # of a whole question and a name, from which on it may be the name
LEAST_IN_COMMON = 0.6  # of its letters and a name's
Weights = NDArray[np.floating[Any]]
_BETWEEN = "\n"


class Names:
    """The names, normalised, of the programme at each place."""

    def __init__(self) -> None:
        self._sorted: list[str] = []  # with the words of each in order: compared without regard to it
        self._places = Packed()
        self._reach: dict[str, int] = {}  # length of the longest name by its first word, if more than one
        self._new: tuple[list[int], list[int]] = [], []

    def put(self, place: int, names: Iterable[Sequence[str]]) -> None:
        """Note the names, in words, of the programme at a new place, the last so far."""
        self._sorted[place:] = [_BETWEEN.join(" ".join(sorted(name)) for name in names if name)]
        keys, places = self._new
        for name in names:
            if 0 < len(name) <= LONGEST_NAME:
                keys.append(key_of(" ".join(name)))
                places.append(place)
                if len(name) > 1:
                    self._reach[name[0]] = max(self._reach.get(name[0], 0), len(name))

    def drop(self, place: int, names: Iterable[Sequence[str]]) -> None:
        """Forget the names of a place, which are still the same."""
        self._settle()
        for name in names:
            self._places.drop(key_of(" ".join(name)), place)
        self._sorted[place] = ""

    def mentioned(self, sequence: Sequence[str]) -> list[tuple[int, int]]:
        """Where a text has a whole name in it: start and end, exclusive."""
        self._settle()
        stretches = [
            (start, end)
            for start, first in enumerate(sequence)
            for end in range(start + 1, min(start + self._reach.get(first, 1), len(sequence)) + 1)
        ]
        named = self._places.each([key_of(" ".join(sequence[start:end])) for start, end in stretches])
        return [stretch for stretch, places in zip(stretches, named, strict=True) if places]

    def places(self, name: str) -> Numbers:
        """Where programmes of this normalised name stand, ascending."""
        return np.sort(self._places.one(key_of(name)))

    def likeness(self, text: str, places: Sequence[int]) -> tuple[Weights, Weights]:
        """For each place (0..1): how nearly a text is one of its names, how much of it stands in one.

        Both are told by the letters in common, in the order that they have when the words are sorted: so
        misspelt words count, and those that are only begun.
        """
        names = [self._sorted[place].split(_BETWEEN) for place in places]
        every = [name for theirs in names for name in theirs]
        starts = np.cumsum([0, *map(len, names[:-1])])
        asked = " ".join(sorted(text.split()))
        letters = process.cdist([asked], every, scorer=LCSseq.similarity)[0]
        alike = 2 * letters / (len(asked) + np.fromiter(map(len, every), np.int32, len(every)))
        return (
            _from(LEAST_LIKENESS, np.maximum.reduceat(alike, starts)),
            _from(LEAST_IN_COMMON, np.maximum.reduceat(letters, starts) / len(asked)),
        )

    def _settle(self) -> None:
        keys, places = self._new
        if keys:
            self._places.extend(np.array(keys, np.uint64), np.array(places, np.int32))
            self._new = [], []


def _from(least: float, shares: Weights) -> Weights:
    """Shares as 0..1 from the least one on that counts."""
    above: Weights = np.maximum(shares - least, 0) / (1 - least)
    return above
