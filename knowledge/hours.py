"""When a person may be disturbed: the zone they live in, their quiet hours and their working days.

Clocks jump, and not only at three in the morning: in Cairo and Beirut at midnight, and once in Samoa
over a whole day. So nothing here adds days to an instant: it asks what the clock on the wall shows, and when
that changes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from knowledge.appointments import NEW_YORK

MIDNIGHT = time()
_DAY, _MINUTE, _INSTANT = timedelta(days=1), timedelta(minutes=1), timedelta(microseconds=1)
_BEFORE_CLOSING = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Hours:
    """The waking and working hours of a person, by the clock of their zone.

    Every instant given must be aware; every instant returned is in UTC. Quiet hours may pass midnight
    (21:00-07:30) or not (09:00-15:00, for who works at night).
    """

    zone: str = NEW_YORK
    quiet_from: time = time(21, 0)
    quiet_until: time = time(7, 30)
    days: frozenset[int] = frozenset(range(5))  # working days; 0 is Monday

    def __post_init__(self) -> None:
        if self.quiet_from == self.quiet_until:
            raise ValueError("quiet hours that end when they begin last all day")
        if not self.days or not self.days <= frozenset(range(7)):
            raise ValueError("working days are one or more of 0 (Monday) to 6")

    def local(self, at: datetime) -> datetime:
        """The same instant in the person's zone."""
        if at.tzinfo is None:
            raise ValueError("an instant needs a zone")
        return at.astimezone(_tz(self.zone))

    def is_open(self, at: datetime) -> bool:
        """Whether it is neither a quiet hour nor a free day."""
        local = self.local(at)
        return local.weekday() in self.days and not self._is_quiet(local.time())

    def opens(self, at: datetime) -> datetime:
        """`at` itself where it is open, else the first open instant after it."""
        at = at.astimezone(UTC)
        while not self.is_open(at):
            at = self._turns_after(at)
        return at

    def last_open(self, before: datetime) -> datetime:
        """`before` itself where it is open, else half an hour before the last open stretch ended.

        A stretch shorter than half an hour gives its beginning.
        """
        at = end = before.astimezone(UTC)
        if self.is_open(at):
            return at
        while not self.is_open(at):
            end = self._turned(at)
            at = end - _INSTANT
        begun = end
        while begun > end - _BEFORE_CLOSING and self.is_open(at):
            begun = self._turned(at)
            at = begun - _INSTANT
        return max(begun, end - _BEFORE_CLOSING)

    def daily(self, day: date, at: time) -> datetime:
        """The instant at which the local clock shows `at` on a local date; the first where it does so twice.

        Where the clock jumps over it: the first instant after the jump; where that is another date, the last
        minute before the jump. A date that the clock jumps over as a whole gives the first instant after it.
        """
        wall = datetime.combine(day, at.replace(tzinfo=None, fold=0), _tz(self.zone))
        found = wall.astimezone(UTC)
        if self.local(found).replace(tzinfo=None) == wall.replace(tzinfo=None):
            return found
        # In a jump, `fold` chooses the offset: by the new one the instant is before it, by the old one after.
        jump = self._change(wall.replace(fold=1).astimezone(UTC), found) or found
        last = jump - _MINUTE
        return last if self.local(jump).date() != day == self.local(last).date() else jump

    def next_daily(self, after: datetime, at: time) -> datetime:
        """The next instant after `after` at which `daily` falls: one for every local date that there is."""
        return next(found for found in self._each(after, at) if found > after)

    def next_opening(self, after: datetime) -> datetime:
        """The next instant after `after` at which a working day begins: one for every local working date.

        That is the end of the quiet hours, also where they lie inside the day.
        """
        each = self._each(after, self.quiet_until)
        return next(found for found in each if found > after and self.local(found).weekday() in self.days)

    def _each(self, after: datetime, at: time) -> Iterator[datetime]:
        day = self.local(after).date() - _DAY
        while True:
            found = self.daily(day, at)
            if self.local(found).date() == day:
                yield found
            day += _DAY

    def _is_quiet(self, clock: time) -> bool:
        if self.quiet_from < self.quiet_until:
            return self.quiet_from <= clock < self.quiet_until
        return clock >= self.quiet_from or clock < self.quiet_until

    def _turns_after(self, at: datetime) -> datetime:
        """The first instant after `at` that may be open where `at` is not, or closed where it is open."""
        wall = self.local(at).replace(tzinfo=None)
        marks = (
            datetime.combine(wall.date(), mark) for mark in (MIDNIGHT, self.quiet_from, self.quiet_until)
        )
        ahead = min((mark if mark > wall else mark + _DAY) - wall for mark in marks)
        return self._change(at, at + ahead) or at + ahead

    def _turned(self, at: datetime) -> datetime:
        """The last instant up to `at` at which it may have opened or closed."""
        wall = self.local(at).replace(tzinfo=None)
        marks = (
            datetime.combine(wall.date(), mark) for mark in (MIDNIGHT, self.quiet_from, self.quiet_until)
        )
        ago = min(wall - (mark if mark <= wall else mark - _DAY) for mark in marks)
        return self._change(at - ago, at) or at - ago

    def _change(self, start: datetime, end: datetime) -> datetime | None:
        """The instant after `start` and up to `end`, at most a day later, at which the clocks change."""
        if self._offset(start) == self._offset(end):
            return None
        low, high = int(start.timestamp()), -int(-end.timestamp() // 1)  # they change at whole seconds
        before = self._offset(start)
        while high - low > 1:
            middle = (low + high) // 2
            if self._offset(datetime.fromtimestamp(middle, UTC)) == before:
                low = middle
            else:
                high = middle
        return datetime.fromtimestamp(high, UTC)

    def _offset(self, at: datetime) -> timedelta | None:
        return self.local(at).utcoffset()


@cache
def _tz(zone: str) -> ZoneInfo:
    return ZoneInfo(zone)
