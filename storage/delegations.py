"""Delegations (states and organisations as participants), and the posts of the people who speak for them."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Text,
    bindparam,
    func,
    select,
    text,
    tuple_,
    update,
)
from sqlmodel import Field, SQLModel

from knowledge.programmes import ORGANISATION
from knowledge.rights import ROLES, Rank, Remit, Role, ranks_of
from storage.columns import Instant, Serial, insert_for
from storage.database import Store

__all__ = ["ROLES", "Role"]


class DelegationRow(SQLModel, table=True):
    """`TD`, `org:AU`, or an exercise's `QM`: whoever has or had somebody here. Names come from the code."""

    __tablename__ = "delegations"

    code: str = Field(primary_key=True)
    created_at: datetime = Field(sa_type=Instant)
    # Whether a second member has to clear a need before it goes out.
    clears: bool = False
    # Set when the secretariat let it go: nobody comes in for it any more.
    removed_at: datetime | None = Field(default=None, sa_type=Instant)


_held = text("ended_at IS NULL")


class PostRow(SQLModel, table=True):
    """A person speaks for one delegation in one role at a time; what was before stays on record."""

    __tablename__ = "posts"
    __table_args__ = (
        Index("uq_posts_person", "person", unique=True, sqlite_where=_held, postgresql_where=_held),
        Index("ix_posts_delegation", "delegation"),
    )

    id: int | None = Field(default=None, sa_column=Column(Serial, primary_key=True, autoincrement=True))
    person: int = Field(sa_column=Column(Serial, ForeignKey("people.id"), nullable=False))
    delegation: str = Field(foreign_key="delegations.code")
    role: str = Field(sa_column=Column(Text, nullable=False))
    since: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    rank: str = Field(sa_column=Column(Text, nullable=False))
    remit: str = Field(default="both", sa_column=Column(Text, nullable=False))
    # While it is set, the post is held and gives no right; no colleague is told of by it.
    suspended_at: datetime | None = Field(default=None, sa_type=Instant)
    # The post that was handed over, where this one came of it.
    follows: int | None = Field(default=None, sa_column=Column(BigInteger))


class Seats(NamedTuple):
    """How many people speak for a delegation, by role."""

    delegation: str
    recipients: int
    providers: int
    secretariat: int

    @property
    def people(self) -> int:
        return self.recipients + self.providers + self.secretariat


_delegations = DelegationRow.__table__  # type: ignore[attr-defined]
_posts = PostRow.__table__  # type: ignore[attr-defined]
# A post that counts: neither ended nor suspended.
is_held = _posts.c.ended_at.is_(None) & _posts.c.suspended_at.is_(None)
_holders = select(_posts.c.person).where(_posts.c.role == bindparam("of_role"), is_held)


def know(store: Store, code: str, now: datetime) -> None:
    """Make sure that a delegation has its row."""
    statement = insert_for(store.connection.dialect.name, _delegations).on_conflict_do_nothing()
    store.connection.execute(statement, {"code": code, "created_at": now})


def take_post(
    store: Store,
    person: int,
    delegation: str,
    role: Role,
    now: datetime,
    rank: Rank | None = None,
    remit: Remit = "both",
    follows: int | None = None,
) -> bool:
    """Seat a person; False when they hold a post already. Without a rank, whoever comes first leads."""
    know(store, delegation, now)
    _lock(store, delegation, shared=False)
    values: dict[str, object] = {"person": person, "delegation": delegation, "role": role}
    values |= {"since": now, "remit": remit}
    values |= {"rank": rank or next_rank(store, delegation, role), "follows": follows}
    statement = insert_for(store.connection.dialect.name, _posts).values(values).on_conflict_do_nothing()
    return store.connection.execute(statement.returning(_posts.c.id)).first() is not None


def remove(store: Store, code: str, now: datetime | None) -> bool:
    """Let it go, or with None take it back; False where that was so already."""
    held, wanted = _delegations.c.removed_at, now is None
    statement = update(_delegations).where(
        _delegations.c.code == code, held.is_not(None) if wanted else held.is_(None)
    )
    return store.connection.execute(statement.values(removed_at=now)).rowcount == 1


def hold(store: Store, code: str) -> None:
    """Nobody comes in for a delegation until this transaction ends: whoever is not told now comes after it.

    Without this, on a server, somebody could come in and catch up with what is open while a need was
    being told: seen by neither of the two transactions, and never told.
    """
    _lock(store, code, shared=True)


def has_to_clear(store: Store, code: str) -> bool:
    """Whether a second member of a delegation has to clear a need before it goes out."""
    asked = select(_delegations.c.clears).where(_delegations.c.code == code)
    return bool(store.connection.execute(asked).scalar())


def let_clear(store: Store, code: str, *, clears: bool) -> None:
    changed = update(_delegations).where(_delegations.c.code == code)
    store.connection.execute(changed.values(clears=clears))


def organisations(store: Store) -> list[str]:
    """The organisations for which somebody looks for help here now."""
    statement = select(_posts.c.delegation).where(
        is_held, _posts.c.role == "recipient", _posts.c.delegation.startswith(ORGANISATION)
    )
    return list(store.connection.execute(statement.distinct().order_by(_posts.c.delegation)).scalars())


def ranked(store: Store, delegation: str, posts: Collection[tuple[str | None, str | None]]) -> list[int]:
    """The people of a delegation whose post has one of these roles and ranks, longest first."""
    statement = select(_posts.c.person).where(
        is_held,
        _posts.c.delegation == delegation,
        tuple_(_posts.c.role, _posts.c.rank).in_(sorted(posts)),
    )
    return list(store.connection.execute(statement.order_by(_posts.c.id)).scalars())


def holders(store: Store, role: Role) -> list[int]:
    """The people who hold a role now, longest first."""
    found = store.connection.execute(_holders.order_by(_posts.c.id), {"of_role": role})
    return [int(person) for (person,) in found]


def speakers(store: Store, delegation: str, role: Role) -> list[int]:
    """The people who speak for a delegation in this role now, longest first."""
    statement = _holders.where(_posts.c.delegation == bindparam("of"))
    found = store.connection.execute(statement.order_by(_posts.c.id), {"of_role": role, "of": delegation})
    return [int(person) for (person,) in found]


def leaders(store: Store, delegation: str, role: Role) -> list[int]:
    """The people who lead a delegation's or the secretariat's people of this role now, longest first."""
    leading = is_held & (_posts.c.delegation == delegation) & (_posts.c.rank == ranks_of(role)[0])
    found = select(_posts.c.person).where(leading, _posts.c.role == role).order_by(_posts.c.id)
    return [int(person) for person in store.connection.execute(found).scalars()]


def is_known(store: Store, code: str) -> bool:
    """Whether somebody speaks or spoke for it here, or was invited to."""
    return (
        store.connection.execute(select(_delegations.c.code).where(_delegations.c.code == code)).first()
        is not None
    )


def is_removed(store: Store, code: str) -> bool:
    """Whether the secretariat let it go: nobody comes in for it."""
    removed = select(_delegations.c.code).where(
        _delegations.c.code == code, _delegations.c.removed_at.is_not(None)
    )
    return store.connection.execute(removed).first() is not None


def end_post(store: Store, person: int, delegation: str, role: Role, now: datetime) -> bool:
    """Let this very post of theirs end; False where they don't hold it (any more)."""
    held = update(_posts).where(_posts.c.person == person, _posts.c.ended_at.is_(None))
    held = held.where(_posts.c.delegation == delegation, _posts.c.role == role)
    return store.connection.execute(held.values(ended_at=now)).rowcount == 1


def set_rank(store: Store, person: int, rank: Rank, *, was: Rank) -> bool:
    """Give a person's post another rank; False where it is not held, or not of the rank it was."""
    held = update(_posts).where(_posts.c.person == person, is_held, _posts.c.rank == was)
    return store.connection.execute(held.values(rank=rank)).rowcount == 1


def people(store: Store) -> int:
    """How many people hold a post now."""
    statement = select(func.count()).select_from(_posts).where(is_held)
    return int(store.connection.execute(statement).scalar_one())


def everybody(store: Store, after: int, limit: int) -> list[int]:
    """The people who hold a post now, in the order of their ids, from the one after `after` on."""
    statement = select(_posts.c.person).where(is_held, _posts.c.person > after)
    found = store.connection.execute(statement.order_by(_posts.c.person).limit(limit))
    return [int(person) for (person,) in found]


def seats(store: Store, *, suspended_too: bool = False) -> list[Seats]:
    """Every delegation that somebody speaks for now, in the order of codes.

    With `suspended_too` also those that have only people who are suspended, who are not counted.
    """
    counted = [func.count().filter(_posts.c.role == role, is_held) for role in ROLES]
    statement = select(_posts.c.delegation, *counted)
    statement = statement.where(_posts.c.ended_at.is_(None) if suspended_too else is_held)
    statement = statement.group_by(_posts.c.delegation).order_by(_posts.c.delegation)
    return [Seats(*row) for row in store.connection.execute(statement)]


def next_rank(store: Store, delegation: str, role: Role) -> Rank:
    """What somebody becomes for whom nobody said it: whoever comes first leads."""
    leader, *others = ranks_of(role)
    taken = select(_posts.c.id).where(
        _posts.c.delegation == delegation,
        _posts.c.role == role,
        _posts.c.rank == leader,
        _posts.c.ended_at.is_(None),
    )
    if store.connection.execute(taken).first() is None:
        return leader
    return "member" if "member" in others else others[0]


def _lock(store: Store, code: str, *, shared: bool) -> None:
    if store.connection.dialect.name == "postgresql":  # SQLite has one writer at a time
        row = select(_delegations.c.code).where(_delegations.c.code == code)
        store.connection.execute(row.with_for_update(read=shared))
