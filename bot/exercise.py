"""The exercise world of `clearinghouse demo`: its people come in as people do, by invitation and a tap."""

import asyncio
from datetime import datetime
from typing import NamedTuple

from bot.inviting import invite
from bot.sandbox.phone import Phone
from bot.sandbox.world import World
from storage.database import Database
from storage.delegations import Role

_PATIENCE = 30.0  # seconds; a slow machine's first answer takes a few


class Seat(NamedTuple):
    """Somebody of the exercise, and the post they are invited to; None for who comes by themselves."""

    first_name: str
    last_name: str
    language: str
    delegation: str
    role: Role | None


SEATS = (
    Seat("Amina", "Mosana", "fr", "QM", "recipient"),
    Seat("Daniel", "Valmora", "en", "QX", "provider"),
    Seat("Ruth", "Secretariat", "en", "org:EXS", "secretariat"),
    Seat("ليلى", "Qasrat", "ar", "QR", None),
)


def phones(world: World) -> list[Phone]:
    """A phone for each seat, in order."""
    return [
        world.phone(seat.first_name, last_name=seat.last_name, language_code=seat.language) for seat in SEATS
    ]


def invitations(database: Database, now: datetime) -> list[str | None]:
    """A code for each seat that is invited."""
    return [
        invite(database, seat.delegation, seat.role, now) if seat.role is not None else None for seat in SEATS
    ]


async def come_in(invited: list[Phone], codes: list[str | None]) -> None:
    """Everybody with a code opens its link and says yes; the bot has to run."""
    await asyncio.gather(*(_accept(phone, code) for phone, code in zip(invited, codes, strict=True) if code))


async def _accept(phone: Phone, code: str) -> None:
    question = await phone.starts(code, timeout=_PATIENCE)
    await phone.taps(phone.buttons[0][0], message=question, change=True, timeout=_PATIENCE)
