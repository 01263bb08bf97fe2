"""A clock that a test sets, for the bot that it runs."""

from datetime import datetime
from pathlib import Path

from bot.wallclock import WallClock


def clock_at(folder: Path, start: datetime) -> WallClock:
    """A clock that goes on from `start`; pass its file to the bot as its `clock`."""
    file = folder / "clock"
    file.write_text(f"{start.isoformat()}\n")
    return WallClock(file)


def set_clock(clock: WallClock, to: datetime) -> None:
    """Let it be this instant for everybody who looks at the clock."""
    clock.forward(to - clock.now())
