"""Capability needs: what a delegation looks for help with, and who may see it.

What people read goes through `visible_to(person)`; `by_id` and its kin serve what the system does itself.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    Text,
    insert,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from knowledge.needs import NeedBody
from storage import consents, delegations, matches
from storage.columns import Instant, Serial, names_any
from storage.database import Store
from storage.matches import Match, MatchRow
from storage.people import Person

# Who may see a published need besides its delegation and the secretariat.
Visibility = Literal["matched", "codes", "secretariat"]
MATCHED, CODES, SECRETARIAT = "matched", "codes", "secretariat"
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
_PUBLISHED = (OPEN, PAUSED, WITHDRAWN)


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


_table = NeedRow.__table__  # type: ignore[attr-defined]
_matches = MatchRow.__table__  # type: ignore[attr-defined]
_columns = [_table.c[name] for name in Need._fields]


def visible_to(person: Person) -> ColumnElement[bool]:
    """The condition under which a person may see a need.

    Its own delegation's recipients see all of theirs; an organisation's also what consenting members have
    published; the secretariat what is or was published; a provider what its delegation was told about.
    """
    seen: ColumnElement[bool] = _table.c.state.in_(_PUBLISHED)
    if person.delegation is None:
        seen = _table.c.id < 0
    elif person.role == "recipient":
        by_consent = consents.lets_see(_table.c.delegation, person.delegation)
        seen &= (_table.c.visibility != SECRETARIAT) & by_consent
        seen |= _table.c.delegation == person.delegation
    elif person.role != "secretariat":
        told = select(_matches.c.id).where(
            _matches.c.need == _table.c.id,
            _matches.c.delegation == person.delegation,
            _matches.c.told_at.is_not(None),
        )
        seen &= told.correlate(_table).exists()
    return seen


def by_ref(store: Store, person: Person, ref: str) -> Need | None:
    """A need, if there is one that this person may see."""
    return _one(store, _select().where(_table.c.ref == ref, visible_to(person)))


def own(store: Store, person: Person, ref: str) -> Need | None:
    """The same, if it is of this person's own delegation: what may be managed, not only read."""
    mine = _table.c.delegation == person.delegation
    return _one(store, _select().where(_table.c.ref == ref, visible_to(person), mine))


def of_members(store: Store, person: Person) -> list[Need]:
    """What members have published that let this person's organisation see it, newest first."""
    others = (visible_to(person), _table.c.delegation != person.delegation)
    statement = _select().where(*others, _table.c.state.in_((OPEN, PAUSED)))
    return _many(store, statement.order_by(_table.c.id.desc()))


def of_match(store: Store, person: Person, ref: str) -> tuple[Need, Match] | None:
    """A match and its need, if this person may see both: of either side each sees its own alone."""
    match = matches.by_ref(store, ref)
    if match is None:
        return None
    need = _one(store, _select().where(_table.c.id == match.need, visible_to(person)))
    if need is None:
        return None
    side = {"provider": match.delegation, "recipient": need.delegation}.get(person.role or "")
    return (need, match) if side in (None, person.delegation) else None


def with_matches(store: Store, person: Person) -> list[tuple[Need, Match]]:
    """The matches of a person's delegation, with their needs: for a provider all that it was told of.

    For those who asked: of needs that are not over, and whatever both sides have agreed on.
    """
    told = _matches.c.told_at.is_not(None)
    if person.role == "provider":
        own = _matches.c.delegation == person.delegation
    else:
        is_live = _table.c.state.in_(LIVE) | (_matches.c.state == matches.AGREED)
        own = (_table.c.delegation == person.delegation) & is_live
    statement = select(*_columns, *matches.columns).join(_matches, _matches.c.need == _table.c.id)
    statement = statement.where(own, told, visible_to(person)).order_by(_matches.c.id.desc())
    parts = len(_columns)
    found = store.connection.execute(statement)
    return [(_need(row[:parts]), matches.of_row(row[parts:])) for row in found]


def by_id(store: Store, need: int) -> Need | None:
    """For what the system does itself; what people read comes by `by_ref`."""
    return _one(store, _select().where(_table.c.id == need))


def in_state(store: Store, ref: str, states: Sequence[str]) -> Need | None:
    """A need that stands where the clock expects it."""
    return _one(store, _select().where(_table.c.ref == ref, _table.c.state.in_(states)))


def of_delegation(store: Store, person: Person) -> list[Need]:
    """The needs of a person's own delegation that are not over, newest first."""
    own = (visible_to(person), _table.c.delegation == person.delegation)
    statement = _select().where(*own, _table.c.state.in_((DRAFT, CLEARING, *LIVE)))
    return _many(store, statement.order_by(_table.c.id.desc()))


def out_of(store: Store, delegation: str) -> list[Need]:
    """What a delegation looks for now, or will within a minute: for what the system does itself."""
    own = _select().where(_table.c.delegation == delegation, _table.c.state.in_((QUEUED, OPEN)))
    return _many(store, own.order_by(_table.c.id))


def seen_by(store: Store, person: Person, states: Sequence[str] = _PUBLISHED) -> list[Need]:
    """Whatever published need a person may see, newest first."""
    statement = _select().where(visible_to(person), _table.c.state.in_(states))
    return _many(store, statement.order_by(_table.c.id.desc()))


def touched_by(store: Store, programme: str, capabilities: Collection[str]) -> list[Need]:
    """The open needs that a programme may concern: they ask for a capability of it, or it has fitted them."""
    fitted = select(_matches.c.id).where(
        _matches.c.need == _table.c.id, names_any(_matches.c.fits, [programme])
    )
    concerned = names_any(_table.c.body, capabilities) | fitted.correlate(_table).exists()
    return _many(store, _select().where(_table.c.state == OPEN, concerned).order_by(_table.c.id))


def every(store: Store) -> list[Need]:
    """All but discarded drafts, for the export on the command line."""
    return _many(store, _select().where(_table.c.state != DISCARDED).order_by(_table.c.id))


def known(store: Store, ref: str) -> Need | None:
    """A need in whatever state, for what a file tells of it."""
    return _one(store, _select().where(_table.c.ref == ref))


def add(
    store: Store, ref: str, delegation: str, author: int | None, body: NeedBody, now: datetime
) -> Need | None:
    """Begin a draft."""
    delegations.know(store, delegation, now)
    values = {"ref": ref, "delegation": delegation, "author": author, "body": body.model_dump_json()}
    defaults = {"visibility": MATCHED, "state": DRAFT, "rev": 1, "created_at": now}
    store.connection.execute(insert(_table).values(**values, **defaults))
    return _one(store, _select().where(_table.c.ref == ref))


def write(store: Store, need: Need, body: NeedBody) -> bool:
    """Change what it says; False when somebody else changed it meanwhile."""
    return _changed(store, need, need.state, body=body.model_dump_json())


def show_to(store: Store, need: Need, visibility: Visibility) -> bool:
    return _changed(store, need, need.state, visibility=visibility)


def give_to(store: Store, need: Need, delegation: str, now: datetime) -> bool:
    """Let it be another delegation's."""
    delegations.know(store, delegation, now)
    return _changed(store, need, need.state, delegation=delegation)


def pass_on(store: Store, person: int, successor: int, delegation: str) -> None:
    """Let somebody else be the author of what this delegation has not sent out yet."""
    own = (_table.c.delegation == delegation, _table.c.author == person)
    drafts = update(_table).where(*own, _table.c.state.in_((DRAFT, CLEARING, QUEUED)))
    store.connection.execute(drafts.values(author=successor))


def move(store: Store, need: Need, state: str, **values: Any) -> bool:
    """To another state; False when somebody else changed it meanwhile. Of many at once one gets True."""
    return _changed(store, need, state, **values)


def _changed(store: Store, need: Need, state: str, **values: Any) -> bool:
    statement = update(_table).where(
        _table.c.id == need.id, _table.c.state == need.state, _table.c.rev == need.rev
    )
    statement = statement.values(state=state, rev=need.rev + 1, **values)
    return store.connection.execute(statement).rowcount == 1


def _select() -> Select[Any]:
    return select(*_columns)


def _one(store: Store, statement: Select[Any]) -> Need | None:
    row = store.connection.execute(statement).first()
    return _need(row) if row else None


def _many(store: Store, statement: Select[Any]) -> list[Need]:
    return [_need(row) for row in store.connection.execute(statement)]


def _need(row: Any) -> Need:
    need = Need(*row)
    return need._replace(body=_body(str(need.body)))


@lru_cache(maxsize=256)
def _body(text: str) -> NeedBody:
    return NeedBody.model_validate_json(text)
