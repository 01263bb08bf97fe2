"""What programmes are called: found by a whole name inside a question, and compared with all of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from knowledge.packed import Numbers, Packed, key_of

NAMED = "programme:"  # before the id of a programme, or a name in words: the key of all that are called so
LONGEST_NAME = 12  # words, or Chinese characters, of a name that is looked for inside a question
LEAST_LIKENESS = 75.0  # of a whole question and a name, from which on it may be the name
LEAST_IN_COMMON = 50.0  # of its words and a name's
Scorer = Callable[..., float]
_BETWEEN = "\n"


class Names:
    """The names, normalised, of the programme at each place."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._places = Packed()
        self._reach: dict[str, int] = {}  # length of the longest name by its first word, if more than one
        self._new: tuple[list[int], list[int]] = [], []

    def put(self, place: int, names: Iterable[Sequence[str]]) -> None:
        """Note the names, in words, of the programme at a new place, the last so far."""
        forms = [" ".join(name) for name in names if name]
        self._names[place:] = [_BETWEEN.join(forms)]
        keys, places = self._new
        for name, form in zip(names, forms, strict=False):
            if len(name) <= LONGEST_NAME:
                keys.append(key_of(form))
                places.append(place)
                if len(name) > 1:
                    self._reach[name[0]] = max(self._reach.get(name[0], 0), len(name))

    def drop(self, place: int) -> None:
        """Forget the names of a place."""
        self._settle()
        for form in self._names[place].split(_BETWEEN):
            self._places.drop(key_of(form), place)
        self._names[place] = ""

    def mentioned(self, sequence: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Where a text has a whole name in it: start and end, exclusive."""
        self._settle()
        for start, first in enumerate(sequence):
            longest = min(self._reach.get(first, 1), len(sequence) - start)
            for end in range(start + 1, start + longest + 1):
                if len(self._places.one(key_of(" ".join(sequence[start:end])))):
                    yield start, end

    def places(self, name: str) -> Numbers:
        """Where programmes of this normalised name stand, ascending."""
        return np.sort(self._places.one(key_of(name)))

    def likeness(self, text: str, places: Sequence[int]) -> tuple[list[float], list[float]]:
        """For each place (0..1): how nearly a text is one of its names, how far it shares words with one."""
        names = [self._names[place].split(_BETWEEN) for place in places]
        every = [name for theirs in names for name in theirs]
        starts = np.cumsum([0, *map(len, names[:-1])])

        def best(scorer: Scorer, least: float) -> list[float]:
            """The best ratio (0..100) of each place's names, as 0..1 from the least one on that counts."""
            ratios = process.cdist([text], every, scorer=scorer, score_cutoff=least)[0]
            found: list[float] = ((np.maximum.reduceat(ratios, starts) - least) / (100 - least)).tolist()
            return [max(0.0, each) for each in found]

        return best(fuzz.token_sort_ratio, LEAST_LIKENESS), best(fuzz.token_set_ratio, LEAST_IN_COMMON)

    def _settle(self) -> None:
        keys, places = self._new
        if keys:
            self._places.extend(np.array(keys, np.uint64), np.array(places, np.int32))
            self._new = [], []
