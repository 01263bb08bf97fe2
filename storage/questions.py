"""Questions that a provider asks about a need before it answers, and their answers."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Column, ForeignKey, Index, Select, Text, insert, select, update
from sqlmodel import Field, SQLModel

from storage.columns import Instant, Serial
from storage.database import Store


class QuestionRow(SQLModel, table=True):
    __tablename__ = "questions"
    __table_args__ = (Index("ix_questions_match", "match"),)

    id: int | None = Field(default=None, sa_column=Column(Serial, primary_key=True, autoincrement=True))
    ref: str = Field(unique=True)
    match: int = Field(sa_column=Column(Serial, ForeignKey("matches.id"), nullable=False))
    asked_by: int = Field(sa_column=Column(Serial, ForeignKey("people.id"), nullable=False))
    words: str = Field(sa_column=Column(Text, nullable=False))
    asked_at: datetime = Field(sa_type=Instant)
    answer: str | None = Field(default=None, sa_column=Column(Text))
    answered_by: int | None = Field(default=None, sa_column=Column(Serial, ForeignKey("people.id")))
    answered_at: datetime | None = Field(default=None, sa_type=Instant)


class Question(NamedTuple):
    ref: str
    match: int
    asked_by: int
    words: str
    asked_at: datetime
    answer: str | None
    answered_at: datetime | None


_table = QuestionRow.__table__  # type: ignore[attr-defined]
_columns = [_table.c[name] for name in Question._fields]


def add(store: Store, ref: str, match: int, asked_by: int, words: str, now: datetime) -> None:
    values = {"ref": ref, "match": match, "asked_by": asked_by, "words": words, "asked_at": now}
    store.connection.execute(insert(_table).values(**values))


def by_ref(store: Store, ref: str) -> Question | None:
    """Whoever asks for a person looks at its match and need first."""
    return _one(store, select(*_columns).where(_table.c.ref == ref))


def of_match(store: Store, match: int) -> list[Question]:
    """In the order in which they were asked."""
    found = store.connection.execute(select(*_columns).where(_table.c.match == match).order_by(_table.c.id))
    return [Question(*row) for row in found]


def answer(store: Store, ref: str, words: str, by: int, now: datetime) -> bool:
    """False when it was answered before. Of many at once one gets True."""
    statement = update(_table).where(_table.c.ref == ref, _table.c.answer.is_(None))
    values = {"answer": words, "answered_by": by, "answered_at": now}
    return store.connection.execute(statement.values(values)).rowcount == 1


def _one(store: Store, statement: Select[Any]) -> Question | None:
    row = store.connection.execute(statement).first()
    return Question(*row) if row else None
