"""One typed line → what it says of a field, with the same reading of words as search."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from handlers.programmes.facts import Field
from knowledge.dates import DateFound, read_dates
from knowledge.delegations import recognise
from knowledge.exercise import exercise_names
from knowledge.places import country_names, language_names
from knowledge.programmes import ORGANISATION, Programme
from knowledge.search import Finder

MOST_SEATS = 10_000
_FIRST_YEAR, _LAST_YEAR = 1945, 2100
_ONE_DAY = timedelta(days=1)


class Read(NamedTuple):
    """New values of the programme's fields, and the words that said nothing."""

    changes: dict[str, Any]
    unread: tuple[str, ...] = ()


_MOST_STATES = 60


def read(field: Field, said: str, finder: Finder, programme: Programme, today: date) -> Read | None:
    """What was understood; None when nothing was."""
    readers: Mapping[Field, Callable[[], Read | None]] = {
        "capabilities": lambda: _capabilities(said, finder),
        "kind": lambda: _kind(said, finder),
        "recipients": lambda: _recipients(said, finder),
        "languages": lambda: _languages(said, finder),
        "period": lambda: _period(said, programme, today),
        "seats": lambda: _seats(said),
        "audience": lambda: None,  # tapped, never typed: who may see it is no matter of reading words
    }
    return readers[field]()


def cleared(field: Field) -> dict[str, Any]:
    """The field as one of which nothing is stated."""
    nothing: Mapping[Field, dict[str, Any]] = {
        "recipients": {"countries": [], "regions": []},
        "languages": {"delivery_languages": []},
        "period": dict.fromkeys(("start_year", "end_year", "starts", "ends", "status", "absorbed_into")),
        "seats": {"seats": None},
    }
    return nothing.get(field, {})


def _capabilities(said: str, finder: Finder) -> Read | None:
    found = finder.search(said, limit=0).understood
    return Read({"capabilities": list(found.capabilities)}, found.unknown) if found.capabilities else None


def _kind(said: str, finder: Finder) -> Read | None:
    found = finder.search(said, limit=0).understood
    kinds = set(found.assistance) & {"training", "equipment", "advisory", "funding"}
    if kinds == {"training", "equipment"}:
        return Read({"kind": "train-and-equip"}, found.unknown)
    return Read({"kind": kinds.pop()}, found.unknown) if len(kinds) == 1 else None


def _recipients(said: str, finder: Finder) -> Read | None:
    found = finder.search(said, limit=0).understood
    # States of the exercise are known by their exact names only, and to the delegations alone.
    fictional = [
        code
        for code in recognise(said, _MOST_STATES)
        if code in exercise_names() and ORGANISATION not in code
    ]
    countries = [*found.countries, *fictional] or _codes(said, country_names())
    if not countries and not found.regions:
        return None
    unread = () if fictional or (not found.countries and not found.regions) else found.unknown
    return Read({"countries": countries, "regions": list(found.regions)}, unread)


def _languages(said: str, finder: Finder) -> Read | None:
    found = finder.search(said, limit=0).understood
    if found.languages:
        return Read({"delivery_languages": list(found.languages)}, found.unknown)
    codes = _codes(said, language_names("en"))
    return Read({"delivery_languages": codes}) if codes else None


def _codes(said: str, known: Mapping[str, Any]) -> list[str]:
    """Two-letter codes, where the whole text is made of nothing else: "fr, ar" or "TD NE"."""
    by_fold = {code.casefold(): code for code in known}
    typed = re.findall(r"\w+", said.casefold())
    codes = list(dict.fromkeys(by_fold[each] for each in typed if each in by_fold))
    return codes if typed and all(each in by_fold for each in typed) else []


def _seats(said: str) -> Read | None:
    numbers = re.findall(r"\d+", said)
    if len(numbers) != 1 or len(numbers[0]) > len(str(MOST_SEATS)) or not 1 <= int(numbers[0]) <= MOST_SEATS:
        return None
    return Read({"seats": int(numbers[0])})


def _period(said: str, programme: Programme, today: date) -> Read | None:
    """Years of the past and days to come, from all dates of the line; the first of each counts."""
    changes: dict[str, Any] = {}
    for found in read_dates(said, today):
        for name, value in _bounds(found, today).items():
            changes.setdefault(name, value)
    years = [value if isinstance(value, int) else value.year for value in changes.values()]
    if not years or not all(_FIRST_YEAR <= year <= _LAST_YEAR for year in years):
        return None
    if "starts" in changes and "ends" in changes and changes["ends"] < changes["starts"]:
        return None
    last = changes.get("end_year") or (changes["ends"].year if "ends" in changes else _LAST_YEAR)
    if "start_year" not in changes and programme.start_year and programme.start_year <= last:
        changes["start_year"] = programme.start_year
    if changes.get("start_year", last) > last:
        return None
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in changes.items()}
    return Read(cleared("period") | plain)


def _bounds(found: DateFound, today: date) -> dict[str, Any]:
    """First and last day of what was said; a bare year that is over stays a year."""
    start, end = found.start, found.end
    if found.relation == "before" and end:
        end -= _ONE_DAY
    if found.relation == "after" and start:
        start += _ONE_DAY
    bounds: dict[str, Any] = {}
    if start:
        is_year = (start.month, start.day) == (1, 1) and start.year < today.year
        bounds |= {"start_year": start.year} if is_year else {"starts": start}
    if end:
        is_year = (end.month, end.day) == (12, 31) and end.year < today.year
        bounds |= {"end_year": end.year} if is_year else {"ends": end}
    return bounds
