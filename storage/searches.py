"""What somebody searched for, so that *back* and *more* work; theirs alone, soon forgotten unless saved."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Text,
    bindparam,
    delete,
    insert,
    select,
    text,
    update,
)
from sqlmodel import Field, SQLModel

from storage.columns import Instant, Serial
from storage.database import Store

_saved = text("saved_at IS NOT NULL")


class SearchRow(SQLModel, table=True):
    __tablename__ = "searches"
    __table_args__ = (
        Index("ix_searches_at", "at"),
        Index("ix_searches_saved", "person", sqlite_where=_saved, postgresql_where=_saved),
    )

    ref: str = Field(primary_key=True)
    person: int = Field(sa_column=Column(Serial, ForeignKey("people.id"), nullable=False))
    text: str = Field(sa_column=Column(Text, nullable=False))
    # What it is narrowed to, as `knowledge.conditions` writes them, a blank between two.
    conditions: str = Field(default="", sa_column=Column(Text, nullable=False, server_default=""))
    # The typed message, as long as its answer is the list: correcting the one corrects the other.
    message: int | None = Field(default=None, sa_column=Column(BigInteger))
    at: datetime = Field(sa_type=Instant)
    # Since when its person is told of what is new for it.
    saved_at: datetime | None = Field(default=None, sa_type=Instant)


class Search(NamedTuple):
    """A search as its person left it; `conditions` as they are written."""

    ref: str
    person: int
    text: str
    conditions: tuple[str, ...]
    is_saved: bool


_table = SearchRow.__table__  # type: ignore[attr-defined]
_add = insert(_table)
_own = (_table.c.ref == bindparam("search"), _table.c.person == bindparam("owner"))
_text = select(_table.c.text).where(*_own)
_search = select(
    _table.c.ref, _table.c.person, _table.c.text, _table.c.conditions, _table.c.saved_at.is_not(None)
)
_one = _search.where(*_own)


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


def newest_of(store: Store, person: int) -> Search | None:
    """What a person searched for last, as long as it is kept."""
    row = store.connection.execute(
        _search.where(_table.c.person == person).order_by(_table.c.at.desc(), _table.c.ref).limit(1)
    ).first()
    return _as_search(row) if row else None


def find(store: Store, ref: str, person: int) -> Search | None:
    """A search of this very person; None when it is gone or somebody else's."""
    row = store.connection.execute(_one, {"search": ref, "owner": person}).first()
    return _as_search(row) if row else None


def narrow(store: Store, search: Search, conditions: tuple[str, ...]) -> Search:
    """Let these conditions hold for it, and no others."""
    own = update(_table).where(_table.c.ref == search.ref)
    store.connection.execute(own.values(conditions=" ".join(conditions)))
    return search._replace(conditions=conditions)


def save(store: Store, search: Search, now: datetime) -> Search:
    """Keep it, until it is no longer saved."""
    own = update(_table).where(_table.c.ref == search.ref, _table.c.saved_at.is_(None))
    store.connection.execute(own.values(saved_at=now))
    return search._replace(is_saved=True)


def unsave(store: Store, search: Search, now: datetime) -> Search:
    """Let it be forgotten as every other search of this instant."""
    own = update(_table).where(_table.c.ref == search.ref)
    store.connection.execute(own.values(saved_at=None, at=now))
    return search._replace(is_saved=False)


def saved_by(store: Store, person: int) -> list[Search]:
    """The saved searches of a person, oldest first."""
    own = _search.where(_table.c.person == person, _table.c.saved_at.is_not(None))
    found = store.connection.execute(own.order_by(_table.c.saved_at, _table.c.ref))
    return [_as_search(row) for row in found]


def saved(store: Store, after: str, limit: int) -> list[Search]:
    """Everybody's saved searches, by reference, from the one behind `after` on."""
    found = _search.where(_table.c.saved_at.is_not(None), _table.c.ref > after)
    return [_as_search(row) for row in store.connection.execute(found.order_by(_table.c.ref).limit(limit))]


def pass_on(store: Store, person: int, successor: int) -> None:
    """Let somebody else's be what a person has saved; their typed message is another phone's."""
    own = update(_table).where(_table.c.person == person, _table.c.saved_at.is_not(None))
    store.connection.execute(own.values(person=successor, message=None))


def forget(store: Store, before: datetime, limit: int = 200) -> int:
    """Erase old searches that nobody has saved; return how many."""
    old = select(_table.c.ref).where(_table.c.at < before, _table.c.saved_at.is_(None))
    old = old.order_by(_table.c.at).limit(limit)
    return store.connection.execute(delete(_table).where(_table.c.ref.in_(old))).rowcount


def _as_search(row: tuple[str, int, str, str, bool]) -> Search:
    ref, person, words, conditions, is_saved = row
    return Search(ref, person, words, tuple(conditions.split()), bool(is_saved))
