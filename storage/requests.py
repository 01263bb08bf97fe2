"""Requests for access: who wants to speak for whom, and what the secretariat answered."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Column, ForeignKey, Index, Select, Text, func, insert, select, update
from sqlmodel import Field, SQLModel

from storage import delegations
from storage.columns import Instant, Serial, index_while
from storage.database import Store
from storage.delegations import Role
from storage.people import PersonRow

OPEN, GRANTED, REFUSED, WITHDRAWN, SETTLED = "open", "granted", "refused", "withdrawn", "settled"


class RequestRow(SQLModel, table=True):
    """`settled`: the person came in by an invitation before anybody answered."""

    __tablename__ = "access_requests"
    __table_args__ = (
        index_while(OPEN, "uq_access_requests_open", "person", unique=True),
        Index("ix_access_requests_person", "person", "asked_at"),
    )

    id: int | None = Field(default=None, sa_column=Column(Serial, primary_key=True, autoincrement=True))
    ref: str = Field(unique=True)
    person: int = Field(sa_column=Column(Serial, ForeignKey("people.id"), nullable=False))
    delegation: str = Field(foreign_key="delegations.code")
    role: str = Field(sa_column=Column(Text, nullable=False))
    # Their own words: name of the delegation and post.
    words: str = Field(sa_column=Column(Text, nullable=False))
    state: str = OPEN
    asked_at: datetime = Field(sa_type=Instant)
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    decided_by: int | None = Field(default=None, sa_column=Column(Serial, ForeignKey("people.id")))
    # Their @name on Telegram when they asked, without the sign; it can be changed and taken by others.
    username: str | None = Field(default=None, sa_column=Column(Text))
    # Of the post that was granted.
    rank: str | None = Field(default=None, sa_column=Column(Text))


class Request(NamedTuple):
    """`name` is what the person calls themselves on Telegram, `decided_by` the name of who answered.

    `telegram_id` and `since` are the account's own: its number, and when we first met it.
    """

    ref: str
    person: int
    name: str
    delegation: str
    role: Role
    words: str
    state: str
    asked_at: datetime
    decided_at: datetime | None
    decided_by: str | None
    decider: int | None = None
    rank: str | None = None
    telegram_id: int = 0
    username: str | None = None
    since: datetime | None = None


_table = RequestRow.__table__  # type: ignore[attr-defined]
_askers = PersonRow.__table__.alias("askers")  # type: ignore[attr-defined]
_deciders = PersonRow.__table__.alias("deciders")  # type: ignore[attr-defined]
_request: Select[Any] = (
    select(
        _table.c.ref,
        _table.c.person,
        _askers.c.name,
        _table.c.delegation,
        _table.c.role,
        _table.c.words,
        _table.c.state,
        _table.c.asked_at,
        _table.c.decided_at,
        _deciders.c.name,
        _table.c.decided_by,
        _table.c.rank,
        _askers.c.telegram_id,
        _table.c.username,
        _askers.c.created_at,
    )
    .join(_askers, _askers.c.id == _table.c.person)
    .outerjoin(_deciders, _deciders.c.id == _table.c.decided_by)
)


def add(
    store: Store,
    ref: str,
    person: int,
    delegation: str,
    role: Role,
    words: str,
    now: datetime,
    username: str | None = None,
) -> None:
    """Open a request; a person has one open at most."""
    delegations.know(store, delegation, now)
    values = {"ref": ref, "person": person, "delegation": delegation, "role": role, "words": words}
    values["username"] = username
    store.connection.execute(insert(_table).values(**values, state=OPEN, asked_at=now))


def by_ref(store: Store, ref: str) -> Request | None:
    return _one(store, _request.where(_table.c.ref == ref))


def open_of(store: Store, person: int) -> Request | None:
    return _one(store, _request.where(_table.c.person == person, _table.c.state == OPEN))


def waiting(store: Store) -> list[Request]:
    """The open requests, oldest first."""
    found = store.connection.execute(_request.where(_table.c.state == OPEN).order_by(_table.c.id))
    return [Request(*row) for row in found]


def count_since(store: Store, person: int, since: datetime) -> int:
    """How often a person asked since then."""
    statement = select(func.count()).where(_table.c.person == person, _table.c.asked_at > since)
    return int(store.connection.execute(statement).scalar_one())


def decide(
    store: Store, ref: str, state: str, now: datetime, by: int | None = None, rank: str | None = None
) -> bool:
    """Answer an open request; False when it is answered already. Of many at once one gets True."""
    statement = update(_table).where(_table.c.ref == ref, _table.c.state == OPEN)
    values = {"state": state, "decided_at": now, "decided_by": by, "rank": rank}
    return store.connection.execute(statement.values(**values)).rowcount == 1


def reopen(store: Store, ref: str, by: int, since: datetime) -> bool:
    """Take back the answer that this officer gave after `since`; False where there is none such."""
    statement = update(_table).where(
        _table.c.ref == ref,
        _table.c.decided_by == by,
        _table.c.decided_at > since,
        _table.c.state.in_([GRANTED, REFUSED]),
    )
    values = {"state": OPEN, "decided_at": None, "decided_by": None, "rank": None}
    return store.connection.execute(statement.values(**values)).rowcount == 1


def _one(store: Store, statement: Select[Any]) -> Request | None:
    row = store.connection.execute(statement).first()
    return Request(*row) if row else None
