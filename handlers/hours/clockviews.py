"""Choosing one's clock: by the time on the wall, by a city, or by typing either."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from handlers.kit.buttons import Code
from handlers.kit.clocks import clock_time, place
from handlers.kit.html import Html, bold, lines
from handlers.kit.i18n import Translator
from handlers.kit.screen import Button, Row, Screen, rows_of
from knowledge.hours import Hours
from knowledge.stations import clocks

_TIMES_A_ROW, _TIMES = 5, 15
_CITIES_A_ROW, _CITIES = 3, 9
_MINUTE = timedelta(minutes=1)


def clock(t: Translator, held: Hours, likely: Sequence[str], now: datetime) -> Screen:
    """The likely ones first, with what their clocks show."""
    text = lines(
        bold(t("Clock")),
        t(
            "It is {time} where you are ({city}).",
            time=clock_time(held.local(now)),
            city=place(t, held.zone),
        ),
        Html(""),
        t("Choose, or type a city, a state, or what your clock shows."),
        t("With another country its working days come too, unless you have chosen your own."),
    )
    others: Row = (
        Button(t.label("Other times"), Code("clock", "times")),
        Button(t.label("Back"), Code("hours")),
    )
    return Screen(text, (*rows_of(_zones(t, held, likely, now)), others))


def times(t: Translator, now: datetime) -> Screen:
    """What clocks show around the world, from west to east."""
    buttons = [
        Button(clock_time(shown), Code("clock", f"at.{minutes_ahead(shown)}.0"))
        for shown, _ in clocks(now)[:_TIMES]
    ]
    text = lines(
        bold(t("What does your clock show?")),
        t("From west to east. Or type a city, a state, or what your clock shows."),
    )
    back: Row = (Button(t.label("Back"), Code("clock")),)
    return Screen(text, (*rows_of(buttons, _TIMES_A_ROW), back))


def cities(t: Translator, held: Hours, zones: Sequence[str], now: datetime, ahead: str, first: int) -> Screen:
    """The cities whose clocks show the same."""
    shown = zones[first : first + _CITIES]
    buttons = [_zone(t, held, zone, now, with_time=False) for zone in shown]
    more = Button(t.label("More"), Code("clock", f"at.{ahead}.{first + _CITIES}"))
    last: Row = (Button(t.label("Back"), Code("clock", "times")),)
    text = lines(
        bold(t("Where are you?")),
        t(
            "It is {time} there now. If yours is missing, type it.",
            time=clock_time(Hours(shown[0]).local(now)),
        ),
    )
    rows = rows_of(buttons, _CITIES_A_ROW)
    return Screen(text, (*rows, (more, *last) if len(zones) > first + _CITIES else last))


def candidates(t: Translator, held: Hours, zones: Sequence[str], now: datetime, cancel: Button) -> Screen:
    """Several places fit what was typed."""
    rows = rows_of(_zones(t, held, zones, now))
    return Screen(t("Which of these is yours?"), (*rows, (cancel,)))


def unclear(t: Translator) -> str:
    return t.label(
        "I know no such place. Please type a city, a state, or what your clock shows, such as 14:05."
    )


def nobody_there(t: Translator, shown: str) -> str:
    return t.label(
        "It is {time} now at none of the places I know. Please type what your clock shows, or a city.",
        time=shown,
    )


def no_such_zone(t: Translator) -> str:
    return t.label("I don't know this place any more. Please choose another.")


def minutes_ahead(shown: datetime) -> int:
    """Of UTC."""
    return (shown.utcoffset() or timedelta()) // _MINUTE


def _zones(t: Translator, held: Hours, zones: Sequence[str], now: datetime) -> list[Button]:
    return [_zone(t, held, zone, now, with_time=True) for zone in zones]


def _zone(t: Translator, held: Hours, zone: str, now: datetime, *, with_time: bool) -> Button:
    time = f"{clock_time(Hours(zone).local(now))} " if with_time else ""
    tick = " ✓" if zone == held.zone else ""
    return Button(f"{time}{place(t, zone)}{tick}", Code("clock-set", zone))
