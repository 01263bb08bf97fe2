"""The row of a capability need, and its levels and states."""

from datetime import datetime
from functools import lru_cache
from typing import Any, Literal, NamedTuple, get_args

from sqlalchemy import Column, ForeignKey, Index, Text
from sqlmodel import Field, SQLModel

from knowledge.needs import NeedBody
from storage.columns import Instant, Serial

# Who may see a published need besides its delegation and the secretariat: providers whose programmes fit; the
# same, without the words; every provider; those that it names; nobody.
Visibility = Literal["matched", "codes", "all", "named", "secretariat"]
VISIBILITIES: tuple[Visibility, ...] = get_args(Visibility)
MATCHED, CODES, ALL, NAMED, SECRETARIAT = VISIBILITIES
DRAFT, CLEARING, QUEUED, OPEN, PAUSED, WITHDRAWN, DISCARDED = (
    "draft",
    "clearing",
    "queued",
    "open",
    "paused",
    "withdrawn",
    "discarded",
)
LIVE = (QUEUED, OPEN, PAUSED)
PUBLISHED = (OPEN, PAUSED, WITHDRAWN)


class NeedRow(SQLModel, table=True):
    __tablename__ = "needs"
    __table_args__ = (Index("ix_needs_delegation", "delegation", "state"),)

    id: int | None = Field(default=None, sa_column=Column(Serial, primary_key=True, autoincrement=True))
    ref: str = Field(unique=True)
    delegation: str = Field(foreign_key="delegations.code")
    # None where it came from a file.
    author: int | None = Field(default=None, sa_column=Column(Serial, ForeignKey("people.id")))
    # A `knowledge.needs.NeedBody` as JSON.
    body: str = Field(sa_column=Column(Text, nullable=False))
    visibility: str = MATCHED
    # Whether providers read a region in the place of the name, until the delegation has said yes to one.
    is_anonymous: bool = False
    state: str = DRAFT
    # Grows with every change that people were or will be told of.
    rev: int = 1
    created_at: datetime = Field(sa_type=Instant)
    release_at: datetime | None = Field(default=None, sa_type=Instant)
    published_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    # Who saved it for clearance: never the one who clears it.
    submitted_by: int | None = Field(default=None, sa_column=Column(Serial))
    # What whoever sent it back instead wrote.
    sent_back: str | None = Field(default=None, sa_column=Column(Text))


class Need(NamedTuple):
    id: int
    ref: str
    delegation: str
    author: int | None
    body: NeedBody
    visibility: str
    state: str
    rev: int
    created_at: datetime
    release_at: datetime | None
    published_at: datetime | None
    submitted_by: int | None = None
    sent_back: str | None = None
    is_anonymous: bool = False

    @property
    def is_restricted(self) -> bool:
        """Whether others may see it under conditions only: it is not to be forwarded or saved."""
        return self.is_anonymous or self.visibility in (CODES, NAMED, SECRETARIAT)

    @property
    def is_private(self) -> bool:
        """Whether a letter about it says no more than its reference and category: the rest on demand."""
        return self.is_anonymous or self.visibility in (NAMED, SECRETARIAT)


table = NeedRow.__table__  # type: ignore[attr-defined]
columns = [table.c[name] for name in Need._fields]


def of_row(row: Any) -> Need:
    """A need from its `columns`."""
    need = Need(*row)
    return need._replace(body=_body(str(need.body)))


@lru_cache(maxsize=256)
def _body(text: str) -> NeedBody:
    return NeedBody.model_validate_json(text)
