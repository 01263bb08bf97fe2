"""Time that passes in an exercise: no jump, but one instant after the other at which something is due."""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.housekeeping import HOUSE
from bot.wallclock import WallClock
from storage import dues, outbox
from storage.database import Database

_AT_MOST = 9.0  # seconds that somebody waits for a day to pass, more or less
_A_STOP_AT_MOST = 2.0
_A_STOP = 0.5  # about what one takes
_LOOK = 0.05


class Passing:
    """Moves the clock of a bot that runs beside us with this `database`.

    Whoever jumps over the hour of a reminder does not see it: it would come too late. `moved` is called
    after every step.
    """

    def __init__(self, wall: WallClock, database: Database, moved: Callable[[], None]) -> None:
        self._wall, self._database, self._moved = wall, database, moved
        self._one = asyncio.Lock()

    async def forward(self, step: timedelta) -> None:
        """Let so much time pass, in about ten seconds at most; two at once pass one after the other."""
        async with self._one:
            end, until = self._wall.now() + step, time.monotonic() + _AT_MOST
            while (at := await asyncio.to_thread(self._next, end, until - time.monotonic())) is not None:
                self._move(at)
                await self._settled()
            self._move(end)

    def _next(self, end: datetime, seconds: float) -> datetime | None:
        """The next stop before the end; the last of several where there are too many for these seconds."""
        now = self._wall.now()
        with self._database.reading() as store:
            found = [at for at in dues.instants(store, end, but=HOUSE) if at > now]
        if not found or seconds <= 0:
            return None
        stops = max(1, int(seconds / _A_STOP))
        if len(found) <= stops:
            return found[0]
        together = (end - now) / stops
        return max(at for at in found if at <= max(found[0], now + together))

    def _move(self, at: datetime) -> None:
        step = at - self._wall.now()
        if step > timedelta():
            self._wall.forward(step)
        self._moved()

    async def _settled(self) -> None:
        """Wait until the bot has done what is due and said what it had to say."""
        for _ in range(int(_A_STOP_AT_MOST / _LOOK)):
            if await asyncio.to_thread(self._is_settled):
                return
            await asyncio.sleep(_LOOK)

    def _is_settled(self) -> bool:
        now = self._wall.now()
        with self._database.reading() as store:
            if dues.instants(store, now, but=HOUSE):
                return False
            counts = outbox.counts(store)
        return not counts[outbox.WAITING] and not counts[outbox.SENDING]
