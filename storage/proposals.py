"""New administrators of the secretariat: begun by one of its people, approved by another."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Column, ForeignKey, Select, Text, insert, select, update
from sqlmodel import Field, SQLModel

from knowledge.rights import Remit
from storage import delegations
from storage.columns import Instant, Serial, index_while
from storage.database import Store
from storage.people import PersonRow

OPEN, APPROVED, REFUSED, WITHDRAWN = "open", "approved", "refused", "withdrawn"


class ProposalRow(SQLModel, table=True):
    """Of an officer who is there (`person`), or of somebody to be invited (`name`)."""

    __tablename__ = "proposals"
    __table_args__ = (index_while(OPEN, "ix_proposals_open", "id"),)

    id: int | None = Field(default=None, sa_column=Column(Serial, primary_key=True, autoincrement=True))
    ref: str = Field(unique=True)
    person: int | None = Field(default=None, sa_column=Column(Serial, ForeignKey("people.id")))
    delegation: str = Field(foreign_key="delegations.code")
    name: str | None = Field(default=None, sa_column=Column(Text))
    remit: str = Field(sa_column=Column(Text, nullable=False))
    begun_by: int = Field(sa_column=Column(Serial, ForeignKey("people.id"), nullable=False))
    begun_at: datetime = Field(sa_type=Instant)
    state: str = OPEN
    decided_by: int | None = Field(default=None, sa_column=Column(Serial, ForeignKey("people.id")))
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    reason: str | None = Field(default=None, sa_column=Column(Text))
    # Time zone of the duty station of somebody to be invited; None for New York.
    zone: str | None = Field(default=None, sa_column=Column(Text))
    # The reference of the invitation that came of it.
    invite: str | None = Field(default=None, sa_column=Column(Text))


class Proposal(NamedTuple):
    """`candidate`, `beginner` and `decider` are what people call themselves on Telegram."""

    ref: str
    person: int | None
    candidate: str | None
    delegation: str
    name: str | None
    remit: Remit
    begun_by: int
    beginner: str
    begun_at: datetime
    state: str
    decided_by: int | None
    decider: str | None
    reason: str | None
    invite: str | None
    zone: str | None


_table = ProposalRow.__table__  # type: ignore[attr-defined]
_candidates = PersonRow.__table__.alias("candidates")  # type: ignore[attr-defined]
_beginners = PersonRow.__table__.alias("beginners")  # type: ignore[attr-defined]
_deciders = PersonRow.__table__.alias("deciders")  # type: ignore[attr-defined]
_proposal: Select[Any] = (
    select(
        _table.c.ref,
        _table.c.person,
        _candidates.c.name,
        _table.c.delegation,
        _table.c.name,
        _table.c.remit,
        _table.c.begun_by,
        _beginners.c.name,
        _table.c.begun_at,
        _table.c.state,
        _table.c.decided_by,
        _deciders.c.name,
        _table.c.reason,
        _table.c.invite,
        _table.c.zone,
    )
    .join(_beginners, _beginners.c.id == _table.c.begun_by)
    .outerjoin(_candidates, _candidates.c.id == _table.c.person)
    .outerjoin(_deciders, _deciders.c.id == _table.c.decided_by)
)


def add(
    store: Store,
    ref: str,
    delegation: str,
    begun_by: int,
    now: datetime,
    *,
    person: int | None = None,
    name: str | None = None,
    remit: Remit = "both",
    zone: str | None = None,
) -> None:
    delegations.know(store, delegation, now)
    who = {"person": person, "name": name, "delegation": delegation, "remit": remit, "zone": zone}
    values = who | {"ref": ref, "begun_by": begun_by, "begun_at": now, "state": OPEN}
    store.connection.execute(insert(_table).values(**values))


def by_ref(store: Store, ref: str) -> Proposal | None:
    row = store.connection.execute(_proposal.where(_table.c.ref == ref)).first()
    return Proposal(*row) if row else None


def waiting(store: Store) -> list[Proposal]:
    """The open ones, oldest first."""
    found = store.connection.execute(_proposal.where(_table.c.state == OPEN).order_by(_table.c.id))
    return [Proposal(*row) for row in found]


def decide(store: Store, ref: str, state: str, by: int, now: datetime, reason: str | None = None) -> bool:
    """Answer an open one; False when it is answered already. Of many at once one gets True."""
    statement = update(_table).where(_table.c.ref == ref, _table.c.state == OPEN)
    values = {"state": state, "decided_by": by, "decided_at": now, "reason": reason}
    return store.connection.execute(statement.values(**values)).rowcount == 1


def note_invite(store: Store, ref: str, invite: str) -> None:
    store.connection.execute(update(_table).where(_table.c.ref == ref).values(invite=invite))
