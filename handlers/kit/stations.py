"""Duty stations, as people call them, and what their clocks say."""

from datetime import datetime

from handlers.kit.html import Html
from handlers.kit.i18n import Translator
from knowledge.hours import Hours
from knowledge.stations import city

GENEVA = "Europe/Zurich"
_WEEKEND = frozenset({5, 6})
_WEEK = frozenset(range(7))


def station(t: Translator, zone: str) -> str:
    """The place whose clock a zone is."""
    # Delegates who keep the Swiss clock sit in Geneva, which no zone is named after.
    return t.label("Geneva") if zone == GENEVA else city(zone, t.language)


def your_clock(t: Translator, hours: Hours, now: datetime) -> Html:
    """What time it is for somebody, and when nothing is to disturb them."""
    said = {
        "time": f"{hours.local(now):%H:%M}",
        "city": station(t, hours.zone),
        "start": f"{hours.quiet_from:%H:%M}",
        "end": f"{hours.quiet_until:%H:%M}",
    }
    if hours.days == _WEEK:
        return t("Your clock: {time} in {city}; quiet {start}–{end}.", **said)
    if hours.days == _WEEK - _WEEKEND:
        return t("Your clock: {time} in {city}; quiet {start}–{end} and at weekends.", **said)
    free = days(t, _WEEK - hours.days)
    return t("Your clock: {time} in {city}; quiet {start}–{end}; days off: {days}.", **said, days=free)


def days(t: Translator, numbers: frozenset[int]) -> str:
    """Days of the week by their names; 0 is Monday."""
    from babel.dates import get_day_names
    from babel.lists import format_list

    names = get_day_names("wide", "stand-alone", locale=t.language)
    return format_list([names[number] for number in sorted(numbers)], locale=t.language)
