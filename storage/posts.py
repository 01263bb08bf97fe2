"""Posts one by one: who holds them, and what becomes of them. Rights follow from `people.Person` alone."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, case, select, update

from knowledge.rights import RANKS, Rank, Remit, Role
from storage.database import Store
from storage.delegations import PostRow, is_held
from storage.people import PersonRow


class Post(NamedTuple):
    """A post with what its person is called on Telegram, which everybody chooses freely."""

    id: int
    person: int
    telegram_id: int
    name: str
    delegation: str
    role: Role
    rank: Rank
    remit: Remit
    since: datetime
    suspended_at: datetime | None
    ended_at: datetime | None
    follows: int | None
    seen_on: date | None

    @property
    def is_held(self) -> bool:
        return self.ended_at is None and self.suspended_at is None


_table = PostRow.__table__  # type: ignore[attr-defined]
_people = PersonRow.__table__  # type: ignore[attr-defined]
_of_people = ("telegram_id", "name", "seen_on")
_columns = [(_people if name in _of_people else _table).c[name] for name in Post._fields]
_post: Select[Any] = select(*_columns).join(_people, _people.c.id == _table.c.person)
_standing = _post.where(_table.c.ended_at.is_(None))
# Whoever leads comes first, then by how long they are here.
_LEADING = ("focal", "administrator")
_places = {rank: -1 if rank in _LEADING else place for place, rank in enumerate(RANKS)}
_order = (case(_places, value=_table.c.rank), _table.c.id)


def by_id(store: Store, post: int) -> Post | None:
    """A post that has not ended, suspended or not."""
    return _one(store, _standing.where(_table.c.id == post))


def record(store: Store, post: int) -> Post | None:
    """A post as it stands on record, ended or not."""
    return _one(store, _post.where(_table.c.id == post))


def of_person(store: Store, person: int) -> Post | None:
    """The post that somebody holds, suspended or not."""
    return _one(store, _standing.where(_table.c.person == person))


def last_of(store: Store, person: int) -> Post | None:
    """The post that somebody held last, where it has ended."""
    ended = _post.where(_table.c.person == person, _table.c.ended_at.is_not(None))
    return _one(store, ended.order_by(_table.c.id.desc()).limit(1))


def of_delegation(store: Store, delegation: str) -> list[Post]:
    """Everybody of a delegation, suspended or not: by role, whoever leads first."""
    found = _standing.where(_table.c.delegation == delegation).order_by(_table.c.role, *_order)
    return [Post(*row) for row in store.connection.execute(found)]


def held(store: Store, delegation: str, role: Role) -> list[Post]:
    """Those who speak for a delegation in this role now, whoever leads first."""
    of_role = _post.where(is_held, _table.c.delegation == delegation, _table.c.role == role)
    return [Post(*row) for row in store.connection.execute(of_role.order_by(*_order))]


def leader(store: Store, delegation: str, role: Role) -> Post | None:
    """Its focal point (or an administrator), unless suspended."""
    return next((post for post in held(store, delegation, role) if post.rank in _LEADING), None)


def rerank(store: Store, post: Post, rank: Rank) -> bool:
    """False when it has changed meanwhile."""
    return _changed(store, post, rank=rank)


def assign(store: Store, post: Post, remit: Remit) -> bool:
    """Give it another remit; False when it has changed meanwhile."""
    return _changed(store, post, remit=remit)


def suspend(store: Store, post: Post, since: datetime | None) -> bool:
    """Suspend it, or with None lift that; False when it has changed meanwhile."""
    return _changed(store, post, suspended_at=since)


def end(store: Store, post: Post, now: datetime) -> bool:
    """False when it has ended meanwhile."""
    ended = update(_table).where(_table.c.id == post.id, _table.c.ended_at.is_(None))
    return store.connection.execute(ended.values(ended_at=now)).rowcount == 1


def _changed(store: Store, post: Post, **values: object) -> bool:
    is_suspended = _table.c.suspended_at.is_not(None)
    as_seen = (_table.c.rank == post.rank, _table.c.remit == post.remit, _table.c.ended_at.is_(None))
    statement = update(_table).where(_table.c.id == post.id, *as_seen)
    statement = statement.where(is_suspended if post.suspended_at is not None else ~is_suspended)
    return store.connection.execute(statement.values(**values)).rowcount == 1


def _one(store: Store, statement: Select[Any]) -> Post | None:
    row = store.connection.execute(statement).first()
    return Post(*row) if row else None
