"""Dates in a sentence, in seven languages: "avant juin", "к 15 марта", "Q2 2027", «قبل نيسان», 「6月前」.

The way of a sentence: `knowledge.datewords` turns its words into marks, each with a letter for what it does
in any language; `knowledge.datephrases` finds phrases in the row of letters ("dM" is a day and a month, "B"
before it is "before"); `knowledge.periods` knows the days of each; here is told how they bound a wish.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from knowledge.datephrases import JOINT, Phrase, phrases
from knowledge.datewords import mark
from knowledge.months import Doubt, Mark
from knowledge.periods import Period, build
from knowledge.text import is_han

Relation = Literal["before", "by", "in", "from", "after", "between"]
Bounds = tuple[Relation, date | None, date | None]
YEARS_AHEAD = 9  # 29 February without a year is found within this time
BARE_YEARS = 10  # "2027" alone is a year when it is this or one of the next ten
MIDDLE, LATE = "=", ">"
_NO_YEAR = re.compile(r"[\s,./-]*\d{3,}\s*(?=$|[,.;:!?)])")
_NO_DAY = re.compile(r"(?<![\d.:,/-])\d{2,}\s*$")
_EVENTS: Mapping[str, Relation] = {
    "B": "before", "b": "before", "A": "after", "a": "after", "Y": "by", "T": "by", "l": "by", "P": "by",
}  # fmt: skip
_UNKNOWN: Mapping[str, Relation] = {**_EVENTS, "V": "by", "F": "from", "g": "from"}
# Kinds of phrases that are a time even when no day follows from them.
_NAMED = {"day", "days", "week", "month", "months", "fortnight", "quarter", "half", "figures", "relative"}
_COUNTERS = tuple("两几个多半每数")
_UNRANGED = {"event", "departure", "vague", "lapse"}
_DATED = {"event", "departure"}  # what may have its month beside it
# Between two periods: to; after "between" also and; after "from" also until.
_JOINTS = {"": re.compile(JOINT), "W": re.compile(f"{JOINT}|o?[+]o{{0,2}}"), "F": re.compile(f"{JOINT}|B")}


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

    What cannot be computed ("before the rotation", "31 February", "FY27", "in spring") has neither: it is to
    be asked, not to be dropped. `span` are the offsets of the whole phrase in the text, preposition included.
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
    found = _read(marks, list(phrases(marks)), today)
    return tuple(replace(each, start=None, end=None) if _is_misread(text, each) else each for each in found)


def _is_misread(text: str, found: DateFound) -> bool:
    """Whether a number that can be no year or day stands beside it: "1 June 20027", "99 June".

    A number with a word behind it counts something: "before June, 140 people".
    """
    start, end = found.span
    return bool(_NO_YEAR.match(text, end) or _NO_DAY.search(text[:start]))


def without_dates(text: str, found: Sequence[DateFound]) -> str:
    """`text` with spaces where the dates were, so that a search does not take them for words."""
    spans = [each.span for each in found]
    # Months and weeks that are part of no date ("31 June", "for 12 weeks") are no words to look for either.
    spans += [(each.start, each.end) for each in mark(text) if each.code in "MmU" and _is_alone(each, text)]
    for start, end in spans:
        text = f"{text[:start]}{' ' * len(text[start:end])}{text[end:]}"
    return text


def _is_alone(mark: Mark, text: str) -> bool:
    """Whether a month or a unit is surely one: a Chinese day that nobody counts is part of "weather"."""
    before = text[: mark.start].rstrip()[-1:]
    is_counted = before.isnumeric() or before in _COUNTERS
    return not mark.doubt and (mark.code != "U" or is_counted or not is_han(text[mark.start]))


def _read(marks: Sequence[Mark], named: Sequence[Phrase], today: date) -> Iterator[DateFound]:
    position = 0
    while position < len(named):
        one, *others = named[position : position + 2]
        bounds = _both(marks, one, others[0], today) if others else None
        last = others[0] if bounds else one
        bounds = bounds or _single(marks, one, today)
        if bounds:
            first = one.first - len(one.leads)
            span = marks[first].start, marks[last.last + len(last.follows) - 1].end
            yield DateFound(*bounds, span)
        position += 2 if last is not one else 1


def _both(marks: Sequence[Mark], one: Phrase, other: Phrase, today: date) -> Bounds | None:
    """What two phrases mean together: a stretch of time, or an event with its month."""
    events = [each for each in (one, other) if each.kind in _DATED]
    if not events:
        return _range(marks, one, other, today)
    event = events[0]
    period = other if event is one else one
    # "before the rotation in September", 9月轮换前; but "before June, before the rotation" is two.
    between = marks[one.last + len(one.follows) : other.first - len(other.leads)]
    is_joined = other.relation in ("", "I", "g", "i") and _is_bracket(between)
    code = next((mark.code for mark in marks[event.first : event.last] if mark.code in _EVENTS), "")
    if not code or period.kind in _UNRANGED or not is_joined or (event is other and one.relation):
        return None
    code = "Y" if code == "P" else code.upper()  # what is for the rotation in June has to be done by June
    return _single(marks, replace(period, leads=code, follows=""), today)


def _is_bracket(between: Sequence[Mark]) -> bool:
    """Whether nothing stands there, or one sign: "before the rotation (June)"."""
    return not between or (
        len(between) == 1 and between[0].code == "x" and between[0].end - between[0].start == 1
    )


def _single(marks: Sequence[Mark], phrase: Phrase, today: date) -> Bounds | None:
    inside = marks[phrase.first : phrase.last]
    if phrase.kind == "event":
        return next((_EVENTS[mark.code] for mark in inside if mark.code in _EVENTS), "by"), None, None
    if phrase.kind == "departure":
        return None
    if phrase.kind == "vague":
        is_season = {"s"} == {mark.code for mark in inside}  # "summer school" is no time
        return None if is_season and not phrase.relation else _unknown(phrase)
    period = build(phrase.kind, inside, today)
    if period is None:
        return _unknown(phrase) if phrase.kind in _NAMED and _is_named(marks, phrase) else None
    if not _certain(marks, phrase, period, today):
        return None
    for year in _years(period, today):
        dates = period.dates(year)
        bounds = dates and _bounds(phrase, inside, period.stage, *dates)
        if dates and bounds and (period.year or _ahead(bounds, dates[1], today)):
            return bounds
    return _unknown(phrase) if phrase.kind in _NAMED and _is_named(marks, phrase) else None


def _unknown(phrase: Phrase) -> Bounds:
    """A time from which no day follows."""
    return _UNKNOWN.get(phrase.relation, "in"), None, None


def _is_named(marks: Sequence[Mark], phrase: Phrase) -> bool:
    """Whether it is a time though no day follows from it, as "31 February" is and 50/50 is not."""
    if phrase.kind == "figures" and not phrase.relation and marks[phrase.first].value[0] is None:
        return False
    return all(mark.doubt == Doubt.NONE for mark in marks[phrase.first : phrase.last])


def _range(marks: Sequence[Mark], one: Phrase, other: Phrase, today: date) -> Bounds | None:
    """From one period to the other, when the words between them say so."""
    between = "".join(mark.code for mark in marks[one.last : other.first])
    if {one.kind, other.kind} & _UNRANGED or not _JOINTS.get(one.relation, _JOINTS[""]).fullmatch(between):
        return None
    first, last = (build(each.kind, marks[each.first : each.last], today) for each in (one, other))
    sure = all(mark.doubt < Doubt.STRICT for mark in marks[one.first : other.last])
    if first is None or last is None or not (sure or last.year):
        return None
    for year in [last.year] if last.year else range(first.year or today.year, today.year + YEARS_AHEAD):
        for earlier in [first.year] if first.year else (year, year - 1):
            begin, end = first.dates(earlier), last.dates(year)
            if begin and end and begin[0] <= end[1] and (last.year or end[1] >= today):
                return "between", begin[0], end[1]
    return None


def _years(period: Period, today: date) -> Sequence[int]:
    """The years it may be in, the likeliest first."""
    return [period.year] if period.year else range(today.year, today.year + YEARS_AHEAD)


def _ahead(bounds: Bounds, last: date, today: date) -> bool:
    """Whether it is not over: a time limit not passed, a period not ended."""
    relation, _, end = bounds
    if relation == "before":
        return end is not None and end > today
    return (end if relation == "by" and end else last) >= today


def _bounds(phrase: Phrase, inside: Sequence[Mark], stage: str, start: date, end: date) -> Bounds | None:
    """How the word before or after a period bounds what is wanted; see `DateFound`."""
    code = phrase.relation
    middle = start + (end - start) // 2
    if phrase.kind == "lapse":
        return _lapse(code, any(mark.code == "n" for mark in inside), end)
    if phrase.kind == "days":
        return "between", start, end
    match code:
        case "B" | "Y" if stage == LATE:
            return "by", None, end
        case "B":
            return "before", None, middle if stage == MIDDLE else start
        case "Y":
            return "by", None, middle if stage == MIDDLE else start
        case "T" | "L" | "l":
            return "by", None, end
        case "P" if start == end or stage == LATE:
            return "by", None, end
        case "F" | "g":
            return "from", start, None
        case "A":
            return "after", end, None
        case _:
            return "in", start, end


def _lapse(code: str, coming: bool, day: date) -> Bounds | None:
    """A limit for "within three months" and "in the next three months"; a day for "in three months"."""
    if code in ("V", "Y") or coming:
        return "by", None, day
    return ("in", day, day) if code in ("I", "X", "A") else None


def _certain(marks: Sequence[Mark], phrase: Phrase, period: Period, today: date) -> bool:
    """Whether a word that may be something else ("may", "out", "3.04", "2030") is a date here."""
    inside = marks[phrase.first : phrase.last]
    lonely = len(inside) == len(marks)
    if phrase.kind == "year" and not phrase.relation:
        return lonely or (0 <= (period.year or 0) - today.year <= BARE_YEARS)
    doubt = max(mark.doubt for mark in inside)
    led = bool(phrase.relation) and phrase.relation != "X" and "o" not in phrase.leads
    dated, days = period.year is not None, phrase.kind in ("day", "days")
    if doubt == Doubt.STRICT:
        return dated or (days and (led or any(mark.code == "o" for mark in inside)))
    known = doubt == Doubt.NONE or (doubt == Doubt.WEAK and lonely)
    return known or led or dated or days or bool(period.stage)
