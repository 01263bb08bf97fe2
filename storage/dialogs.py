"""Where a person stands in a form: one row, so that a half-finished form outlives a crash and a deploy."""

import json
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Column, ForeignKey, Index, Text, delete, select
from sqlmodel import Field, SQLModel

from storage.columns import Instant, Serial, insert_for
from storage.database import Store


class DialogRow(SQLModel, table=True):
    __tablename__ = "dialogs"
    __table_args__ = (Index("ix_dialogs_at", "at"),)

    person: int = Field(
        sa_column=Column(Serial, ForeignKey("people.id"), primary_key=True, autoincrement=False)
    )
    form: str
    # New with every question: a button of an earlier one no longer answers.
    ref: str
    answers: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    at: datetime = Field(sa_type=Instant)


class Dialog(NamedTuple):
    form: str
    ref: str
    answers: dict[str, str]


_table = DialogRow.__table__  # type: ignore[attr-defined]


def put(store: Store, person: int, form: str, ref: str, answers: dict[str, str], now: datetime) -> None:
    """Keep where a person stands; whatever form they were in before is put aside."""
    values = {
        "form": form,
        "ref": ref,
        "answers": json.dumps(answers, ensure_ascii=False),
        "at": now,
    }
    statement = insert_for(store.connection.dialect.name, _table).values(person=person, **values)
    store.connection.execute(statement.on_conflict_do_update(index_elements=["person"], set_=values))


def of(store: Store, person: int) -> Dialog | None:
    statement = select(_table.c.form, _table.c.ref, _table.c.answers).where(_table.c.person == person)
    row = store.connection.execute(statement).first()
    return Dialog(row.form, row.ref, json.loads(row.answers)) if row else None


def close(store: Store, person: int) -> None:
    store.connection.execute(delete(_table).where(_table.c.person == person))


def forget(store: Store, before: datetime, limit: int = 200) -> int:
    old = select(_table.c.person).where(_table.c.at < before).order_by(_table.c.at).limit(limit)
    return store.connection.execute(delete(_table).where(_table.c.person.in_(old))).rowcount
