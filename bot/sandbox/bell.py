"""Waiting for a change without asking again and again."""

import asyncio
from collections.abc import Callable


class Bell:
    """Wakes everyone who waits; costs next to nothing while nobody does."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def wait(self, seconds: float | None = None) -> bool:
        """True when it rang, False when `seconds` went by first."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await asyncio.wait_for(future, seconds)
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(future)
        return True

    async def until(self, holds: Callable[[], bool], seconds: float) -> bool:
        """Whether `holds()` became true within `seconds`; asked anew at each ring only."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while not holds():
            left = deadline - loop.time()
            if left <= 0 or not await self.wait(left):
                return holds()
        return True
