"""Until when a pause lasts that somebody chooses or types: always to the beginning of a working day."""

from datetime import date, datetime, timedelta
from typing import Literal

from knowledge.dates import DateFound, read_dates
from knowledge.hours import Hours
from knowledge.rhythm import FOR_GOOD, LONGEST_PAUSE

Unclear = Literal["no day", "past", "too far"]
Span = Literal["morning", "week", "fortnight", "good"]
SPANS: tuple[Span, ...] = ("morning", "week", "fortnight", "good")
_FORTNIGHT, _DAY = timedelta(days=14), timedelta(days=1)
_WEEK = 7


def until(span: Span, hours: Hours, now: datetime) -> datetime:
    """The end of one of the pauses that a tap begins."""
    if span == "good":
        return FOR_GOOD
    if span == "fortnight":
        return begins(hours, hours.local(now).date() + _FORTNIGHT)
    return next_morning(hours, now) if span == "morning" else next_week(hours, now)


def begins(hours: Hours, day: date) -> datetime:
    """When somebody's first working day from this local date on begins."""
    return hours.opens(hours.daily(day, hours.quiet_until))


def next_morning(hours: Hours, now: datetime) -> datetime:
    """When the next working day begins that is not today."""
    return begins(hours, hours.local(now).date() + _DAY)


def next_week(hours: Hours, now: datetime) -> datetime:
    """When the next working week begins: after a free day, or, where there are none, on Monday."""
    at = next_morning(hours, now)
    while not _begins_week(hours, at):
        at = hours.next_opening(at)
    return at


def pause_typed(text: str, hours: Hours, now: datetime) -> datetime | Unclear:
    """The end of a pause until a day that somebody types, with or without "until"."""
    today = hours.local(now).date()
    days = {day for found in read_dates(text, today) if (day := _day(found)) is not None}
    if len(days) != 1:
        return "no day"
    (day,) = days
    if day <= today:
        return "past"
    return begins(hours, day) if day <= today + LONGEST_PAUSE else "too far"


def _day(found: DateFound) -> date | None:
    return found.start if found.relation in ("in", "from", "after") else found.end


def _begins_week(hours: Hours, at: datetime) -> bool:
    local = hours.local(at)
    if len(hours.days) == _WEEK:
        return local.weekday() == 0
    return (local - _DAY).weekday() not in hours.days
