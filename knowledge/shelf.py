"""The programmes of a finder by place; in a snapshot they are JSON, and each is made when first asked for.

To make a hundred thousand programmes takes a second and more, and a question looks at a few dozen.
"""

from array import array
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Final

from knowledge.programmes import Programme


class _Later:
    """Stands for a programme that is not made yet."""


_LATER: Final = _Later()


class Shelf:
    """One programme a place, or none where it was removed."""

    def __init__(self) -> None:
        self._made: list[Programme | _Later | None] = []
        self._packed, self._ends = b"", array("Q", [0])
        self._kind: type[Programme] = Programme

    def __len__(self) -> int:
        return len(self._made)

    def __getitem__(self, place: int) -> Programme | None:
        found = self._made[place]
        if isinstance(found, _Later):
            self._made[place] = found = self._kind.model_validate_json(self._piece(place))
        return found

    def append(self, programme: Programme) -> None:
        """Put a programme at the next place."""
        self._made.append(programme)
        self._kind = type(programme)

    def remove(self, place: int) -> None:
        """Leave a place empty."""
        self._made[place] = None

    def __getstate__(self) -> tuple[type[Programme], bytes, "array[int]"]:
        pieces = list(self._pieces())
        return self._kind, b"".join(pieces), array("Q", accumulate(map(len, pieces), initial=0))

    def __setstate__(self, state: tuple[type[Programme], bytes, "array[int]"]) -> None:
        self._kind, self._packed, self._ends = state
        self._made = [_LATER if start < end else None for start, end in pairwise(self._ends)]

    def _pieces(self) -> Iterator[bytes]:
        for place, programme in enumerate(self._made):
            if isinstance(programme, _Later):
                yield self._piece(place)
            else:
                yield programme.model_dump_json().encode() if programme else b""

    def _piece(self, place: int) -> bytes:
        return self._packed[self._ends[place] : self._ends[place + 1]]
