"""What time it is: the machine's clock, or one that a file sets (for exercises and tests)."""

import math
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

_REREAD_SECONDS = 0.1


class WallClock:
    """Tells aware UTC instants.

    With a `file`, time starts at the ISO instant written there and goes on from then; a second word is
    its rate (`2027-03-01T08:00:00Z 60` runs sixty times as fast). A third word is the machine's own instant
    at which it was so: several processes, or one that is started anew, then tell the same time. The file is
    looked at again every 100 ms.
    """

    def __init__(self, file: Path | None = None) -> None:
        self.file = file
        self._base = (datetime.now(UTC), time.monotonic(), 1.0)
        self._looked_at = -1.0
        self._stamp = (0, 0)
        if file is not None:
            self._read(first=True)

    def now(self) -> datetime:
        if self.file is None:
            return datetime.now(UTC)
        if time.monotonic() - self._looked_at > _REREAD_SECONDS:
            self._read()
        start, since, rate = self._base
        return start + timedelta(seconds=(time.monotonic() - since) * rate)

    def forward(self, step: timedelta) -> datetime:
        """Move the clock by writing the file; returns the new now."""
        if self.file is None:
            raise RuntimeError("only a clock with a file can be moved")
        target = self.now() + step
        beside = self.file.with_suffix(".new")
        beside.write_text(f"{target.isoformat()} {self._base[2]:g}\n")
        beside.replace(self.file)
        self._looked_at = -1.0
        return self.now()

    def _read(self, *, first: bool = False) -> None:
        self._looked_at = time.monotonic()
        if self.file is None or not self.file.exists():
            return
        status = self.file.stat()
        stamp = (status.st_mtime_ns, status.st_ino)
        if stamp == self._stamp:
            return
        words = self.file.read_text().split()
        if not words:
            return
        try:
            start, rate, ago = _told(words)
        except ValueError:
            if first:
                raise
            return  # half written: the next look reads it whole
        self._stamp = stamp
        self._base = (start, time.monotonic() - ago, rate)


def _told(words: list[str]) -> tuple[datetime, float, float]:
    """The instant, the rate, and how many seconds ago it was that instant; raises `ValueError`."""
    start, rate = datetime.fromisoformat(words[0]), float(words[1]) if len(words) > 1 else 1.0
    if not 0 <= rate < math.inf:
        raise ValueError(f"a clock can't run {words[1]} times as fast")
    since = datetime.fromisoformat(words[2]) if len(words) > 2 else None  # noqa: PLR2004 -- the third word
    return _aware(start), rate, (datetime.now(UTC) - _aware(since)).total_seconds() if since else 0.0


def _aware(at: datetime) -> datetime:
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
