"""`clearinghouse invite`: a code that gives somebody a post. Needs the database alone, no network."""

import argparse
import os
import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from bot.exits import Exit
from bot.settings import SettingsError
from handlers.joining import actions
from handlers.kit.codes import NotOne, delegation_meant
from handlers.kit.qr import qr_png
from knowledge.officialnames import LONGEST_NAME, official_name
from knowledge.rights import Rank, Remit, Role, ranks_of
from storage import delegations
from storage.database import Database
from storage.invites import Particulars

MOST_HOURS = actions.INVITE_LIVES // timedelta(hours=1)
_TOKEN_BYTES = 16  # 128 bits: 22 characters, which a link can carry


class Unclear(Exception):  # noqa: N818 -- an answer, not a fault
    """The delegation can't be told from what was typed; the text says how to write it."""

    def __init__(self, why: str, code: Exit) -> None:
        super().__init__(why)
        self.code = code


def chosen(typed: str) -> str:
    """The code of the delegation that was typed; raises `Unclear`."""
    try:
        return delegation_meant(typed)
    except NotOne as unclear:
        raise Unclear(str(unclear), Exit.USAGE if unclear.is_two else Exit.REFUSED) from None


class Wish(NamedTuple):
    """What the command line says of an invitation beside delegation and role."""

    rank: Rank | None = None
    remit: Remit = "both"
    name: str | None = None
    hours: int = 72
    zone: str | None = None


AS_USUAL = Wish()


def wish(options: argparse.Namespace) -> Wish:
    """Of options that `unusable` has nothing against."""
    typed = options.duty_station
    zone = _zones(typed)[0] if typed is not None else None
    return Wish(options.post, options.remit, options.name, options.expires, zone)


def unusable(options: argparse.Namespace, username: str) -> str | None:
    """What is wrong with the options, in a line; None where nothing is. `username` is the bot's, if known."""
    if options.delegation is None:
        return None
    if options.role is None:
        return "add --role recipient, --role provider or --role secretariat"
    if options.post is not None and options.post not in ranks_of(options.role):
        return f"a {options.role} can be: {', '.join(ranks_of(options.role))}"
    if options.name is not None and official_name(options.name) is None:
        return f"--name takes a name and a function, at most {LONGEST_NAME} characters"
    if not 1 <= options.expires <= MOST_HOURS:
        return f"--expires takes hours, 1 to {MOST_HOURS}"
    if options.duty_station is not None and (why := _no_station(options.duty_station)) is not None:
        return why
    if options.qr is not None and options.qr.suffix.lower() != ".png":
        return "--qr takes the name of a file that ends in .png"
    if options.qr is not None and not username:
        raise SettingsError("--qr needs the bot's name for the link: set CLEARINGHOUSE_BOT_USERNAME")
    return None


def _zones(typed: str) -> list[str]:
    # Here, because every other command starts faster without the names of cities.
    from knowledge.typedzones import zone_typed

    return zone_typed(typed)


def _no_station(typed: str) -> str | None:
    """Why what was typed is not one zone; None where it is."""
    zones = _zones(typed)
    if len(zones) == 1:
        return None
    if zones:
        return f"--duty-station: {typed!r} can be {' or '.join(zones)}: write one of these"
    return (
        f"--duty-station: no clock is known for {typed!r}: write a city or a state, "
        "or a time zone such as Africa/Ndjamena"
    )


def invite(database: Database, delegation: str, role: Role, now: datetime, wish: Wish = AS_USUAL) -> str:
    """A new invitation's code; raises `Unclear` where the delegation no longer takes part."""
    token, name = secrets.token_urlsafe(_TOKEN_BYTES), official_name(wish.name or "")
    lives, particulars = timedelta(hours=wish.hours), Particulars(name=name, zone=wish.zone)
    with database.transaction() as store:
        if delegations.is_removed(store, delegation):
            raise Unclear(f"{delegation} no longer takes part: nobody can be invited for it", Exit.REFUSED)
        actions.invite(store, token, delegation, role, now, None, wish.rank, wish.remit, particulars, lives)
    return token


def write_qr(file: Path, link: str) -> None:
    """The link as a picture that its owner alone can read: it is as good as the code."""
    picture = qr_png(link)
    with open(file, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as target:
        os.fchmod(target.fileno(), 0o600)
        target.write(picture)


def revoke(database: Database, token: str, now: datetime) -> str | None:
    """Withdraw an invitation that was not used; the delegation it was for, None where there is none."""
    with database.transaction() as store:
        found = actions.revoke(store, token, now)
    return found.delegation if found else None
