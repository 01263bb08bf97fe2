"""Messages of the secretariat to everybody, and the minute in which they can be undone."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Column, ForeignKey, Select, Text, insert, select, update
from sqlmodel import Field, SQLModel

from storage.columns import Instant, Serial
from storage.database import Store
from storage.delegations import PostRow

# Asked: a second person of the secretariat has to agree first.
ASKED, WAITING, SENT, UNDONE = "asked", "waiting", "sent", "undone"


class BroadcastRow(SQLModel, table=True):
    __tablename__ = "broadcasts"

    id: int | None = Field(default=None, sa_column=Column(Serial, primary_key=True, autoincrement=True))
    ref: str = Field(unique=True)
    text: str = Field(sa_column=Column(Text, nullable=False))
    created_by: int = Field(sa_column=Column(Serial, ForeignKey("people.id"), nullable=False))
    created_at: datetime = Field(sa_type=Instant)
    state: str = WAITING
    # When it goes out; once it has gone, when it did.
    release_at: datetime = Field(sa_type=Instant)
    # What it is called, for one that rings at any hour.
    emergency: str | None = Field(default=None, sa_column=Column(Text))


class Broadcast(NamedTuple):
    """`delegation` is the one that its author spoke for when they wrote it; `emergency` the name of one."""

    ref: str
    text: str
    created_by: int
    delegation: str
    state: str
    release_at: datetime
    emergency: str | None = None


_table = BroadcastRow.__table__  # type: ignore[attr-defined]
_posts = PostRow.__table__  # type: ignore[attr-defined]
_post_then = (
    select(_posts.c.delegation)
    .where(_posts.c.person == _table.c.created_by, _posts.c.since <= _table.c.created_at)
    .order_by(_posts.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_broadcast: Select[Any] = select(
    _table.c.ref,
    _table.c.text,
    _table.c.created_by,
    _post_then,
    _table.c.state,
    _table.c.release_at,
    _table.c.emergency,
)


def add(
    store: Store,
    ref: str,
    text: str,
    by: int,
    now: datetime,
    release_at: datetime,
    state: str = WAITING,
    emergency: str | None = None,
) -> None:
    values = {"ref": ref, "text": text, "created_by": by, "created_at": now, "release_at": release_at}
    store.connection.execute(insert(_table).values(**values, state=state, emergency=emergency))


def by_ref(store: Store, ref: str) -> Broadcast | None:
    row = store.connection.execute(_broadcast.where(_table.c.ref == ref)).first()
    return Broadcast(*row) if row else None


def emergencies(store: Store, since: datetime) -> list[datetime]:
    """When emergencies went out since then, oldest first."""
    gone = select(_table.c.release_at).where(
        _table.c.emergency.is_not(None), _table.c.state == SENT, _table.c.release_at > since
    )
    return list(store.connection.execute(gone.order_by(_table.c.release_at)).scalars())


def agree(store: Store, ref: str, by: int, release_at: datetime) -> bool:
    """Let one that was asked wait for its time; False when it is not asked (any more), or one's own."""
    asked = update(_table).where(_table.c.ref == ref, _table.c.state == ASKED, _table.c.created_by != by)
    return store.connection.execute(asked.values(state=WAITING, release_at=release_at)).rowcount == 1


def release(store: Store, ref: str, now: datetime) -> bool:
    """Let it go out; False when it has gone or was undone. Of several at once one gets True."""
    return _settle(store, ref, (WAITING,), {"state": SENT, "release_at": now})


def undo(store: Store, ref: str) -> bool:
    """Keep it from going out; False when it has gone or was undone before."""
    return _settle(store, ref, (ASKED, WAITING), {"state": UNDONE})


def _settle(store: Store, ref: str, before: tuple[str, ...], values: dict[str, object]) -> bool:
    statement = update(_table).where(_table.c.ref == ref, _table.c.state.in_(before))
    return store.connection.execute(statement.values(**values)).rowcount == 1
