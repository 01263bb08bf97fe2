"""Invitations: one-time codes that attach a person to a delegation and a role, and the guesses at them."""

import hashlib
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Text, delete, insert, select, update
from sqlmodel import Field, SQLModel

from knowledge.rights import Rank, Remit
from storage import delegations
from storage.columns import Instant, Serial
from storage.database import Store
from storage.delegations import Role


class InviteRow(SQLModel, table=True):
    """The code itself is not kept: whoever reads the database can't use an invitation."""

    __tablename__ = "invites"

    id: int | None = Field(default=None, sa_column=Column(Serial, primary_key=True, autoincrement=True))
    digest: str = Field(unique=True)
    delegation: str = Field(foreign_key="delegations.code")
    role: str = Field(sa_column=Column(Text, nullable=False))
    # None for the command line, which counts as confirmed.
    created_by: int | None = Field(default=None, sa_column=Column(Serial, ForeignKey("people.id")))
    created_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    used_by: int | None = Field(default=None, sa_column=Column(Serial, ForeignKey("people.id")))
    used_at: datetime | None = Field(default=None, sa_type=Instant)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)
    # None: whoever comes first leads, whoever comes later is a member.
    rank: str | None = Field(default=None, sa_column=Column(Text))
    remit: str = Field(default="both", sa_column=Column(Text, nullable=False))
    # The one Telegram account that may use it; None for whoever holds the code.
    telegram_id: int | None = Field(default=None, sa_column=Column(BigInteger))


class GuessRow(SQLModel, table=True):
    """A wrong code that somebody tried."""

    __tablename__ = "invite_guesses"
    __table_args__ = (Index("ix_invite_guesses_person", "person", "at"),)

    id: int | None = Field(default=None, sa_column=Column(Serial, primary_key=True, autoincrement=True))
    person: int = Field(sa_column=Column(Serial, ForeignKey("people.id"), nullable=False))
    at: datetime = Field(sa_type=Instant)


class Invite(NamedTuple):
    id: int
    delegation: str
    role: Role
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None
    rank: Rank | None = None
    remit: Remit = "both"
    telegram_id: int | None = None


_table = InviteRow.__table__  # type: ignore[attr-defined]
_guesses = GuessRow.__table__  # type: ignore[attr-defined]
_invite = select(
    _table.c.id,
    _table.c.delegation,
    _table.c.role,
    _table.c.expires_at,
    _table.c.used_at,
    _table.c.revoked_at,
    _table.c.rank,
    _table.c.remit,
    _table.c.telegram_id,
)


def add(
    store: Store,
    token: str,
    delegation: str,
    role: Role,
    now: datetime,
    expires_at: datetime,
    created_by: int | None = None,
    rank: Rank | None = None,
    remit: Remit = "both",
) -> Invite:
    """Keep an invitation; `token` is its code, of which only the digest stays."""
    delegations.know(store, delegation, now)
    post = {"delegation": delegation, "role": role, "rank": rank, "remit": remit}
    statement = insert(_table).values(
        **post, digest=_digest(token), created_by=created_by, created_at=now, expires_at=expires_at
    )
    made = store.connection.execute(statement.returning(_table.c.id)).scalar_one()
    return Invite(int(made), delegation, role, expires_at, rank=rank, remit=remit)


def by_token(store: Store, token: str) -> Invite | None:
    row = store.connection.execute(_invite.where(_table.c.digest == _digest(token))).first()
    return Invite(*row) if row else None


def by_id(store: Store, invite: int) -> Invite | None:
    row = store.connection.execute(_invite.where(_table.c.id == invite)).first()
    return Invite(*row) if row else None


def use(store: Store, invite: int, person: int, now: datetime) -> bool:
    """Use an invitation up; False when it can't be used (any more). Of many at once one gets True."""
    statement = update(_table).where(
        _table.c.id == invite,
        _table.c.used_at.is_(None),
        _table.c.revoked_at.is_(None),
        _table.c.expires_at > now,
    )
    return store.connection.execute(statement.values(used_by=person, used_at=now)).rowcount == 1


def revoke(store: Store, invite: int, now: datetime) -> bool:
    """Make an invitation unusable; False when it was used or revoked before."""
    statement = update(_table).where(
        _table.c.id == invite, _table.c.used_at.is_(None), _table.c.revoked_at.is_(None)
    )
    return store.connection.execute(statement.values(revoked_at=now)).rowcount == 1


def note_guess(store: Store, person: int, now: datetime) -> None:
    store.connection.execute(insert(_guesses).values(person=person, at=now))


def guesses(store: Store, person: int, since: datetime) -> list[datetime]:
    """When a person tried wrong codes, oldest first."""
    statement = select(_guesses.c.at).where(_guesses.c.person == person, _guesses.c.at > since)
    return list(store.connection.execute(statement.order_by(_guesses.c.at)).scalars())


def forget_guesses(store: Store, before: datetime, limit: int = 200) -> int:
    old = select(_guesses.c.id).where(_guesses.c.at < before).order_by(_guesses.c.id).limit(limit)
    return store.connection.execute(delete(_guesses).where(_guesses.c.id.in_(old))).rowcount


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()
