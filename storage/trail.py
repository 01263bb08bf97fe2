"""Reading the audit trail: searched by whoever may, and by everybody for what concerns themselves."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, or_, select

from storage.audit import AuditRow
from storage.database import Store
from storage.delegations import PostRow
from storage.needrow import NeedRow
from storage.people import PersonRow
from storage.requests import RequestRow

_CHUNK = 1_000

_table = AuditRow.__table__  # type: ignore[attr-defined]
_people = PersonRow.__table__  # type: ignore[attr-defined]
_posts = PostRow.__table__  # type: ignore[attr-defined]
_needs = NeedRow.__table__  # type: ignore[attr-defined]
_requests = RequestRow.__table__  # type: ignore[attr-defined]
_names = ("id", "number", "at", "actor", "verb", "subject", "before", "after", "salt")


class Line(NamedTuple):
    """`name` is the actor's, None for nobody in person; `number` is None until the line is sealed."""

    id: int
    number: int | None
    at: datetime
    actor: int | None
    verb: str
    subject: str
    before: str | None
    after: str | None
    salt: str | None
    name: str | None

    @property
    def is_erased(self) -> bool:
        return self.number is not None and self.salt is None


class Wanted(NamedTuple):
    """What is looked for; all of it must hold.

    `words` are found in a person's name, the verb or the subject, or mean one of the verbs `meant` or of the
    `delegations`: what was done by somebody who held a post for it then, or to a need of it. `since` is the
    first instant, `until` the first one that is too late.
    """

    person: str = ""
    verb: str = ""
    subject: str = ""
    words: str = ""
    meant: Collection[str] = ()
    delegations: Collection[str] = ()
    since: datetime | None = None
    until: datetime | None = None


EVERYTHING = Wanted()


def newest(store: Store, wanted: Wanted, before: int | None, limit: int) -> list[Line]:
    """The newest lines, or the newest ones older than the line with the id `before`."""
    return _newest(store, _conditions(wanted), before, limit)


def concerning(store: Store, person: int, before: int | None, limit: int) -> list[Line]:
    """What a person did, and what was done to their post and their requests."""
    own = select(literal("request:") + _requests.c.ref).where(_requests.c.person == person)
    about = (_table.c.subject == f"person:{person}") | _table.c.subject.in_(own)
    return _newest(store, [(_table.c.actor == person) | about], before, limit)


def names(store: Store, lines: Collection[Line]) -> dict[str, str]:
    """What the people are called whom these lines are about, by their subjects."""
    ids = {int(line.subject[7:]) for line in lines if line.subject.startswith("person:")}
    found = store.connection.execute(select(_people.c.id, _people.c.name).where(_people.c.id.in_(ids)))
    return {f"person:{id_}": name for id_, name in found}


def every(store: Store, wanted: Wanted) -> Iterator[Line]:
    """All lines that are wanted, oldest first."""
    conditions, last = _conditions(wanted), 0
    while rows := store.connection.execute(
        _select().where(*conditions, _table.c.id > last).order_by(_table.c.id).limit(_CHUNK)
    ).all():
        yield from (Line(*row) for row in rows)
        last = rows[-1][0]


def _newest(store: Store, conditions: list[Any], before: int | None, limit: int) -> list[Line]:
    statement = _select().where(*conditions).order_by(_table.c.id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(_table.c.id < before)
    return [Line(*row) for row in store.connection.execute(statement)]


def _select() -> Select[Any]:
    columns = [_table.c[name] for name in _names]
    return select(*columns, _people.c.name).outerjoin(_people, _people.c.id == _table.c.actor)


def _conditions(wanted: Wanted) -> list[Any]:
    found: list[Any] = []
    if wanted.person:
        found.append(_person(wanted.person))
    if wanted.verb:
        found.append(_holds(_table.c.verb, wanted.verb))
    if wanted.subject:
        found.append(_holds(_table.c.subject, wanted.subject))
    if wanted.words:
        found.append(_said(wanted))
    if wanted.since is not None:
        found.append(_table.c.at >= wanted.since)
    if wanted.until is not None:
        found.append(_table.c.at < wanted.until)
    return found


def _person(typed: str) -> ColumnElement[bool]:
    """By number or by a part of the name: what they did, and what was done to them."""
    who = cast(_people.c.id, String) == typed if typed.isdecimal() else _holds(_people.c.name, typed)
    ids = select(_people.c.id).where(who)
    subjects = select(literal("person:") + cast(_people.c.id, String)).where(who)
    return or_(_table.c.actor.in_(ids), _table.c.subject.in_(subjects))


def _said(wanted: Wanted) -> ColumnElement[bool]:
    columns = (_table.c.verb, _table.c.subject)
    return or_(
        *(_holds(column, wanted.words) for column in columns),
        _person(wanted.words),
        _table.c.verb.in_(wanted.meant),
        *(_delegation(code) for code in wanted.delegations),
    )


def _delegation(code: str) -> ColumnElement[bool]:
    """Done by somebody who spoke for it at that instant, or to a need of it."""
    held = (_posts.c.delegation == code, _posts.c.person == _table.c.actor, _posts.c.since <= _table.c.at)
    then = select(_posts.c.id).where(*held, _posts.c.ended_at.is_(None) | (_posts.c.ended_at > _table.c.at))
    own = select(literal("need:") + _needs.c.ref).where(_needs.c.delegation == code)
    return or_(then.correlate(_table).exists(), _table.c.subject.in_(own))


def _holds(column: Any, words: str) -> ColumnElement[bool]:
    folded: ColumnElement[bool] = func.lower(column).contains(words.lower(), autoescape=True)
    return folded
