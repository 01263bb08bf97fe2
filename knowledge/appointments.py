"""The day and hour of an appointment, as people type them: "15 January 2027 15:00", « le 12 mai à 15h »."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from knowledge.dates import DateFound, read_dates, without_dates
from knowledge.text import QUERY_LIMIT, normalise, words

NEW_YORK = "America/New_York"
_UTC = "UTC"
_NOON = 12

# Why a sentence names no appointment.
Unclear = Literal[
    "no day", "several days", "no hour", "several hours", "no such hour", "another zone", "past"
]

# Days from today in words, normalised; the longest first, for "after tomorrow" is not tomorrow.
_SOON = {
    "day after tomorrow": 2, "apres demain": 2, "pasado manana": 2, "depois de amanha": 2,
    "послезавтра": 2, "بعد غد": 2, "后 天": 2,
    "tomorrow": 1, "demain": 1, "manana": 1, "amanha": 1, "завтра": 1, "غدا": 1, "明 天": 1,
    "today": 0, "aujourd hui": 0, "hoy": 0, "hoje": 0, "сегодня": 0, "اليوم": 0, "今 天": 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Appointment:
    """An instant, and the zone in which it was meant."""

    at: datetime
    zone: str


def read_appointment(text: str, now: datetime) -> Appointment | Unclear:
    """The day and hour that a text names, of New York unless it says UTC; or what keeps it from being one."""
    text = re.sub(r"(?<=\d)[Tt](?=\d)", " ", text[:QUERY_LIMIT])  # 2027-01-15T15:00
    zone = _zone(text)
    if zone is None:
        return "another zone"
    today = now.astimezone(_tz(zone)).date()
    dates = [found for found in read_dates(text, today) if found.start or found.end]
    day = _day(text, dates, today)
    if not isinstance(day, date):
        return day
    hour = read_hour(without_dates(text, dates))
    if not isinstance(hour, time):
        return hour
    local = datetime.combine(day, hour, _tz(zone))
    at = local.astimezone(UTC)
    if at.astimezone(_tz(zone)).replace(tzinfo=None) != local.replace(tzinfo=None):
        return "no such hour"  # the clocks jump over it that night
    return Appointment(at, zone) if at > now else "past"


def read_hour(text: str) -> time | Unclear:
    """The one time of day in a text without dates: 15:00, 15h, 15h30, 15.30, 3 pm."""
    found = list(_hours().finditer(re.sub(r"utc|gmt", " ", normalise(text))))
    if len(found) != 1:
        return "several hours" if found else "no hour"
    (told,) = found
    return _time(told["hour"], told["minute"], told["half"] or told["alone"])


def _time(hour: str, minute: str | None, half: str | None) -> time | Unclear:
    hours, minutes = int(hour), int(minute or 0)
    if half:
        if not 1 <= hours <= _NOON:
            return "no such hour"
        hours = hours % _NOON + (_NOON if half == "p" else 0)
    try:
        return time(hours, minutes)
    except ValueError:
        return "no such hour"


@cache
def _hours() -> re.Pattern[str]:
    alone, ended = r"(?<![\w.:,/+-])", r"(?![a-z\d]|[:.]\d)"
    hours, half = r"h(?:eures?)?", r"(?P<{}>[ap])\.?\s?m\.?"
    # Digits alone are no hour: there have to be minutes, an h, or am and pm.
    minutes = rf"(?:[:.]|{hours})\s*(?P<minute>\d{{2}})(?:\s*{half.format('half')})?"
    return re.compile(rf"{alone}(?P<hour>\d{{1,2}})\s*(?:{minutes}|{hours}|{half.format('alone')}){ended}")


def _day(text: str, found: Sequence[DateFound], today: date) -> date | Unclear:
    if not found:
        spoken = f" {' '.join(words(normalise(text)))} "
        ahead = next((days for phrase, days in _SOON.items() if f" {phrase} " in spoken), None)
        return "no day" if ahead is None else today + timedelta(days=ahead)
    if len(found) > 1:
        return "several days"
    (one,) = found
    if one.start is None or one.start != one.end:
        return "several days" if one.relation == "between" else "no day"
    return one.start


def _zone(text: str) -> str | None:
    """The zone that a text is about; None for one that we do not reckon with."""
    said = re.search(r"(?<![a-z])(?:utc|gmt)(?![a-z])(?P<offset>\s*[+-]\s*\d)?", normalise(text))
    if said is None:
        return NEW_YORK
    return None if said["offset"] else _UTC


@cache
def _tz(zone: str) -> ZoneInfo:
    return ZoneInfo(zone)
