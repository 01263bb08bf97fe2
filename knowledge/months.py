"""Months and the words around them, in seven languages: what every word of a text means to a calendar.

`mark` turns a text into marks, each with a one-letter code for what the word does ("avant" and "до" are both
`B`); `knowledge.periods` and `knowledge.dates` read the row of letters, which has no language any more.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import yaml
from rapidfuzz.distance import OSA

from knowledge.taxonomy import SHIPPED
from knowledge.text import is_han, normalise

# What a word does: one letter per list of `dates.yaml`. Small letters of relations stand after their date.
CODES: Mapping[str, str] = {
    "before": "B", "after": "A", "by": "Y", "until": "T", "latest": "l", "in": "I", "during": "i",
    "from": "F", "for": "P", "from-or-of": "g", "lapse": "X", "within": "V", "between": "W", "to": "&",
    "and": "+", "of": "o",
    "early": "<", "middle": "=", "late": ">", "next": "n", "this": "t", "event": "E",
    "departure": "C", "season": "s", "fiscal": "e", "undated": "w", "or": "r",
    "quarter": "Q", "semester": "S", "half": "H", "year": "K",
    "month-after": "L", "day-after": "J", "ordinal-before": "p",
    "before-after": "b", "after-after": "a", "within-after": "v", "from-after": "f",
    "numbered": "k", "counted": "c", "plain": "x",
}  # fmt: skip
VALUED: Mapping[str, str] = {
    "units": "U", "spans": "u", "numbers": "N", "ordinals": "q", "half-years": "Z",
    "years-from-now": "R", "months-from-now": "0", "weeks-from-now": "1", "quarters-from-now": "3",
}  # fmt: skip
LEAST_TYPO, LONGEST_TYPO = 5, 11  # letters of a month that may be misspelt
LEAST_LONELY_TYPO = 7  # letters of a misspelt month that needs no preposition, day or year beside it


class Doubt:
    """How much a month's name needs beside it before it is taken for a month."""

    NONE, WEAK, SLIP, STRICT = range(4)


class Mark(NamedTuple):
    """A word or a sign of a text: what it does, its value (a month's number …) and where it stands."""

    code: str
    value: Any
    start: int
    end: int
    doubt: int = Doubt.NONE


class Meaning(NamedTuple):
    """What a word of the tables means."""

    code: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """The tables, normalised."""

    meanings: Mapping[str, Meaning]
    openings: Mapping[str, int]  # first words of phrases, with the number of words of the longest
    slips: Mapping[str, tuple[str, ...]]  # months by their name less one letter
    traps: frozenset[str]  # words near a month that are not one
    doubts: Mapping[str, int]
    capitalised: frozenset[str]
    pronouns: frozenset[str]

    def misspelt(self, word: str) -> str | None:
        """The one month that is one slip away; the first letter is never the slip."""
        if not LEAST_TYPO <= len(word) <= LONGEST_TYPO or word in self.traps:
            return None
        near = {
            name
            for less in _less_one(word)
            for name in self.slips.get(less, ())
            if name[0] == word[0] and OSA.distance(name, word) == 1
        }
        return min(near) if len({self.meanings[name].value for name in near}) == 1 else None


@cache
def calendar() -> Calendar:
    """The tables shipped with the product (read once)."""
    with (SHIPPED / "dates.yaml").open(encoding="utf-8") as file:
        return parse_calendar(yaml.load(file, yaml.CSafeLoader))


def parse_calendar(raw: Mapping[str, Any]) -> Calendar:
    """Tables from the structure of `dates.yaml`. A word told twice means what the first list says."""
    meanings: dict[str, Meaning] = {}
    for word, meaning in _meanings(raw):
        meanings.setdefault(word, meaning)
    openings: dict[str, int] = {}
    for phrase in meanings:
        first, *more = phrase.split(" ")
        openings[first] = max(openings.get(first, 1), 1 + len(more))
        if is_han(phrase):
            openings.setdefault(phrase[0], 1)  # Chinese is looked up by the character
    doubts = dict.fromkeys(_terms(raw["weak"]), Doubt.WEAK)
    doubts |= dict.fromkeys(_terms(raw["strict"]), Doubt.STRICT)
    slips: dict[str, tuple[str, ...]] = {}
    for name, meaning in meanings.items():
        if meaning.code in "Mm" and len(name) >= LEAST_TYPO and " " not in name and name not in doubts:
            for less in _less_one(name):
                slips[less] = (*slips.get(less, ()), name)
    return Calendar(
        meanings,
        openings,
        slips,
        frozenset(_terms(raw["not-months"])),
        doubts,
        frozenset(_terms(raw["capitalised"])),
        frozenset(_terms(raw["pronouns"])),
    )


def _meanings(raw: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    for language, names in raw["months"].items():
        for number, forms in enumerate(names, 1):
            # Only English says "March 15"; elsewhere "juin 12" is a month and twelve of something.
            meaning = Meaning("M" if language == "en" else "m", number)
            yield from ((_folded(form.replace("_", " ")), meaning) for form in forms.split())
    yield from ((word, Meaning("j", 1)) for word in _terms(raw["day-one"]))
    for name, code in CODES.items():
        yield from ((word, Meaning(code)) for word in _terms(raw[name]))
    for name, code in VALUED.items():
        for value, listed in raw[name].items():
            yield from ((word, Meaning(code, _value(value))) for word in _terms(listed))


def _value(value: int | str) -> Any:
    """A number, a unit, or a number with its unit ("6 month")."""
    if isinstance(value, int) or " " not in value:
        return value
    count, unit = value.split()
    return int(count), unit


def _terms(listed: str | Iterable[str]) -> Iterator[str]:
    for line in [listed] if isinstance(listed, str) else listed:
        yield from (_folded(term.strip()) for term in line.split(","))


def _folded(word: str) -> str:
    # Chinese stands in both forms in the tables: turning whole texts into one takes too long here.
    return word if is_han(word) else normalise(word)


def _less_one(word: str) -> Iterator[str]:
    """A word and what is left of it without one letter: two words one slip apart have one in common."""
    yield word
    for position in range(len(word)):
        yield word[:position] + word[position + 1 :]
