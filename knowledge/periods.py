"""Stretches of the calendar, as people name them: a day, "fin mars", the second quarter, next year.

They are found in the row of letters that `knowledge.datewords` makes of a text, which has no language.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from knowledge.months import Mark

YEAR, HALF, QUARTER = 12, 6, 3
LAST = 31  # of a month, whatever its length
THIRDS = {"s": (1, 10), "m": (11, 20), "e": (21, LAST)}
AFTERS = {"<": "s", "=": "m", ">": "e"}
DAYS_OF = {"day": 1, "week": 7}
MONTHS_OF = {"month": 1, "year": YEAR}
LENGTHS = {"Q": QUARTER, "H": HALF, "K": YEAR}


@dataclass(frozen=True, slots=True)
class Period:
    """Months or days of a year, which may be left open; or a stretch of fixed dates."""

    month: int = 1
    months: int = 1
    days: tuple[int, int] = (1, LAST)
    year: int | None = None
    fixed: tuple[date, date] | None = None
    stage: str = ""  # "s", "m" or "e": which part of it was named

    def dates(self, year: int) -> tuple[date, date] | None:
        """First and last day in that year; None where there is no such day (31 February)."""
        if self.fixed:
            return self.fixed
        last = self.month + self.months - 1
        first_day, last_day = self.days
        length = monthrange(year, last)[1]
        if first_day > length or (last_day > length and last_day != LAST):
            return None
        return date(year, self.month, first_day), date(year, last, min(last_day, length))

    def part(self, stage: str) -> "Period":
        """Its beginning, middle or end: ten days of a month, a quarter of a year, a month of a quarter."""
        if not stage or self.fixed:
            return self
        if self.months == 1:
            return replace(self, days=THIRDS[stage], stage=stage)
        length = max(1, self.months // 4)
        middle = (self.months - 1) // 2
        first, months = {
            "s": (0, length),
            "m": (middle, self.months - 2 * middle),
            "e": (self.months - length, length),
        }[stage]
        return replace(self, month=self.month + first, months=months, stage=stage)

    @property
    def whole_end(self) -> bool:
        """Whether it runs to the end of a month that may be shorter than 31 days."""
        return self.days[1] == LAST
