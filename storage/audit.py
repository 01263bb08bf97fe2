"""The audit trail: who changed what, when, from what to what. Lines are only ever added.

The leader seals them into a chain soon afterwards (`storage.seals`); here they are written and erased.
"""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Text, insert, select, text, update
from sqlmodel import Field, SQLModel

from knowledge.chain import ERASED
from storage.columns import Instant, Serial
from storage.database import Store

_unsealed, _sealed = text("number IS NULL"), text("number IS NOT NULL")


class AuditRow(SQLModel, table=True):
    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_unsealed", "id", sqlite_where=_unsealed, postgresql_where=_unsealed),
        Index("uq_audit_number", "number", unique=True, sqlite_where=_sealed, postgresql_where=_sealed),
        Index("ix_audit_actor", "actor", "id"),
        Index("ix_audit_subject", "subject", "id"),
    )

    id: int | None = Field(default=None, sa_column=Column(Serial, primary_key=True, autoincrement=True))
    at: datetime = Field(sa_type=Instant)
    # The person, or None for the system itself and the command line.
    actor: int | None = Field(default=None, sa_column=Column(Serial))
    verb: str
    subject: str
    before: str | None = Field(default=None, sa_column=Column(Text))
    after: str | None = Field(default=None, sa_column=Column(Text))
    # The place in the chain, and what seals it there: see `knowledge.chain`.
    number: int | None = Field(default=None, sa_column=Column(Serial))
    sealed_at: datetime | None = Field(default=None, sa_type=Instant, nullable=True)
    salt: str | None = None
    digest: str | None = None
    mac: str | None = None


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


def record_once(store: Store, now: datetime, actor: int, verb: str, subject: str, since: datetime) -> None:
    """Add a line, unless there is one of the same deed of this person from `since` on."""
    same = (_table.c.actor == actor, _table.c.subject == subject, _table.c.verb == verb)
    known = select(_table.c.id).where(*same, _table.c.at >= since).limit(1)
    if store.connection.execute(known).first() is None:
        record(store, now, actor, verb, subject)


def erase(store: Store, now: datetime, actor: int | None, lines: Collection[int]) -> int:
    """Take the content out of lines, by their ids, on the record; return how many had any.

    Who did what to which subject and when stays; so do the lines that name erased ones.
    """
    full = _table.c.before.is_not(None) | _table.c.after.is_not(None)
    wanted = (_table.c.id.in_(lines), _table.c.verb != ERASED, full)
    bare = update(_table).where(*wanted).values(before=None, after=None, salt=None)
    erased = sorted(store.connection.execute(bare.returning(_table.c.id)).scalars())
    if erased:
        record(store, now, actor, ERASED, "audit", after={"lines": erased})
    return len(erased)


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
