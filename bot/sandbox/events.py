"""What happened, numbered: the phones page follows it and can ask for what it missed."""

from collections import deque
from typing import Any

from bot.sandbox.bell import Bell

Json = dict[str, Any]
KEPT = 2_000


class EventLog:
    """The last events; `bell` rings at each."""

    def __init__(self) -> None:
        self.seq = 0
        self.bell = Bell()
        self._kept: deque[tuple[int, Json]] = deque(maxlen=KEPT)

    def emit(self, kind: str, **payload: Any) -> None:
        self.seq += 1
        self._kept.append((self.seq, {"type": kind, **payload}))
        self.bell.ring()

    def after(self, seq: int) -> list[tuple[int, Json]]:
        """The events after `seq`, or one `reset` when some of them are no longer kept (or never were)."""
        if seq > self.seq or (self._kept and seq < self._kept[0][0] - 1):
            return [(self.seq, {"type": "reset"})]
        news: list[tuple[int, Json]] = []
        for event in reversed(self._kept):
            if event[0] <= seq:
                break
            news.append(event)
        return news[::-1]
