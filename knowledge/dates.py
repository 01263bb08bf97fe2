"""Dates in a sentence, in seven languages: "avant juin", "к 15 марта", "Q2 2027", «قبل نيسان», 「6月前」.

The way of a sentence: `knowledge.datewords` turns its words into marks, each with a letter for what it does in
any language; `knowledge.datephrases` finds phrases in the row of letters ("dM" is a day and a month, "B" before it
is "before"); `knowledge.periods` knows the days of each; here it is told how they bound what is wanted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.datephrases import JOINT, Phrase, phrases
from knowledge.datewords import mark
from knowledge.months import Doubt, Mark
from knowledge.periods import Period, build

Relation = Literal["before", "by", "in", "from", "after", "between"]
Bounds = tuple[Relation, date | None, date | None]
YEARS_AHEAD = 9  # 29 February without a year is found within this time
BARE_YEARS = 10  # "2027" alone is a year when it is this or one of the next ten


@dataclass(frozen=True, slots=True)
class DateFound:
    """When something is wanted, as a sentence says it.

    `before`: `end` is the first day that is too late (exclusive: "before June" is before 1 June).
    `by`: `end` is the last day that will do. "By the end of March" and "until March" are by the 31st; "by
    June" is by its first day, when June has come.
    `in`: from `start` to `end`, both included; one and the same for a single day.
    `from`: `start` is the first day that will do.
    `after`: `start` is the last day that is too early (exclusive: "after June" is after 30 June).
    `between`: from `start` to `end`, both included.

    What cannot be computed ("before the rotation") has neither. `span` are the offsets of the whole phrase
    in the text, preposition included.
    """

    relation: Relation
    start: date | None
    end: date | None
    span: tuple[int, int]


def read_dates(text: str, today: date) -> tuple[DateFound, ...]:
    """The dates in the first 256 characters of any text, in order, none overlapping another.

    Where no year is told it is the next time that lies ahead of `today`.
    """
    marks = mark(text)
    return tuple(_read(marks, list(phrases(marks)), today))


def without_dates(text: str, found: Sequence[DateFound]) -> str:
    """`text` with spaces where the dates were, so that a search does not take them for words."""
    for each in found:
        start, end = each.span
        text = f"{text[:start]}{' ' * len(text[start:end])}{text[end:]}"
    return text


def _read(marks: Sequence[Mark], named: Sequence[Phrase], today: date) -> Iterator[DateFound]:
    position = 0
    while position < len(named):
        one, *others = named[position : position + 2]
        bounds = _range(marks, one, others[0], today) if others else None
        last = others[0] if bounds else one
        bounds = bounds or _single(marks, one, today)
        if bounds:
            first = one.first - len(one.leads)
            span = marks[first].start, marks[last.last + len(last.follows) - 1].end
            yield DateFound(*bounds, span)
        position += 2 if last is not one else 1


def _single(marks: Sequence[Mark], phrase: Phrase, today: date) -> Bounds | None:
    if phrase.kind == "event":
        code = next(mark.code for mark in marks[phrase.first : phrase.last] if mark.code in _EVENTS)
        return _EVENTS[code], None, None
    period = build(phrase.kind, marks[phrase.first : phrase.last], today)
    if period is None or not _certain(marks, phrase, today):
        return None
    for year in _years(period, today):
        dates = period.dates(year)
        bounds = dates and _bounds(phrase, period, *dates)
        if bounds and (period.year or _ahead(bounds, dates[1], today)):
            return bounds
    return None


def _years(period: Period, today: date) -> Sequence[int]:
    """The years it may be in, the likeliest first."""
    return [period.year] if period.year else range(today.year, today.year + YEARS_AHEAD)
