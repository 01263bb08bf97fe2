"""Wrong codes that people tried: guesses at invitations."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, delete, func, insert, select
from sqlmodel import Field, SQLModel

from storage.columns import Instant, Serial
from storage.database import Store


class GuessRow(SQLModel, table=True):
    """A wrong code that somebody tried."""

    __tablename__ = "invite_guesses"
    __table_args__ = (
        Index("ix_invite_guesses_person", "person", "at"),
        Index("ix_invite_guesses_at", "at"),
    )

    id: int | None = Field(default=None, sa_column=Column(Serial, primary_key=True, autoincrement=True))
    person: int = Field(sa_column=Column(Serial, ForeignKey("people.id"), nullable=False))
    at: datetime = Field(sa_type=Instant)


_table = GuessRow.__table__  # type: ignore[attr-defined]


def note(store: Store, person: int, now: datetime) -> None:
    store.connection.execute(insert(_table).values(person=person, at=now))


def of(store: Store, person: int, since: datetime) -> list[datetime]:
    """When a person tried wrong codes, oldest first."""
    statement = select(_table.c.at).where(_table.c.person == person, _table.c.at > since)
    return list(store.connection.execute(statement.order_by(_table.c.at)).scalars())


def count(store: Store, since: datetime) -> int:
    """How many wrong codes were tried by anybody."""
    statement = select(func.count()).select_from(_table).where(_table.c.at > since)
    return int(store.connection.execute(statement).scalar_one())


def oldest(store: Store, since: datetime) -> datetime | None:
    """When the first of them was."""
    return store.connection.execute(select(func.min(_table.c.at)).where(_table.c.at > since)).scalar()


def forget(store: Store, before: datetime, limit: int = 200) -> int:
    old = select(_table.c.id).where(_table.c.at < before).order_by(_table.c.id).limit(limit)
    return store.connection.execute(delete(_table).where(_table.c.id.in_(old))).rowcount
