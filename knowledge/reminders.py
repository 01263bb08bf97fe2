"""When somebody is reminded of an appointment, so that nobody is woken and nobody misses it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from knowledge.rhythm import Rhythm

# So long before the start there is a reminder.
BEFORE = (timedelta(hours=1),)
# Of two that would come closer together than this, the later one comes.
APART = timedelta(hours=2)


class Reminder(NamedTuple):
    """`before`: so long before the start it was planned; `at`: when it comes to somebody."""

    before: timedelta
    at: datetime


def reminders(starts_at: datetime, rhythm: Rhythm, before: Sequence[timedelta] = BEFORE) -> list[Reminder]:
    """Somebody's reminders of what begins then, the first one first."""
    planned = (Reminder(each, at) for each in before if (at := rhythm.reminded(starts_at - each)) is not None)
    kept: list[Reminder] = []
    # Backwards from the start; of two that fall on one instant, the one planned later is kept.
    for each in sorted(planned, key=lambda one: (one.at, starts_at - one.before), reverse=True):
        if not kept or kept[-1].at - each.at >= APART:
            kept.append(each)
    return kept[::-1]
