"""Errands: work that waits for something (a file, a network, a slow tool), run outside any transaction."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Column, Text, func, select, update
from sqlmodel import Field, SQLModel

from storage.columns import Instant, Serial, index_while, insert_for
from storage.database import Store

NEW, RUNNING, DONE, FAILED = "new", "running", "done", "failed"
_OPEN = (NEW, RUNNING)


class ErrandRow(SQLModel, table=True):
    __tablename__ = "errands"
    __table_args__ = (index_while(NEW, "ix_errands_open", "id"),)

    id: int | None = Field(default=None, sa_column=Column(Serial, primary_key=True, autoincrement=True))
    key: str = Field(unique=True)
    kind: str
    args: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    state: str = NEW
    attempts: int = 0
    error: str | None = None
    created_at: datetime = Field(sa_type=Instant)
    done_at: datetime | None = Field(default=None, sa_type=Instant)


class Errand(NamedTuple):
    id: int
    kind: str
    args: str
    attempts: int


_table = ErrandRow.__table__  # type: ignore[attr-defined]


def add(store: Store, key: str, kind: str, args: str, now: datetime) -> None:
    values = {"key": key, "kind": kind, "args": args, "state": NEW, "attempts": 0, "created_at": now}
    store.connection.execute(
        insert_for(store.connection.dialect.name, _table)
        .values(values)
        .on_conflict_do_nothing(index_elements=["key"])
    )


def take(store: Store) -> Errand | None:
    """Start the oldest errand; it is counted as running until `settle`."""
    oldest = select(func.min(_table.c.id)).where(_table.c.state == NEW).scalar_subquery()
    statement = (
        update(_table).where(_table.c.id == oldest).values(state=RUNNING, attempts=_table.c.attempts + 1)
    )
    row = store.connection.execute(
        statement.returning(_table.c.id, _table.c.kind, _table.c.args, _table.c.attempts)
    ).first()
    return Errand(*row) if row else None


def settle(store: Store, errand: int, state: str, now: datetime, error: str | None = None) -> None:
    statement = update(_table).where(_table.c.id == errand)
    store.connection.execute(statement.values(state=state, error=error and error[:300], done_at=now))


def left_behind(store: Store) -> int:
    """Put what a dead process was running back at the start; return how many errands that were."""
    return store.connection.execute(
        update(_table).where(_table.c.state == RUNNING).values(state=NEW)
    ).rowcount


def count_open(store: Store) -> int:
    return int(store.connection.execute(select(func.count()).where(_table.c.state.in_(_OPEN))).scalar_one())
