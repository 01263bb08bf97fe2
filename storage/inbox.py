"""Updates as they arrived, in the order of their arrival, until a turn has handled them."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Select,
    Text,
    UniqueConstraint,
    bindparam,
    func,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from storage.columns import Instant, Serial, index_while, insert_for
from storage.database import Store

NEW, DONE, PARKED = "new", "done", "parked"


class InboxRow(SQLModel, table=True):
    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("source", "update_id", name="uq_inbox_update"),
        index_while(NEW, "ix_inbox_new", "seq"),
        Index("ix_inbox_received", "received_at"),
    )

    seq: int | None = Field(default=None, sa_column=Column(Serial, primary_key=True, autoincrement=True))
    source: str
    # Emptied after two days: Telegram may choose its numbers anew after an idle week.
    update_id: int | None = Field(default=None, sa_column=Column(BigInteger))
    chat: int = Field(sa_column=Column(BigInteger, nullable=False))
    raw: str | None = Field(default=None, sa_column=Column(Text))
    state: str = NEW
    attempts: int = 0
    error: str | None = None
    received_at: datetime = Field(sa_type=Instant)
    done_at: datetime | None = Field(default=None, sa_type=Instant)


class Arrival(NamedTuple):
    """An update on its way into the inbox; `chat` orders it, 0 where it belongs to none."""

    source: str
    update_id: int
    chat: int
    raw: str


class Waiting(NamedTuple):
    seq: int
    source: str
    update_id: int | None
    chat: int
    raw: str
    attempts: int


_table = InboxRow.__table__  # type: ignore[attr-defined]
_COLUMNS = (_table.c.seq, _table.c.source, _table.c.update_id, _table.c.chat, _table.c.raw, _table.c.attempts)


@cache
def _add(dialect: str) -> Any:
    return insert_for(dialect, _table).on_conflict_do_nothing().returning(*_COLUMNS)


def add(store: Store, arrivals: Sequence[Arrival], now: datetime) -> list[Waiting]:
    """Store what is not there yet and return it, in order. Redelivered updates are dropped silently."""
    if not arrivals:
        return []
    rows = [{**arrival._asdict(), "state": NEW, "attempts": 0, "received_at": now} for arrival in arrivals]
    stored = store.connection.execute(_add(store.connection.dialect.name), rows).all()
    return sorted((Waiting(*row) for row in stored), key=lambda row: row.seq)


def waiting(store: Store, *, limit: int = 1_000) -> list[Waiting]:
    """The oldest rows still to be handled."""
    statement = select(*_COLUMNS).where(_table.c.state == NEW).order_by(_table.c.seq).limit(limit)
    return [Waiting(*row) for row in store.connection.execute(statement)]


def waits(store: Store, many: int) -> bool:
    """Whether so many rows or more still wait."""
    some = select(_table.c.seq).where(_table.c.state == NEW).limit(many).subquery()
    return int(store.connection.execute(select(func.count()).select_from(some)).scalar_one()) >= many


def newest(store: Store) -> int:
    """The number of the row stored last, 0 for none."""
    return int(store.connection.execute(select(func.max(_table.c.seq))).scalar() or 0)


_finish = (
    update(_table)
    .where(_table.c.seq == bindparam("row"), _table.c.state == NEW)
    .values(state=DONE, done_at=bindparam("now"))
)


def finish(store: Store, seq: int, now: datetime) -> bool:
    """Mark a row done, first thing in its turn: False when another process has handled it already."""
    return store.connection.execute(_finish, {"row": seq, "now": now}).rowcount == 1


def erase(store: Store, seq: int) -> None:
    """Take the text of a row away at once, where it holds what opens something."""
    store.connection.execute(update(_table).where(_table.c.seq == seq).values(raw=None))


_older = select(_table.c.seq).where(
    _table.c.state == NEW, _table.c.chat == bindparam("in_chat"), _table.c.seq < bindparam("than")
)


def has_older(store: Store, chat: int, seq: int) -> bool:
    """Whether an earlier row of this chat still waits: it has to be handled first."""
    if store.connection.dialect.name != "postgresql":
        return False  # one process, which has them all in order
    return store.connection.execute(_older.limit(1), {"in_chat": chat, "than": seq}).first() is not None


def count_attempt(store: Store, seq: int, error: str | None = None) -> int:
    """Add one to the attempts of a row and return their number."""
    values = {"attempts": _table.c.attempts + 1} | ({"error": error[:500]} if error else {})
    statement = update(_table).where(_table.c.seq == seq).values(values).returning(_table.c.attempts)
    return int(store.connection.execute(statement).scalar_one())


def park(store: Store, seq: int, error: str, now: datetime) -> None:
    """Put a row aside that can't be handled, so that it stops nobody else."""
    statement = update(_table).where(_table.c.seq == seq, _table.c.state == NEW)
    store.connection.execute(statement.values(state=PARKED, error=error[:500], done_at=now))


def retry(store: Store, seq: int) -> bool:
    """Bring a parked row back; False when there is no such parked row."""
    statement = update(_table).where(_table.c.seq == seq, _table.c.state == PARKED, _table.c.raw.is_not(None))
    return store.connection.execute(statement.values(state=NEW, attempts=0, done_at=None)).rowcount == 1


def parked(store: Store) -> list[InboxRow]:
    return _rows(store, select(_table).where(_table.c.state == PARKED).order_by(_table.c.seq))


def find(store: Store, update_id: int) -> list[InboxRow]:
    """Rows by Telegram's number or by our own."""
    found = (_table.c.update_id == update_id) | (_table.c.seq == update_id)
    return _rows(store, select(_table).where(found).order_by(_table.c.seq))


def _rows(store: Store, statement: Select[Any]) -> list[InboxRow]:
    return [InboxRow(**row) for row in store.connection.execute(statement).mappings()]


def counts(store: Store) -> dict[str, int]:
    found = store.connection.execute(select(_table.c.state, func.count()).group_by(_table.c.state)).all()
    return {NEW: 0, DONE: 0, PARKED: 0} | {row[0]: row[1] for row in found}


def forget(store: Store, *, numbers_before: datetime, texts_before: datetime, limit: int = 200) -> int:
    """Take old rows out of the unique index and erase the text of older ones; return how many changed."""
    renumbered = _oldest(_table.c.update_id.is_not(None), numbers_before, limit)
    erased = _oldest(_table.c.raw.is_not(None), texts_before, limit)
    first = store.connection.execute(
        update(_table).where(_table.c.seq.in_(renumbered)).values(update_id=None)
    )
    second = store.connection.execute(update(_table).where(_table.c.seq.in_(erased)).values(raw=None))
    return int(first.rowcount + second.rowcount)


def _oldest(condition: Any, before: datetime, limit: int) -> Select[Any]:
    statement = select(_table.c.seq).where(condition, _table.c.received_at < before, _table.c.state != NEW)
    return statement.order_by(_table.c.received_at).limit(limit)
