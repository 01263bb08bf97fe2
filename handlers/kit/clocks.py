"""Instants and places as one person's own clock and language have them."""

from collections.abc import Collection, Iterable
from datetime import datetime, time
from typing import Literal

from handlers.kit.html import Html
from handlers.kit.i18n import Translator
from knowledge.hours import Hours
from knowledge.stations import city

GENEVA = "Europe/Zurich"  # the clock of the UN in Geneva, named after a city where few of its people are
_WEEKEND = frozenset({5, 6})
_WEEK = frozenset(range(7))


def place(t: Translator, zone: str) -> str:
    """What people call a zone: by its city."""
    return t.label("Geneva") if zone == GENEVA else city(zone, t.language)


def clock_time(at: time | datetime) -> str:
    return f"{at:%H:%M}"


def your_clock(t: Translator, hours: Hours, now: datetime) -> Html:
    """What time it is for somebody, and when nothing is to disturb them."""
    said = {
        "time": clock_time(hours.local(now)),
        "city": place(t, hours.zone),
        "start": clock_time(hours.quiet_from),
        "end": clock_time(hours.quiet_until),
    }
    if hours.days == _WEEK:
        return t("Your clock: {time} in {city}; quiet {start}–{end}.", **said)
    if hours.days == _WEEK - _WEEKEND:
        return t("Your clock: {time} in {city}; quiet {start}–{end} and at weekends.", **said)
    free = weekdays(t, _WEEK - hours.days)
    return t("Your clock: {time} in {city}; quiet {start}–{end}; days off: {days}.", **said, days=free)


def local_moment(t: Translator, hours: Hours, at: datetime) -> Html:
    """A day and an hour by somebody's own clock."""
    local = hours.local(at)
    return t("{day}, {time}", day=t.day(local.date(), weekday=True), time=clock_time(local))


def weekday(t: Translator, day: int, width: Literal["wide", "abbreviated"] = "wide") -> str:
    """0 is Monday; `abbreviated` for a button."""
    from babel.dates import get_day_names

    return str(get_day_names(width, locale=t.language)[day])


def weekdays(t: Translator, days: Collection[int]) -> str:
    return listed(t, (weekday(t, day) for day in sorted(days)))


def listed(t: Translator, names: Iterable[str]) -> str:
    """One after the other, with the language's own "and" before the last."""
    from babel.lists import format_list

    return format_list(list(names), locale=t.language)
