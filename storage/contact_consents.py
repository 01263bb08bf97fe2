"""Each side's yes to sharing contacts: who gave it when, and to which words. Ended ones stay on record."""

from datetime import datetime
from typing import Literal, NamedTuple

from sqlalchemy import Column, ForeignKey, Index, insert, select, text, update
from sqlmodel import Field, SQLModel

from storage.columns import Instant, Serial
from storage.database import Store
from storage.matches import AGREED, Match

Side = Literal["provider", "recipient"]
_holds = text("ended_at IS NULL")


class ContactConsentRow(SQLModel, table=True):
    __tablename__ = "contact_consents"
    __table_args__ = (
        # One a side holds; the row that a withdrawal ends is not the one that the next yes makes.
        Index(
            "uq_contact_consents_side",
            "match",
            "side",
            unique=True,
            sqlite_where=_holds,
            postgresql_where=_holds,
        ),
        Index("ix_contact_consents_person", "person"),
    )

    id: int | None = Field(default=None, sa_column=Column(Serial, primary_key=True, autoincrement=True))
    match: int = Field(sa_column=Column(Serial, ForeignKey("matches.id"), nullable=False))
    side: str
    person: int = Field(sa_column=Column(Serial, ForeignKey("people.id"), nullable=False))
    # The version of the words that they said yes to.
    words: str
    given_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


class Consent(NamedTuple):
    side: str
    person: int
    words: str
    given_at: datetime


_table = ContactConsentRow.__table__  # type: ignore[attr-defined]


def give(store: Store, match: Match, side: Side, person: int, words: str, now: datetime) -> None:
    """Note a side's yes, in place of one that still holds."""
    end(store, match, now, side)
    values = {"match": match.id, "side": side, "person": person, "words": words, "given_at": now}
    store.connection.execute(insert(_table).values(**values))


def end(store: Store, match: Match, now: datetime, side: Side | None = None) -> None:
    """Let what a side has said yes to (without one: both) hold no longer."""
    holding = (_table.c.match == match.id, _table.c.ended_at.is_(None))
    statement = update(_table).where(*holding, *([_table.c.side == side] if side else []))
    store.connection.execute(statement.values(ended_at=now))


def holding(store: Store, match: Match) -> dict[str, Consent]:
    """The consents that hold, by side."""
    columns = (_table.c[name] for name in Consent._fields)
    found = store.connection.execute(
        select(*columns).where(_table.c.match == match.id, _table.c.ended_at.is_(None))
    )
    return {row.side: Consent(*row) for row in found}


def are_complete(store: Store, match: Match) -> bool:
    """Whether both sides' yeses hold, and are those that the match stands on."""
    held = holding(store, match)
    provider, recipient = held.get("provider"), held.get("recipient")
    if match.state != AGREED or provider is None or recipient is None:
        return False
    return (provider.person, recipient.person) == (match.answered_by, match.decided_by)
