"""The providers that a need names: where it is shown to named providers only, they are all who see it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, ForeignKey, delete, insert, select
from sqlmodel import Field, SQLModel

from storage import delegations
from storage.columns import Serial
from storage.database import Store


class AddresseeRow(SQLModel, table=True):
    __tablename__ = "addressees"

    need: int = Field(sa_column=Column(Serial, ForeignKey("needs.id"), primary_key=True, autoincrement=False))
    delegation: str = Field(foreign_key="delegations.code", primary_key=True)


_table = AddresseeRow.__table__  # type: ignore[attr-defined]


def of_need(store: Store, need: int) -> tuple[str, ...]:
    """The delegations that a need names, in the order of their codes."""
    found = select(_table.c.delegation).where(_table.c.need == need)
    # Sorted here: servers order text by the rules of some language.
    return tuple(sorted(store.connection.execute(found).scalars()))


def put(store: Store, need: int, named: Sequence[str], now: datetime) -> None:
    """Let it name these, and no others."""
    store.connection.execute(delete(_table).where(_table.c.need == need))
    for code in named:
        delegations.know(store, code, now)
    if named:
        rows = [{"need": need, "delegation": code} for code in dict.fromkeys(named)]
        store.connection.execute(insert(_table), rows)
