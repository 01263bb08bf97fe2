"""Whatever is due at some instant: a row here, never a timer in memory."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Column, bindparam, func, select, update
from sqlmodel import Field, SQLModel

from storage.columns import Instant, Serial, index_while, insert_for
from storage.database import Store

WAITING, DONE = "waiting", "done"


class DueRow(SQLModel, table=True):
    __tablename__ = "dues"
    __table_args__ = (index_while(WAITING, "ix_dues_next", "due_at"),)

    id: int | None = Field(default=None, sa_column=Column(Serial, primary_key=True, autoincrement=True))
    # What makes it happen once: the same key is never due twice.
    key: str = Field(unique=True)
    kind: str
    subject: str = ""
    due_at: datetime = Field(sa_type=Instant)
    state: str = WAITING


class Due(NamedTuple):
    id: int
    key: str
    kind: str
    subject: str
    due_at: datetime


_table = DueRow.__table__  # type: ignore[attr-defined]


def add(store: Store, key: str, kind: str, due_at: datetime, subject: str = "") -> None:
    values = {"key": key, "kind": kind, "subject": subject, "due_at": due_at, "state": WAITING}
    store.connection.execute(
        insert_for(store.connection.dialect.name, _table)
        .values(values)
        .on_conflict_do_nothing(index_elements=["key"])
    )


def by(store: Store, key: str, kind: str, due_at: datetime, subject: str = "") -> None:
    """Let this be due then at the latest; once it is done, it is due anew."""
    # A look takes no lock: whoever tells many people would hold many rows that the tick wants too.
    known = select(_table.c.id).where(
        _table.c.key == key, _table.c.state == WAITING, _table.c.due_at <= due_at
    )
    if store.connection.execute(known).first() is not None:
        return
    values = {"key": key, "kind": kind, "subject": subject, "due_at": due_at, "state": WAITING}
    written = insert_for(store.connection.dialect.name, _table).values(values)
    is_later = (_table.c.state == DONE) | (_table.c.due_at > written.excluded.due_at)
    store.connection.execute(
        written.on_conflict_do_update(
            index_elements=["key"],
            set_={"due_at": written.excluded.due_at, "state": WAITING},
            where=is_later,
        )
    )


_due = (
    select(_table.c.id, _table.c.key, _table.c.kind, _table.c.subject, _table.c.due_at)
    .where(_table.c.state == WAITING, _table.c.due_at <= bindparam("now"))
    .order_by(_table.c.due_at, _table.c.id)
)


def due(store: Store, now: datetime, limit: int = 200) -> list[Due]:
    """What is due by now, in the order of its instants."""
    return [Due(*row) for row in store.connection.execute(_due.limit(limit), {"now": now})]


def instants(store: Store, until: datetime, *, but: Collection[str]) -> list[datetime]:
    """When something is due up to an instant, in order; of other kinds than these."""
    waiting = (_table.c.state == WAITING) & (_table.c.due_at <= until) & _table.c.kind.not_in(but)
    found = select(_table.c.due_at).where(waiting).distinct().order_by(_table.c.due_at)
    return list(store.connection.execute(found).scalars())


_one = update(_table).where(_table.c.id == bindparam("due"))
_finish = _one.values(state=DONE)
_postpone = _one.values(due_at=bindparam("at"))


def finish(store: Store, id_: int) -> None:
    store.connection.execute(_finish, {"due": id_})


def postpone(store: Store, id_: int, due_at: datetime) -> None:
    store.connection.execute(_postpone, {"due": id_, "at": due_at})


def count(store: Store) -> int:
    return int(store.connection.execute(select(func.count()).where(_table.c.state == WAITING)).scalar_one())
