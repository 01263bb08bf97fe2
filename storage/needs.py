"""Capability needs: what a delegation looks for help with, and who may see it.

What people read goes through `storage.visibility`; `by_id` and its kin serve what the system does itself.
"""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, select, update

from knowledge.needs import NeedBody
from storage import delegations, matches
from storage.columns import names_any
from storage.database import Store
from storage.matches import Match, MatchRow
from storage.needrow import (
    ALL,
    CLEARING,
    CODES,
    DISCARDED,
    DRAFT,
    LIVE,
    MATCHED,
    NAMED,
    OPEN,
    PAUSED,
    PUBLISHED,
    QUEUED,
    SECRETARIAT,
    VISIBILITIES,
    WITHDRAWN,
    Need,
    Visibility,
    columns,
    of_row,
)
from storage.needrow import table as _table
from storage.people import Person
from storage.visibility import as_seen, is_open_to, match_seen, visible_to

__all__ = [
    "ALL",
    "CLEARING",
    "CODES",
    "DISCARDED",
    "DRAFT",
    "LIVE",
    "MATCHED",
    "NAMED",
    "OPEN",
    "PAUSED",
    "QUEUED",
    "SECRETARIAT",
    "VISIBILITIES",
    "WITHDRAWN",
    "Need",
    "Visibility",
]

_matches = MatchRow.__table__  # type: ignore[attr-defined]


def by_ref(store: Store, person: Person, ref: str) -> Need | None:
    """A need, if there is one that this person may see."""
    found = _one(store, _select().where(_table.c.ref == ref, visible_to(person)))
    return as_seen(found, person) if found is not None else None


def own(store: Store, person: Person, ref: str) -> Need | None:
    """The same, if it is of this person's own delegation: what may be managed, not only read."""
    mine = _table.c.delegation == person.delegation
    return _one(store, _select().where(_table.c.ref == ref, visible_to(person), mine))


def of_members(store: Store, person: Person) -> list[Need]:
    """What members have published that let this person's organisation see it, newest first."""
    others = (visible_to(person), _table.c.delegation != person.delegation)
    statement = _select().where(*others, _table.c.state.in_((OPEN, PAUSED)))
    return [as_seen(need, person) for need in _many(store, statement.order_by(_table.c.id.desc()))]


def of_match(store: Store, person: Person, ref: str) -> tuple[Need, Match] | None:
    """A match and its need, if this person may see both: of either side each sees its own alone."""
    match = matches.by_ref(store, ref)
    if match is None:
        return None
    need = _one(store, _select().where(_table.c.id == match.need, visible_to(person)))
    if need is None:
        return None
    side = {"provider": match.delegation, "recipient": need.delegation}.get(person.role or "")
    is_untold = person.role == "provider" and match.told_at is None
    if side not in (None, person.delegation) or is_untold:
        return None
    seen = as_seen(need, person, match)
    return seen, match_seen(seen, match)


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
    statement = select(*columns, *matches.columns).join(_matches, _matches.c.need == _table.c.id)
    statement = statement.where(own, told, visible_to(person)).order_by(_matches.c.id.desc())
    parts = len(columns)
    found = [
        (of_row(row[:parts]), matches.of_row(row[parts:])) for row in store.connection.execute(statement)
    ]
    pairs = [(as_seen(need, person, match), match) for need, match in found]
    return [(need, match_seen(need, match)) for need, match in pairs]


def open_to(store: Store, person: Person) -> list[tuple[Need, Match | None]]:
    """The needs that are open to all providers, newest first, with what this one's delegation has of each."""
    if person.role != "provider" or person.delegation is None:
        return []
    found = _many(store, _select().where(is_open_to(person.delegation)).order_by(_table.c.id.desc()))
    own = {match.need: match for match in matches.of_provider(store, person.delegation)}
    return [(as_seen(need, person, own.get(need.id)), own.get(need.id)) for need in found]


def open_one(store: Store, person: Person, called: str) -> Need | None:
    """One of them, by its alias."""
    return next((need for need, _ in open_to(store, person) if alias(need) == called), None)


def alias(need: Need) -> str:
    """How a button of somebody else's calls a need: its own reference may come from a file and say whose."""
    return hashlib.sha256(need.ref.encode()).hexdigest()[:12]


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


def seen_by(store: Store, person: Person, states: Sequence[str] = PUBLISHED) -> list[Need]:
    """Whatever published need a person may see, newest first."""
    statement = _select().where(visible_to(person), _table.c.state.in_(states))
    return [as_seen(need, person) for need in _many(store, statement.order_by(_table.c.id.desc()))]


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
    defaults = {
        "visibility": MATCHED, "is_anonymous": False, "state": DRAFT, "rev": 1, "created_at": now
    }  # fmt: skip
    store.connection.execute(insert(_table).values(**values, **defaults))
    return _one(store, _select().where(_table.c.ref == ref))


def write(store: Store, need: Need, body: NeedBody) -> bool:
    """Change what it says; False when somebody else changed it meanwhile."""
    return _changed(store, need, need.state, body=body.model_dump_json())


def show_to(store: Store, need: Need, visibility: Visibility, *, is_anonymous: bool = False) -> bool:
    return _changed(store, need, need.state, visibility=visibility, is_anonymous=is_anonymous)


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
    return select(*columns)


def _one(store: Store, statement: Select[Any]) -> Need | None:
    row = store.connection.execute(statement).first()
    return of_row(row) if row else None


def _many(store: Store, statement: Select[Any]) -> list[Need]:
    return [of_row(row) for row in store.connection.execute(statement)]
