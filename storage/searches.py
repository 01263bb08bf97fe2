"""What somebody searched for, so that *back* and *more* work; theirs alone, soon forgotten."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Text, bindparam, delete, insert, select, update
from sqlmodel import Field, SQLModel

from storage.columns import Instant, Serial
from storage.database import Store


class SearchRow(SQLModel, table=True):
    __tablename__ = "searches"
    __table_args__ = (Index("ix_searches_at", "at"),)

    ref: str = Field(primary_key=True)
    person: int = Field(sa_column=Column(Serial, ForeignKey("people.id"), nullable=False))
    text: str = Field(sa_column=Column(Text, nullable=False))
    # The typed message, as long as its answer is the list: correcting the one corrects the other.
    message: int | None = Field(default=None, sa_column=Column(BigInteger))
    at: datetime = Field(sa_type=Instant)


_table = SearchRow.__table__  # type: ignore[attr-defined]
_add = insert(_table)
_text = select(_table.c.text).where(
    _table.c.ref == bindparam("search"), _table.c.person == bindparam("owner")
)


def add(store: Store, ref: str, person: int, text: str, now: datetime, message: int | None = None) -> None:
    values = {"ref": ref, "person": person, "text": text, "message": message, "at": now}
    store.connection.execute(_add, values)


def is_answer_to(store: Store, person: int, message: int) -> bool:
    """Whether the answer to a typed message is still the list of what was found."""
    own = select(_table.c.ref).where(_table.c.person == person, _table.c.message == message)
    return store.connection.execute(own.limit(1)).first() is not None


def leave(store: Store, ref: str) -> None:
    """The list has become something else, such as a draft: it no longer follows its message."""
    message = select(_table.c.message).where(_table.c.ref == ref).scalar_subquery()
    person = select(_table.c.person).where(_table.c.ref == ref).scalar_subquery()
    followers = update(_table).where(_table.c.person == person, _table.c.message == message)
    store.connection.execute(followers.values(message=None))


def text_of(store: Store, ref: str, person: int) -> str | None:
    """The words of a search of this very person; None when it is gone or somebody else's."""
    return store.connection.execute(_text, {"search": ref, "owner": person}).scalar()


def forget(store: Store, before: datetime, limit: int = 200) -> int:
    old = select(_table.c.ref).where(_table.c.at < before).order_by(_table.c.at).limit(limit)
    return store.connection.execute(delete(_table).where(_table.c.ref.in_(old))).rowcount
