"""Ten thousand people in forty zones, each with a letter that waits for one instant of the same hour."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.moments import Moments
from handlers.kit.buttons import KeyRing
from handlers.kit.turn import World
from knowledge.hours import Hours
from knowledge.rhythm import Rhythm
from knowledge.search import Finder
from storage import delegations, people, rhythms, searches
from storage.catalogue import Catalogue
from storage.database import Database, Store
from storage.outbox import HELD, LetterRow

# Summer time begins in Europe and Lebanon on the Sunday between; it had begun in America two weeks before;
# Sydney, Auckland and Santiago are about to leave theirs.
WRITTEN = datetime(2027, 3, 26, 21, 30, tzinfo=UTC)  # a Friday
HOUR = datetime(2027, 3, 29, 10, tzinfo=UTC)  # Monday, from Honolulu to Auckland
ZONES = (
    "Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Denver", "America/Mexico_City",
    "America/Chicago", "America/Bogota", "America/New_York", "America/Port-au-Prince", "America/Santiago",
    "America/St_Johns", "America/Sao_Paulo", "Atlantic/Azores", "Africa/Dakar", "Africa/Bamako",
    "Europe/London", "Africa/Lagos", "Africa/Ndjamena", "Europe/Paris", "Europe/Berlin", "Europe/Zurich",
    "Africa/Cairo", "Africa/Lubumbashi", "Europe/Athens", "Europe/Kyiv", "Asia/Beirut", "Asia/Amman",
    "Africa/Nairobi", "Europe/Istanbul", "Asia/Tehran", "Asia/Dubai", "Asia/Karachi", "Asia/Kolkata",
    "Asia/Kathmandu", "Asia/Dhaka", "Asia/Bangkok", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney",
    "Pacific/Auckland",
)  # fmt: skip
_DELEGATIONS = (
    "TD",
    "BD",
    "GH",
    "NG",
    "KE",
    "ZA",
    "RW",
    "SN",
    "ET",
    "UG",
    "TZ",
    "MW",
    "ZM",
    "NE",
    "BF",
    "CI",
)
_OPEN = timedelta(hours=8)
_AT_ONCE = 250
_PROGRAMME, _WORDS = "us-gpoi", "staff officers"


class Reader(NamedTuple):
    """Who reads in this chat, when they may be told, and when their letter is due."""

    chat: int
    hours: Hours
    due: datetime


def readers(count: int, seconds: int, to_the: str, random: Random) -> list[Reader]:
    """`count` people whose letters are due within so many seconds of the hour, to the minute or second."""
    every = (
        _reader(number, ZONES[number % len(ZONES)], timedelta(seconds=random.random() * seconds), to_the)
        for number in range(count)
    )
    return list(every)


def _reader(number: int, zone: str, after: timedelta, to_the: str) -> Reader:
    due = (HOUR + after).replace(microsecond=0)
    opens = due.replace(second=0)
    wall = opens.astimezone(ZoneInfo(zone)).time()
    closes = (datetime.combine(WRITTEN, wall) + _OPEN).time() if wall < time(15) else time()
    return Reader(1_000_000 + number, Hours(zone, closes, wall), due if to_the == "second" else opens)


def seat(database: Database, every: Sequence[Reader], keys: KeyRing) -> None:
    """Give them posts and saved searches, and on Friday evening a letter each: by the way all letters go.

    Raises `AssertionError` where one would not come at the instant that was meant.
    """
    moments = Moments(keys, World(Catalogue(Finder([])), ""), None)
    for first in range(0, len(every), _AT_ONCE):
        some = every[first : first + _AT_ONCE]
        with database.transaction() as store:
            told = [_seat(store, reader) for reader in some]
            with moments.open(store, WRITTEN, f"readers:{some[0].chat}") as moment:
                for person, ref in told:
                    moment.tell(person, "search-news", f"{ref}.{_PROGRAMME}", f"search-news:{ref}")
    _check(database, every)


def _check(database: Database, every: Sequence[Reader]) -> None:
    held = select(LetterRow.chat, LetterRow.due_at).where(LetterRow.state == HELD)  # type: ignore[call-overload]
    with database.reading() as store:
        due = {row.chat: row.due_at for row in store.connection.execute(held)}
    if due != {reader.chat: reader.due for reader in every}:
        raise AssertionError("letters wait for other instants than was meant")


def _seat(store: Store, reader: Reader) -> tuple[int, str]:
    person = people.add(store, reader.chat, f"Ada {reader.chat}", "en", WRITTEN).id
    people.know_chats(store, {reader.chat})
    delegations.take_post(
        store, person, _DELEGATIONS[reader.chat % len(_DELEGATIONS)], "recipient", WRITTEN, "member"
    )
    is_paused = reader.due.second > 0
    rhythm = Rhythm(reader.hours, paused_until=reader.due if is_paused else None)
    rhythms.put(store, person, rhythm)
    ref = f"bench{reader.chat}"
    searches.add(store, ref, person, _WORDS, WRITTEN)
    found = searches.find(store, ref, person)
    if found is not None:
        searches.save(store, found, WRITTEN)
    return person, ref
