"""Dates in a sentence, in seven languages: "avant juin", "к 15 марта", "Q2 2027", «قبل نيسان», 「6月前」.

The way of a sentence: `knowledge.datewords` turns its words into marks, each with a letter for what it does in
any language; here the row of letters is searched for periods ("dM" is a day and a month) and for what stands
before and after them ("B" is before); `knowledge.periods` knows which days a period has.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from knowledge.datewords import mark
from knowledge.months import Doubt, Mark
from knowledge.periods import MIDDLE, Period, build

Relation = Literal["before", "by", "in", "from", "after", "between"]
YEARS_AHEAD = 9  # 29 February without a year is found within this time
BARE_YEARS = 10  # "2027" without a preposition is a year when it is this or one of the next ten
RELATIONS: dict[str, Relation] = {
    "B": "before", "A": "after", "Y": "by", "T": "by", "l": "by", "F": "from", "g": "from",
}  # fmt: skip


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
    sentence = _Sentence(marks, "".join(each.code for each in marks), today)
    return tuple(sentence.read())


def without_dates(text: str, found: Sequence[DateFound]) -> str:
    """`text` with spaces where the dates were, so that a search does not take them for words."""
    for each in found:
        start, end = each.span
        text = f"{text[:start]}{' ' * len(text[start:end])}{text[end:]}"
    return text


@cache
def _grammar() -> re.Pattern[str]:
    day, nth, month, joint = "[dj]", "[qdj]", "[Mm]", "o?[-~&T]o{0,2}"
    year = r"(?:[o,.g]{0,3}(?:K?o?y(?!c)K?|nK|Kn|tK|R))"
    year_first = "(?:yK|RK?)?"  # as the Chinese say it
    uncounted = "(?!x?c|[UK])"  # "June 2 engineer coys" is no second of June
    kinds = {
        "event": r"[BAYTl][on&]{0,3}En?(?![UQSHK])|n?E[ba]",
        "figures": "D",
        "days": f"{day}{joint}{day}o{{0,2}}{month}{year}?|M{day}{joint}{day}{uncounted}{year}?"
        f"|(?:(?<=[FW])|(?<=Wo)){day}o?[+B]o{{0,2}}{day}o{{0,2}}{month}{year}?"
        f"|{year_first}dLdJ?[-~&T]dJ",
        "day": f"(?:{day}|qo)o{{0,2}}{month}{year}?|M\\.?{day}{uncounted}(?:,?y(?!c))?"
        f"|{year_first}dL(?:dJ|d(?![xcU]))",
        "fortnight": f"(?:{nth}-?Ho{{0,3}}|H[og]?{nth}[og]?)(?:Uo?)?{month}{year}?",
        "half": f"(?:{nth}-?S|S[og]?{nth}){year}?|(?:{nth}-?H|H[og]?{nth}|h){year}|{year_first}Z",
        "quarter": f"(?:{nth}-?Q|Q[og]?{nth}|G){year}?|y-?G|{year_first}p?dQ",
        "month": rf"(?<!x-)n?{month}\.?n?{year}?(?!-x)|{year_first}dL",
        "lapse": "n?o?[dNz]o?n?[UK]|U[dN]n?|u|(?<=X)[UK]|dJ(?=v)",
        "relative": ">-?[og]{0,3}[UQSK]|n[UQSK]|[UQSK]n|t[UQSK]|[UK]t|[013R]K?|(?<![dy])[KL](?=>)|K(?=-?>)",
        "year": "K?o?y(?!c)K?",
    }
    named = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items())
    return re.compile(f"(?:[<=>]-?[oUg]{{0,3}})?(?:{named})(?:-?(?<=[KL013R-])[<=>])?")
