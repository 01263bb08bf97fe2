"""Who leads: one process at a time polls, runs turns, sends and ticks. A term's number is its epoch."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlmodel import Field, SQLModel

from storage.columns import Instant
from storage.database import Store


class LeaderRow(SQLModel, table=True):
    __tablename__ = "leader"

    id: int = Field(default=1, primary_key=True)
    epoch: int = 0
    since: datetime | None = Field(default=None, sa_type=Instant)


# Any number will do, as long as nothing else on the same server uses it.
ADVISORY_LOCK = 7_203_911

_table = LeaderRow.__table__  # type: ignore[attr-defined]

# SQLite has one writer anyway and leaves the lock out.
_epoch = select(_table.c.epoch).where(_table.c.id == 1).with_for_update(read=True)


def begin_term(store: Store, now: datetime) -> int:
    """Start a new term and return its epoch; claims of earlier terms are refused from here on."""
    statement = update(_table).where(_table.c.id == 1).values(epoch=_table.c.epoch + 1, since=now)
    return int(store.connection.execute(statement.returning(_table.c.epoch)).scalar_one())


def is_current(store: Store, epoch: int) -> bool:
    """Whether this term still runs; on PostgreSQL no new one can begin before the transaction ends."""
    return bool(store.connection.execute(_epoch).scalar() == epoch)


def try_advisory_lock(store: Store) -> bool:
    return bool(store.connection.execute(select(func.pg_try_advisory_lock(ADVISORY_LOCK))).scalar())
