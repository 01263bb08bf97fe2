"""The catalogue's rows: each programme, the delegation that answers for it, and what it said of it."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Select, Text, func, insert, select, update
from sqlmodel import Field, SQLModel

from knowledge.programmes import Programme
from storage import profile
from storage.columns import Instant, Serial, insert_for, names_any
from storage.database import Store
from storage.delegations import PostRow, is_held
from storage.people import Person

Origin = Literal["shipped", "imported", "provider"]
State = Literal["live", "unconfirmed", "reference"]
CHANGES = "programmes"  # the mark in `Store.changed`
_SHIPPED = "programmes:shipped"

# Any number will do, as long as nothing else on the same server uses it.
_ADVISORY_LOCK = 7_203_913


class ProgrammeRow(SQLModel, table=True):
    __tablename__ = "programmes"
    __table_args__ = (Index("ix_programmes_changed", "changed"), Index("ix_programmes_owner", "owner"))

    id: str = Field(primary_key=True)
    # May have nobody here yet, and so no row among the delegations.
    owner: str
    body: str = Field(sa_column=Column(Text, nullable=False))
    origin: str = Field(sa_column=Column(Text, nullable=False))
    # Grows with every change over the whole table; 0 is an entry as it was shipped.
    changed: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    changed_at: datetime | None = Field(default=None, sa_type=Instant)
    # Confirmed by an import where there is no person.
    confirmed_at: datetime | None = Field(default=None, sa_type=Instant)
    confirmed_by: int | None = Field(default=None, sa_column=Column(Serial, ForeignKey("people.id")))
    disowned_at: datetime | None = Field(default=None, sa_type=Instant)
    disowned_by: int | None = Field(default=None, sa_column=Column(Serial, ForeignKey("people.id")))


class Entry(NamedTuple):
    """A programme as the catalogue knows it.

    `live`: confirmed by the delegation that answers for it. `unconfirmed`: that delegation is aboard and has
    not said yes. `reference`: known from public sources only, or nothing that could be taken up.
    """

    programme: Programme
    owner: str  # the delegation that answers for it
    state: State
    confirmed_at: datetime | None
    aboard: int  # how many people hold a provider's post for the owner now
    is_disowned: bool
    disowned_at: datetime | None = None
    change: int = 0  # the number of its last change


_table = ProgrammeRow.__table__  # type: ignore[attr-defined]
_posts = PostRow.__table__  # type: ignore[attr-defined]
_aboard = (
    select(func.count())
    .where(_posts.c.delegation == _table.c.owner, _posts.c.role == "provider", is_held)
    .scalar_subquery()
)
_entry: Select[Any] = select(
    _table.c.body,
    _table.c.owner,
    _table.c.confirmed_at,
    _table.c.disowned_at,
    _table.c.changed,
    _aboard.label("aboard"),
)
_shown = _table.c.disowned_at.is_(None)
_newest = select(func.coalesce(func.max(_table.c.changed), 0))


def entry(store: Store, id_: str, today: date) -> Entry | None:
    found = _entries(store, _entry.where(_table.c.id == id_), today)
    return found[0] if found else None


def entry_seen(store: Store, person: Person, id_: str, today: date) -> Entry | None:
    """An entry, if there is one that this person may see.

    One for people who are admitted needs a post; a disowned one is seen by the secretariat, and by those who
    answer for it.
    """
    found = entry(store, id_, today)
    if found is None or (person.role is None and not found.programme.is_public):
        return None
    is_own = person.role == "provider" and person.delegation == found.owner
    return found if not found.is_disowned or person.role == "secretariat" or is_own else None


def entries(store: Store, today: date) -> list[Entry]:
    """Every entry that is not disowned, by id."""
    return _entries(store, _entry.where(_shown), today)


def offering(store: Store, capabilities: Collection[str], today: date) -> list[Entry]:
    """The entries that help with one of these capabilities at least, disowned ones left out, by id."""
    found = _entries(store, _entry.where(_shown, names_any(_table.c.body, capabilities)), today)
    return [each for each in found if not set(capabilities).isdisjoint(each.programme.capabilities)]


def every(store: Store, today: date) -> list[Entry]:
    """Every entry, disowned ones included, by id."""
    return _entries(store, _entry, today)


def of_owner(store: Store, owner: str, today: date) -> list[Entry]:
    """What a delegation answers for, by id; disowned ones included."""
    return _entries(store, _entry.where(_table.c.owner == owner), today)


def ship(store: Store, programmes: Iterable[Programme]) -> None:
    """Give every shipped programme its row. What people changed, confirmed or disowned stays as it is."""
    bodies = {programme.id: (programme.owner, _body(programme)) for programme in programmes}
    lock(store)
    if profile.change(store, _SHIPPED, _digest(bodies)) is None:
        return
    statement = insert_for(store.connection.dialect.name, _table)
    newer = {"owner": statement.excluded.owner, "body": statement.excluded.body}
    statement = statement.on_conflict_do_update(
        index_elements=["id"], set_=newer, where=_table.c.changed == 0
    )
    rows = [
        {"id": id_, "owner": owner, "body": body, "origin": "shipped", "changed": 0}
        for id_, (owner, body) in bodies.items()
    ]
    store.connection.execute(statement, rows)


def is_shipped(store: Store, programmes: Iterable[Programme]) -> bool:
    """Whether `ship` has nothing to do: a reader may ask."""
    bodies = {programme.id: (programme.owner, _body(programme)) for programme in programmes}
    return profile.known(store, _SHIPPED) == _digest(bodies)


def put(store: Store, programme: Programme, origin: Origin, now: datetime) -> bool:
    """Add an entry or change it; False when it was the same already.

    A change takes the confirmation away; another owner takes the old one's objection away as well.
    """
    lock(store)
    body = _body(programme)
    known = store.connection.execute(
        select(_table.c.body, _table.c.owner).where(_table.c.id == programme.id)
    ).first()
    if known is not None and known.body == body:
        return False
    values = {"owner": programme.owner, "body": body, "origin": origin} | _change(store, now)
    if known is None:
        store.connection.execute(insert(_table).values(id=programme.id, **values))
        return True
    values |= {"confirmed_at": None, "confirmed_by": None}
    if known.owner != programme.owner:
        values |= {"disowned_at": None, "disowned_by": None}
    _update(store, programme.id, values)
    return True


def confirm(store: Store, id_: str, person: int | None, now: datetime) -> None:
    """Its provider says that it is true as of now; None stands for an import that tells so."""
    confirmed = {"confirmed_at": now, "confirmed_by": person, "disowned_at": None, "disowned_by": None}
    _update(store, id_, confirmed | _change(store, now))


def disown(store: Store, id_: str, person: int | None, now: datetime) -> None:
    """Its provider says that it is not theirs: hidden until the secretariat has looked."""
    disowned = {"disowned_at": now, "disowned_by": person, "confirmed_at": None, "confirmed_by": None}
    _update(store, id_, disowned | _change(store, now))


def restore(store: Store, id_: str, now: datetime) -> None:
    """Put a disowned entry back."""
    _update(store, id_, {"disowned_at": None, "disowned_by": None} | _change(store, now))


def newest_change(store: Store) -> int:
    """The number of the last change to any entry; 0 while all are as shipped."""
    return int(store.connection.execute(_newest).scalar_one())


def changed_since(store: Store, change: int) -> list[Programme]:
    """The programmes changed after that number, disowned ones left out."""
    found = select(_table.c.body).where(_table.c.changed > change, _shown).order_by(_table.c.changed)
    return [_programme(body) for body in store.connection.execute(found).scalars()]


def disowned_since(store: Store, change: int) -> list[str]:
    """The ids of the programmes changed after that number that are disowned now."""
    found = select(_table.c.id).where(_table.c.changed > change, ~_shown)
    return list(store.connection.execute(found).scalars())


def _entries(store: Store, statement: Select[Any], today: date) -> list[Entry]:
    # Sorted here: servers order text by the rules of some language.
    found = [_as_entry(row, today) for row in store.connection.execute(statement)]
    return sorted(found, key=lambda each: each.programme.id)


def _as_entry(row: Any, today: date) -> Entry:
    programme, is_disowned = _programme(row.body), row.disowned_at is not None
    state: State = "reference"
    if programme.is_offer(today) and not is_disowned:
        state = "live" if row.confirmed_at else "unconfirmed" if row.aboard else "reference"
    return Entry(
        programme, row.owner, state, row.confirmed_at, row.aboard, is_disowned, row.disowned_at, row.changed
    )


def _change(store: Store, now: datetime) -> dict[str, Any]:
    """The next number. Changes are committed in its order: whoever sees one has seen all before it."""
    store.changed.add(CHANGES)
    lock(store)
    return {"changed": newest_change(store) + 1, "changed_at": now}


def lock(store: Store) -> None:
    """Keep other processes from changing the catalogue until the transaction ends."""
    if store.connection.dialect.name == "postgresql":
        store.connection.execute(select(func.pg_advisory_xact_lock(_ADVISORY_LOCK)))


def _update(store: Store, id_: str, values: dict[str, Any]) -> None:
    store.connection.execute(update(_table).where(_table.c.id == id_).values(values))


def _digest(bodies: Mapping[str, tuple[str, str]]) -> str:
    return hashlib.sha256(repr(sorted(bodies.items())).encode()).hexdigest()[:32]


def _body(programme: Programme) -> str:
    return programme.model_dump_json(exclude_defaults=True)


@lru_cache(maxsize=4096)  # some 5 kB each
def _programme(body: str) -> Programme:
    # A body never changes, so what was read from it once holds for ever.
    return Programme.model_validate_json(body)
