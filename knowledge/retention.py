"""How long things are kept: the operator decides (`bot.settings`), the clock applies, `/privacy` tells it."""

import calendar
from dataclasses import dataclass
from datetime import datetime, timedelta

# Between asking to be erased and being erased: for second thoughts, and for whoever else holds the phone.
UNDO = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Retention:
    """In days, but `closed_needs` in months."""

    updates: int = 7
    letters: int = 7
    searches: int = 30
    drafts: int = 30
    closed_needs: int = 24
    backups: int = 35


def days_before(now: datetime, days: int) -> datetime:
    return now - timedelta(days=days)


def months_before(now: datetime, months: int) -> datetime:
    """The same day so many months earlier, or the last one of a shorter month."""
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    day = min(now.day, calendar.monthrange(year, month + 1)[1])
    return now.replace(year=year, month=month + 1, day=day)
