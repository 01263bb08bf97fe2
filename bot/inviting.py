"""`clearinghouse invite`: a code that gives somebody a post. Needs the database alone, no network."""

import secrets
from datetime import datetime

from bot.exits import Exit
from handlers.joining import actions
from handlers.kit.codes import NotOne, delegation_meant
from knowledge.rights import Rank, Remit, Role
from storage.database import Database

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


def invite(
    database: Database,
    delegation: str,
    role: Role,
    now: datetime,
    rank: Rank | None = None,
    remit: Remit = "both",
) -> str:
    """A new invitation's code."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    with database.transaction() as store:
        actions.invite(store, token, delegation, role, now, rank=rank, remit=remit)
    return token


def revoke(database: Database, token: str, now: datetime) -> str | None:
    """Withdraw an invitation that was not used; the delegation it was for, None where there is none."""
    with database.transaction() as store:
        found = actions.revoke(store, token, now)
    return found.delegation if found else None
