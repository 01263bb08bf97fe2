"""The exercise world of `clearinghouse demo`: its people come in as people do, by invitation and a tap."""

import asyncio
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from bot.inviting import invite
from bot.sandbox.phone import Phone
from bot.sandbox.world import World
from handlers.programmes.actions import take_in
from handlers.programmes.importing import Imported
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


# The first three phones lie open when the page is first visited; the others are under *People*.
SEATS = {
    "amina": Seat("Amina", "Mosana", "fr", "QM", "recipient"),
    "daniel": Seat("Daniel", "Valmora", "en", "QX", "provider"),
    "ruth": Seat("Ruth", "Secretariat", "en", "org:EXS", "secretariat"),
    "layla": Seat("ليلى", "Qasrat", "ar", "QR", None),
    "karim": Seat("كريم", "Qasrat", "ar", "QR", "recipient"),
    "solveig": Seat("Solveig", "Isvik", "en", "QY", "provider"),
    "kofi": Seat("Kofi", "Pandara", "en", "QP", "provider"),
    "grace": Seat("Grace", "Pandara", "en", "QP", "recipient"),
    "lucia": Seat("Lucía", "Tierralba", "es", "QS", "recipient"),
    "irina": Seat("Ирина", "Sartau", "ru", "QV", "recipient"),
    "min": Seat("王敏", "Lanhe", "zh", "QW", "recipient"),
    "thabo": Seat("Thabo", "Namuna", "en", "QN", "recipient"),
    "naledi": Seat("Naledi", "Namuna", "en", "QN", "provider"),
    "juma": Seat("Juma", "Kisiwa", "en", "org:KRF", "recipient"),
}


def phones(world: World) -> dict[str, Phone]:
    """A phone for each seat, in order."""
    return {
        name: world.phone(seat.first_name, last_name=seat.last_name, language_code=seat.language)
        for name, seat in SEATS.items()
    }


def invitations(database: Database, now: datetime) -> dict[str, str]:
    """A code for each seat that is invited."""
    return {
        name: invite(database, seat.delegation, seat.role, now)
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
