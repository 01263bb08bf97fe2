"""A clock that a test sets, for the bot that it runs."""

import asyncio
from datetime import datetime
from pathlib import Path

from bot.wallclock import WallClock
from storage import dues, outbox
from storage.database import Database


def clock_at(folder: Path, start: datetime) -> WallClock:
    """A clock that goes on from `start`; pass its file to the bot as its `clock`."""
    file = folder / "clock"
    file.write_text(f"{start.isoformat()}\n")
    return WallClock(file)


def set_clock(clock: WallClock, to: datetime) -> None:
    """Let it be this instant for everybody who looks at the clock."""
    clock.forward(to - clock.now())


async def all_noted(database: Database) -> None:
    """Wait until it is noted what has been sent: by that it is told how long somebody has had it."""
    for _ in range(100):
        with database.reading() as store:
            counts = outbox.counts(store)
        if counts[outbox.WAITING] + counts[outbox.SENDING] == 0:
            return
        await asyncio.sleep(0.05)


async def comes_to(database: Database, clock: WallClock, at: datetime) -> None:
    """Let it be this instant, and all be done that is due by then."""
    await all_noted(database)
    set_clock(clock, at)
    for _ in range(200):
        await asyncio.sleep(0.05)
        with database.reading() as store:
            if not dues.due(store, at):
                break
    await asyncio.sleep(0.4)
