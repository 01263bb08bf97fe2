"""The exercise world of `clearinghouse demo`: its people come in as people do, by invitation and a tap."""

import asyncio
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from bot.inviting import Wish, invite
from bot.sandbox.phone import Phone
from bot.sandbox.world import World
from handlers.programmes.actions import take_in
from handlers.programmes.importing import Imported
from knowledge.appointments import NEW_YORK
from knowledge.hours import Hours
from knowledge.taxonomy import shipped_yaml
from storage.database import Database
from storage.delegations import Role

PATIENCE = 30.0  # seconds; a slow machine's first answer takes a few


class Seat(NamedTuple):
    """Somebody of the exercise, and the post they are invited to; None for who comes by themselves."""

    first_name: str
    last_name: str
    language: str
    delegation: str
    role: Role | None
    zone: str = NEW_YORK


# When the exercise begins in New York it is a working hour for everybody on whose phone the story shows
# something at once: Shanghai would have evening already.
_BEGINS = time(9, 0)

# The first three phones lie open when the page is first visited; the others are under *People*.
SEATS = {
    "amina": Seat("Amina", "Mosana", "fr", "QM", "recipient", "Africa/Ndjamena"),
    "daniel": Seat("Daniel", "Valmora", "en", "QX", "provider", "Europe/Rome"),
    "ruth": Seat("Ruth", "Secretariat", "en", "org:EXS", "secretariat"),
    "layla": Seat("ليلى", "Qasrat", "ar", "QR", None),
    "karim": Seat("كريم", "Qasrat", "ar", "QR", "recipient", "Asia/Amman"),
    "solveig": Seat("Solveig", "Isvik", "en", "QY", "provider", "Europe/Oslo"),
    "kofi": Seat("Kofi", "Pandara", "en", "QP", "provider", "Africa/Accra"),
    "grace": Seat("Grace", "Pandara", "en", "QP", "recipient", "Africa/Nairobi"),
    "lucia": Seat("Lucía", "Tierralba", "es", "QS", "recipient", "America/Bogota"),
    "irina": Seat("Ирина", "Sartau", "ru", "QV", "recipient", "Europe/Moscow"),
    "min": Seat("王敏", "Lanhe", "zh", "QW", "recipient"),
    "thabo": Seat("Thabo", "Namuna", "en", "QN", "recipient", "Africa/Johannesburg"),
    "naledi": Seat("Naledi", "Namuna", "en", "QN", "provider", "Asia/Dhaka"),
    "juma": Seat("Juma", "Kisiwa", "en", "org:KRF", "recipient", "Africa/Nairobi"),
}


def opening(now: datetime) -> datetime:
    """When the exercise begins, by its own clock: this or the next working morning in New York."""
    office = Hours(NEW_YORK)
    today = office.local(now).date()
    day = next(day for ahead in range(3) if (day := today + timedelta(ahead)).weekday() in office.days)
    return office.daily(day, _BEGINS)


def phones(world: World) -> dict[str, Phone]:
    """A phone for each seat, in order."""
    return {
        name: world.phone(seat.first_name, last_name=seat.last_name, language_code=seat.language)
        for name, seat in SEATS.items()
    }


def invitations(database: Database, now: datetime) -> dict[str, str]:
    """A code for each seat that is invited."""
    return {
        name: invite(database, seat.delegation, seat.role, now, Wish(zone=seat.zone))
        for name, seat in SEATS.items()
        if seat.role is not None
    }


def bring_programmes(database: Database, now: datetime) -> None:
    """The exercise's programmes, confirmed by their providers."""
    with database.transaction() as store:
        for programme in programmes(now.date()):
            take_in(store, programme.programme, now, programme.confirmed_since(now))


def programmes(today: date) -> Iterator[Imported]:
    """The shipped ones, with the days that their offsets mean from today on."""
    for (entry,) in shipped_yaml("exercise_programmes.yaml", "- "):
        days = {name: _day(today, entry.pop(f"{name}_in_days", None)) for name in ("starts", "ends")}
        yield Imported.model_validate(entry | days | {"confirmed": True})


async def come_in(invited: dict[str, Phone], codes: dict[str, str]) -> None:
    """Everybody with a code opens its link and says yes; the bot has to run."""
    await asyncio.gather(*(_accept(invited[name], code) for name, code in codes.items()))


def _day(today: date, offset: Any) -> date | None:
    return None if offset is None else today + timedelta(days=int(offset))


async def _accept(phone: Phone, code: str) -> None:
    question = await phone.starts(code, timeout=PATIENCE)
    await phone.taps(phone.buttons[0][0], message=question, change=True, timeout=PATIENCE)
