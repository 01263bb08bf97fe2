"""Cards that hold several letters of one reader: which ones, and on which of their days."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Column, Date, ForeignKey, Index, Text, bindparam, delete, insert, select, update
from sqlmodel import Field, SQLModel

from storage.columns import Serial
from storage.database import Store
from storage.outbox import DROPPED, FAILED, HELD, SKIPPED, WAITING, LetterRow


class DigestRow(SQLModel, table=True):
    __tablename__ = "digests"
    __table_args__ = (Index("ix_digests_person", "person", "day"),)

    ref: str = Field(primary_key=True)
    person: int = Field(sa_column=Column(Serial, ForeignKey("people.id"), nullable=False))
    # By the reader's own calendar.
    day: date = Field(sa_column=Column(Date, nullable=False))
    # Numbers of letters, with spaces between; those before the bar are new, the others wait for an answer.
    letters: str = Field(sa_column=Column(Text, nullable=False))


class Digest(NamedTuple):
    """`fresh` and `waiting` are numbers of letters: what has come, and what was told before."""

    ref: str
    person: int
    day: date
    fresh: tuple[int, ...]
    waiting: tuple[int, ...]


_table = DigestRow.__table__  # type: ignore[attr-defined]
_letters = LetterRow.__table__  # type: ignore[attr-defined]


def add(store: Store, digest: Digest) -> None:
    letters = f"{_joined(digest.fresh)}|{_joined(digest.waiting)}"
    values = {"ref": digest.ref, "person": digest.person, "day": digest.day, "letters": letters}
    store.connection.execute(insert(_table).values(**values))


def by_ref(store: Store, person: int, ref: str) -> Digest | None:
    """One of somebody's own."""
    found = select(_table.c.day, _table.c.letters).where(_table.c.ref == ref, _table.c.person == person)
    row = store.connection.execute(found).first()
    if row is None:
        return None
    fresh, _, waiting = row.letters.partition("|")
    return Digest(ref, person, row.day, _numbers(fresh), _numbers(waiting))


def unheard(store: Store, person: int, now: datetime) -> Digest | None:
    """Somebody's newest one where it has not reached them; from now on it won't.

    It was too late to be sent, for example, or waits to be: the next one takes over what it holds.
    """
    theirs = select(_letters.c.id, _letters.c.subject, _letters.c.state)
    theirs = theirs.where(_letters.c.person == person, _letters.c.kind == "digest")
    newest = store.connection.execute(theirs.order_by(_letters.c.id.desc()).limit(1)).first()
    if newest is None or newest.state not in (WAITING, HELD, DROPPED, FAILED):
        return None
    values = {"state": SKIPPED, "error": "told with others", "done_at": now}
    store.connection.execute(update(_letters).where(_letters.c.id == newest.id).values(**values))
    return by_ref(store, person, newest.subject)


_on_day = (
    select(_table.c.ref)
    .where(_table.c.person == bindparam("reader"), _table.c.day == bindparam("on"))
    .limit(1)
)


def had_on(store: Store, person: int, day: date) -> bool:
    """Whether somebody had one that day."""
    return store.connection.execute(_on_day, {"reader": person, "on": day}).first() is not None


def forget(store: Store, person: int) -> None:
    store.connection.execute(delete(_table).where(_table.c.person == person))


def forget_before(store: Store, day: date) -> int:
    """Erase which letters were told together before this day; return how many cards that were."""
    return store.connection.execute(delete(_table).where(_table.c.day < day)).rowcount


def _joined(numbers: tuple[int, ...]) -> str:
    return " ".join(str(number) for number in numbers)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split())
