"""Stretches of the calendar as people name them: a day, "fin mars", the second quarter, in three months."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, timedelta

from knowledge.months import Mark

YEAR, HALF, QUARTER = 12, 6, 3
LAST = 31  # of a month, whatever its length
MIDDLE = 15
THIRDS = {"<": (1, 10), "=": (11, 20), ">": (21, LAST)}
# Months of what the codes of `knowledge.months` stand for.
LENGTHS = {"Q": QUARTER, "S": HALF, "K": YEAR, "L": 1, "0": 1, "3": QUARTER, "R": YEAR}
SEEN_FROM_NOW = "013R"
MONTHS_OF, DAYS_OF = {"month": 1, "year": YEAR}, {"day": 1, "week": 7}
FARTHEST = 400  # of whatever unit; more is no date


@dataclass(frozen=True, slots=True)
class Period:
    """Months or days of a year, which may be left open; or a stretch of fixed dates."""

    month: int = 1
    months: int = 1
    days: tuple[int, int] = (1, LAST)
    year: int | None = None
    stage: str = ""  # "<", "=" or ">" where its beginning, middle or end was named
    fixed: tuple[date, date] | None = None

    def dates(self, year: int) -> tuple[date, date] | None:
        """First and last day in that year; None where there is no such day (31 February)."""
        if self.fixed:
            return self.fixed
        last_month, (first, last) = self.month + self.months - 1, self.days
        if not (1 <= self.month <= last_month <= YEAR and 1 <= year <= MAXYEAR):
            return None
        length = monthrange(year, last_month)[1]
        if not 1 <= first <= last or first > length or (last > length and last != LAST):
            return None
        return date(year, self.month, first), date(year, last_month, min(last, length))

    def part(self, stage: str) -> "Period":
        """Its beginning, middle or end: ten days of a month, one month of a quarter, a quarter of a year."""
        if self.fixed or self.days != (1, LAST):
            return self
        if self.months == 1:
            return replace(self, days=THIRDS[stage], stage=stage)
        edge, inner = max(1, self.months // 4), (self.months - 1) // 2
        skipped = {"<": 0, "=": inner, ">": self.months - edge}[stage]
        length = self.months - 2 * inner if stage == "=" else edge
        return replace(self, month=self.month + skipped, months=length, stage=stage)


def build(kind: str, marks: Sequence[Mark], today: date) -> Period | None:
    """The period that the marks of a phrase name; None where it names none after all ("next days")."""
    period = _whole(kind, marks, today)
    if period is None:
        return None
    if period.year is None:
        period = replace(period, year=_year(marks, today))
    stages = [mark.code for mark in marks if mark.code in THIRDS]
    return period.part(stages[0]) if stages else period


def _whole(kind: str, marks: Sequence[Mark], today: date) -> Period | None:
    if kind == "figures":
        year, month, day = next(mark.value for mark in marks if mark.code == "D")
        return Period(month, days=(day, day) if day else (1, LAST), year=year)
    if kind == "relative":
        return _relative(marks, today)
    if kind == "lapse":
        return _lapse(marks, today)
    if kind == "year":
        return Period(months=YEAR)
    numbers = [int(mark.value) for mark in marks if mark.code in "djqGhZ"]
    if kind == "quarter":
        return Period(numbers[0] * QUARTER - 2, QUARTER)
    if kind == "half":
        return Period(numbers[0] * HALF - 5, HALF)
    named = [int(mark.value) for mark in marks if mark.code in "Mm"]
    month = (
        named[0] if named else numbers[0] if kind == "months" else numbers.pop(0)
    )  # Chinese counts its months, and says them first
    return _in_month(kind, marks, month, numbers)


def _in_month(kind: str, marks: Sequence[Mark], month: int, numbers: Sequence[int]) -> Period | None:
    """A month, some months, or some days of one."""
    match kind:
        case "week":
            return _week_of(marks, month, numbers)
        case "months":
            return Period(numbers[0], numbers[1] - numbers[0] + 1) if numbers[0] < numbers[1] else None
        case "fortnight":
            return Period(month, days=(1, MIDDLE) if numbers[0] == 1 else (MIDDLE + 1, LAST))
        case "days":
            return Period(month, days=(numbers[0], numbers[1]))
        case "day":
            return Period(month, days=(numbers[0], numbers[0]))
        case _:
            return Period(month)


def _week_of(marks: Sequence[Mark], month: int, numbers: Sequence[int]) -> Period | None:
    """The first, second … or last week or day of a month; or the week that begins with a day of it."""
    unit = str(next(mark for mark in marks if mark.code == "U").value).removesuffix("s")
    length = DAYS_OF.get(unit)
    if length is None:
        return None
    if not numbers:
        edges = {"<": (1, length), "=": (MIDDLE - length + 1, MIDDLE), ">": (LAST - length - 2, LAST)}
        return Period(month, days=edges[marks[0].code]) if length > 1 else Period(month)
    first = numbers[0] if marks[0].code == "U" else (numbers[0] - 1) * length + 1
    return Period(month, days=(first, first + length - 1))


def _year(marks: Sequence[Mark], today: date) -> int | None:
    """The year named with a period, in figures or seen from now."""
    for mark in marks:
        if mark.code == "y":
            return int(mark.value)
        if mark.code == "R":
            return today.year + int(mark.value)
    codes = "".join(mark.code for mark in marks)
    return today.year + codes.count("n") if "K" in codes and ("n" in codes or "t" in codes) else None


def _relative(marks: Sequence[Mark], today: date) -> Period | None:
    """The current or the next week, month, quarter, half-year or year."""
    unit = next(mark for mark in marks if mark.code in "UQSKL" + SEEN_FROM_NOW)
    ahead = unit.value if unit.code in SEEN_FROM_NOW else sum(mark.code == "n" for mark in marks)
    if unit.code == "1" or unit.value == "week":
        return _week(today, ahead)
    length = LENGTHS.get(unit.code) or MONTHS_OF.get(unit.value)
    if not length:
        return None
    index = ((today.year * YEAR + today.month - 1) // length + ahead) * length
    return Period(index % YEAR + 1, length, year=index // YEAR)


def _week(today: date, ahead: int) -> Period | None:
    try:
        monday = today + timedelta(days=7 * ahead - today.weekday())
        return Period(year=today.year, fixed=(monday, monday + timedelta(days=6)))
    except OverflowError:
        return None


def _lapse(marks: Sequence[Mark], today: date) -> Period | None:
    """So many days, weeks, months or years from today."""
    unit = next(mark for mark in marks if mark.code in "uUKJ")
    counts = [int(mark.value) for mark in marks if mark.code in "dNz"]
    count, name = unit.value if unit.code == "u" else ((*counts, 1)[0], _unit(unit))
    if count > FARTHEST:
        return None
    if name in DAYS_OF:
        ahead = date.toordinal(today) + count * DAYS_OF[name]
        day = date.fromordinal(min(ahead, date.max.toordinal()))
        return Period(year=today.year, fixed=(day, day))
    index = today.year * YEAR + today.month - 1 + count * MONTHS_OF[name]
    year, month = min(index // YEAR, MAXYEAR), index % YEAR + 1
    day = date(year, month, min(today.day, monthrange(year, month)[1]))
    return Period(year=today.year, fixed=(day, day))


def _unit(mark: Mark) -> str:
    return {"K": "year", "J": "day"}.get(mark.code) or str(mark.value).removesuffix("s")
