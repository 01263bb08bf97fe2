"""Which members let a regional organisation see their published needs, and since when."""

from datetime import datetime

from sqlalchemy import Column, ColumnElement, ForeignKey, Index, Text, select, text, update
from sqlmodel import Field, SQLModel

from storage import delegations
from storage.columns import Instant, Serial, insert_for
from storage.database import Store

_holds = text("withdrawn_at IS NULL")


class MemberConsentRow(SQLModel, table=True):
    """One that was withdrawn stays on record."""

    __tablename__ = "member_consents"
    __table_args__ = (
        Index(
            "uq_member_consents",
            "member",
            "organisation",
            unique=True,
            sqlite_where=_holds,
            postgresql_where=_holds,
        ),
    )

    id: int | None = Field(default=None, sa_column=Column(Serial, primary_key=True, autoincrement=True))
    member: str = Field(sa_column=Column(Text, ForeignKey("delegations.code"), nullable=False))
    organisation: str = Field(sa_column=Column(Text, ForeignKey("delegations.code"), nullable=False))
    given_by: int = Field(sa_column=Column(Serial, ForeignKey("people.id"), nullable=False))
    given_at: datetime = Field(sa_type=Instant)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Instant)


_table = MemberConsentRow.__table__  # type: ignore[attr-defined]


def lets_see(member: ColumnElement[str], organisation: str | None) -> ColumnElement[bool]:
    """The condition under which an organisation may see what a member has published."""
    given = select(_table.c.id).where(
        _table.c.member == member, _table.c.organisation == organisation, _table.c.withdrawn_at.is_(None)
    )
    return given.exists()


def of_member(store: Store, member: str) -> set[str]:
    """The organisations that a member lets see its needs now."""
    statement = select(_table.c.organisation).where(
        _table.c.member == member, _table.c.withdrawn_at.is_(None)
    )
    return set(store.connection.execute(statement).scalars())


def give(store: Store, member: str, organisation: str, by: int, now: datetime) -> bool:
    """False where it was given before."""
    delegations.know(store, organisation, now)
    values = {"member": member, "organisation": organisation, "given_by": by, "given_at": now}
    statement = insert_for(store.connection.dialect.name, _table).values(values).on_conflict_do_nothing()
    return store.connection.execute(statement.returning(_table.c.id)).first() is not None


def withdraw(store: Store, member: str, organisation: str, now: datetime) -> bool:
    """False where none holds."""
    holding = update(_table).where(
        _table.c.member == member, _table.c.organisation == organisation, _table.c.withdrawn_at.is_(None)
    )
    return store.connection.execute(holding.values(withdrawn_at=now)).rowcount == 1
