"""What somebody typed → what is looked for in the audit trail."""

from datetime import UTC, date, datetime, time, timedelta

from handlers.kit.i18n import Translator
from handlers.trail.deeds import deeds
from knowledge.dates import DateFound, read_dates, without_dates
from knowledge.delegations import recognise
from storage.trail import EVERYTHING, Wanted

_DAY = timedelta(days=1)


def wanted(t: Translator, typed: str, today: date) -> Wanted:
    """Days by the calendar; the rest is a name, a delegation, a reference or a deed in the reader's words."""
    days = [found for found in read_dates(typed, today) if found.start or found.end]
    rest = " ".join(without_dates(typed, days).split())
    found = _during(days[0], today) if days else EVERYTHING
    if not rest:
        return found
    meant = [verb for verb, words in deeds(t).items() if rest.casefold() in words.casefold()]
    return found._replace(words=rest, meant=tuple(meant), delegations=recognise(rest))


def _during(found: DateFound, today: date) -> Wanted:
    """The trail lies in the past: a day without its year is the last one, not the next."""
    start, end = found.start, found.end
    if min(day for day in (start, end) if day) > today:
        start, end = _year_before(start), _year_before(end)
    if start and found.relation == "after":
        start += _DAY
    if end and found.relation != "before":
        end += _DAY
    return Wanted(since=_midnight(start), until=_midnight(end))


def _year_before(day: date | None) -> date | None:
    if day is None:
        return None
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day else None
