"""The audit trail: who changed what, when, from what to what. Lines are only ever added."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Text, insert, select
from sqlmodel import Field, SQLModel

from storage.columns import Instant, Serial
from storage.database import Store


class AuditRow(SQLModel, table=True):
    __tablename__ = "audit"

    id: int | None = Field(default=None, sa_column=Column(Serial, primary_key=True, autoincrement=True))
    at: datetime = Field(sa_type=Instant)
    # The person, or None for the system itself and the command line.
    actor: int | None = Field(default=None, sa_column=Column(Serial))
    verb: str
    subject: str
    before: str | None = Field(default=None, sa_column=Column(Text))
    after: str | None = Field(default=None, sa_column=Column(Text))


_table = AuditRow.__table__  # type: ignore[attr-defined]
_record = insert(_table)


def record(
    store: Store,
    now: datetime,
    actor: int | None,
    verb: str,
    subject: str,
    *,
    before: Any = None,
    after: Any = None,
) -> None:
    """Add a line; `before` and `after` are plain data, kept as JSON."""
    values = {"at": now, "actor": actor, "verb": verb, "subject": subject}
    changed = {"before": _json(before), "after": _json(after)}
    store.connection.execute(_record, values | changed)


def of(store: Store, subject: str) -> list[AuditRow]:
    """The lines about one thing, oldest first."""
    return _lines(store, _table.c.subject == subject)


def of_verb(store: Store, verb: str) -> list[AuditRow]:
    """The lines about one kind of deed, oldest first."""
    return _lines(store, _table.c.verb == verb)


def _lines(store: Store, condition: Any) -> list[AuditRow]:
    statement = select(_table).where(condition).order_by(_table.c.id)
    return [AuditRow(**row) for row in store.connection.execute(statement).mappings()]


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
