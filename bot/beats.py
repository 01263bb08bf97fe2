"""Heartbeats: when each loop last went round. A task that exists may still be dead."""

import time


class Beats:
    """`ages()` gives seconds since each loop's last beat."""

    def __init__(self) -> None:
        self._last: dict[str, float] = {}

    def beat(self, loop: str) -> None:
        self._last[loop] = time.monotonic()

    def end(self, loop: str) -> None:
        """The loop is done, and nobody waits for it."""
        self._last.pop(loop, None)

    def ages(self) -> dict[str, float]:
        now = time.monotonic()
        return {loop: round(now - at, 2) for loop, at in sorted(self._last.items())}
