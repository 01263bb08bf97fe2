"""When those who are to be told of something will read it, for who is about to send it.

Their next reading time is all that is said: not whose it is, and not what makes them read it then.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from handlers.kit.html import Html, bold
from handlers.kit.i18n import Translator
from handlers.kit.labels import brief
from handlers.kit.waking import told_today
from knowledge.kinds import KINDS
from storage import rhythms
from storage.database import Store

MOST = 6  # delegations on a screen
# A weekday says which day it is.
_SOON = timedelta(days=6)
_NAME_SHOWN = 40


class ReadAt(NamedTuple):
    """When the first of a delegation's people reads it, in their zone; None for not soon."""

    delegation: str
    at: datetime | None
    zone: str


def reading(store: Store, delegation: str, people: Iterable[int], kind: str, now: datetime) -> ReadAt:
    """The earliest of these people to get such a letter, if it is written now."""
    found = []
    for person in people:
        rhythm = rhythms.of(store, person)
        at = rhythm.arrives(KINDS[kind], now, told_today(store, person, rhythm, now))
        if at is not None and at <= now + _SOON:
            found.append((at, rhythm.hours.zone))
    if not found:
        return ReadAt(delegation, None, "")
    return ReadAt(delegation, *min(found))


def line(t: Translator, each: ReadAt, own_zone: str, now: datetime) -> Html:
    """By the clock of who reads it, and by one's own where that shows another time."""
    name = bold(brief(each.delegation, t.language, _NAME_SHOWN))
    if each.at is None:
        return t("{delegation}: not in the coming days", delegation=name)
    there, here = (each.at.astimezone(ZoneInfo(zone)) for zone in (each.zone, own_zone))
    is_same = there.utcoffset() == here.utcoffset()
    if each.at <= now and is_same:
        return t("{delegation}: at once", delegation=name)
    if each.at <= now:
        return t("{delegation}: at once (it is {time} there)", delegation=name, time=f"{there:%H:%M}")
    if is_same:
        return t("{delegation}: {when}", delegation=name, when=day_and_hour(t, there))
    return t(
        "{delegation}: {there} its time ({here} yours)",
        delegation=name,
        there=day_and_hour(t, there),
        here=day_and_hour(t, here),
    )


def day_and_hour(t: Translator, local: datetime) -> str:
    """Of the coming days: `Monday 08:00`."""
    from babel.dates import format_datetime

    return format_datetime(local, "EEEE HH:mm", tzinfo=local.tzinfo, locale=t.language)


def of_many(store: Store, t: Translator, people: Iterable[int], kind: str, now: datetime, own: int) -> str:
    """For what goes to everybody: how many get it at once, and by when most of the others have it."""
    every = rhythms.every(store)
    arrivals = [every.get(person, rhythms.USUAL).arrives(KINDS[kind], now, 0) for person in people]
    soon = sorted(at for at in arrivals if at is not None and at <= now + _SOON)
    at_once, last = sum(at <= now for at in soon), max(soon, default=now)
    if last <= now:
        return t.label("{now} of {people} get it at once.", now=at_once, people=len(arrivals))
    return t.label(
        "{now} of {people} get it at once, {later} by {when} your time.",
        now=at_once,
        people=len(arrivals),
        later=len(soon),
        when=day_and_hour(t, last.astimezone(ZoneInfo(every.get(own, rhythms.USUAL).hours.zone))),
    )
