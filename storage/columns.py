"""What SQLite and PostgreSQL write differently: column types, partial indexes, insert-if-absent."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Index, Integer, false, or_
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import UTCDateTime

# SQLite counts by itself only in a column declared INTEGER.
Serial = BigInteger().with_variant(Integer(), "sqlite")

# Aware instants, always UTC; a naive one is refused.
Instant = UTCDateTime


def index_while(state: str, name: str, *columns: str, unique: bool = False) -> Index:
    """An index of the rows in one state only: it stays small however long the table grows."""
    condition: Column[str] = Column("state")
    return Index(
        name, *columns, unique=unique, sqlite_where=condition == state, postgresql_where=condition == state
    )


def names_any(column: Any, names: Iterable[str]) -> ColumnElement[bool]:
    """Whether a column of JSON text holds one of some names as a whole string; a cheap sieve, no more."""
    return or_(*(column.contains(f'"{name}"', autoescape=True) for name in names), false())


def insert_for(dialect: str, table: Any) -> Any:
    """An INSERT that knows ON CONFLICT, in the dialect of that name."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
