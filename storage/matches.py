"""Matches: a need and a delegation that could help, and how far the two have come."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Select,
    Text,
    UniqueConstraint,
    func,
    insert,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from knowledge.matching import Fit, Point
from storage.columns import Instant, Serial
from storage.database import Store

# The provider has nobody here · was told · answers later · is interested · said no · both said yes · the
# delegation that asked said no · it fits no more, or the need is over.
UNREACHED, TOLD, LATER, INTERESTED, DECLINED, AGREED, REFUSED, LAPSED = (
    "unreached",
    "told",
    "later",
    "interested",
    "declined",
    "agreed",
    "refused",
    "lapsed",
)
UNANSWERED = (TOLD, LATER)


class MatchRow(SQLModel, table=True):
    __tablename__ = "matches"
    __table_args__ = (
        UniqueConstraint("need", "delegation", name="uq_matches_need"),
        Index("ix_matches_delegation", "delegation", "state"),
    )

    id: int | None = Field(default=None, sa_column=Column(Serial, primary_key=True, autoincrement=True))
    ref: str = Field(unique=True)
    need: int = Field(sa_column=Column(Serial, ForeignKey("needs.id"), nullable=False))
    delegation: str = Field(foreign_key="delegations.code")
    # How the delegation's programmes fit, best first, as JSON.
    fits: str = Field(sa_column=Column(Text, nullable=False))
    score: float = 0.0
    state: str = UNREACHED
    # Grows with every answer: the letter about one answer is not the letter about the next.
    rev: int = 1
    created_at: datetime = Field(sa_type=Instant)
    told_at: datetime | None = Field(default=None, sa_type=Instant)
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    # Who of the provider answered, and who of the delegation that asked.
    answered_by: int | None = Field(default=None, sa_column=Column(Serial, ForeignKey("people.id")))
    decided_by: int | None = Field(default=None, sa_column=Column(Serial, ForeignKey("people.id")))
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    reason: str | None = None


class Match(NamedTuple):
    """`fits` are those of the delegation's programmes, best first."""

    id: int
    ref: str
    need: int
    delegation: str
    fits: tuple[Fit, ...]
    score: float
    state: str
    rev: int
    told_at: datetime | None
    answered_at: datetime | None
    answered_by: int | None
    decided_by: int | None
    decided_at: datetime | None
    reason: str | None


class Unreached(NamedTuple):
    """A delegation nobody speaks for, and how many open needs its programmes fit."""

    delegation: str
    needs: int


_table = MatchRow.__table__  # type: ignore[attr-defined]
columns = [_table.c[name] for name in Match._fields]
_order = (_table.c.score.desc(), _table.c.delegation)


def by_ref(store: Store, ref: str) -> Match | None:
    """Whoever asks for a person looks at its need with `needs.by_ref` or `visible` first."""
    return _one(store, select(*columns).where(_table.c.ref == ref))


def by_id(store: Store, match: int) -> Match | None:
    return _one(store, select(*columns).where(_table.c.id == match))


def of_need(store: Store, need: int) -> list[Match]:
    """All of a need's matches, best first."""
    return _many(store, select(*columns).where(_table.c.need == need).order_by(*_order))


def of_provider(store: Store, delegation: str) -> list[Match]:
    """What a delegation was told about, newest first."""
    statement = select(*columns).where(_table.c.delegation == delegation, _table.c.told_at.is_not(None))
    return _many(store, statement.order_by(_table.c.id.desc()))


def unreached_by(store: Store, delegation: str) -> list[Match]:
    """What a delegation was not told about, since nobody spoke for it."""
    statement = select(*columns).where(_table.c.delegation == delegation, _table.c.state == UNREACHED)
    return _many(store, statement.order_by(_table.c.id))


def waiting_on(store: Store, person: int) -> list[Match]:
    """The matches in which somebody has said yes for a provider, and the other side has not answered."""
    statement = select(*columns).where(_table.c.answered_by == person, _table.c.state == INTERESTED)
    return _many(store, statement.order_by(_table.c.id))


def unreached(store: Store) -> list[Unreached]:
    """Delegations that nobody speaks for though open needs fit their programmes, the most first."""
    count = func.count().label("needs")
    statement = select(_table.c.delegation, count).where(_table.c.state == UNREACHED)
    statement = statement.group_by(_table.c.delegation).order_by(count.desc(), _table.c.delegation)
    return [Unreached(*row) for row in store.connection.execute(statement)]


def add(store: Store, ref: str, need: int, delegation: str, fits: Sequence[Fit], now: datetime) -> Match:
    """Of a delegation that is not told yet; it has none for this need so far.

    Without `fits` where it is asked by name, or comes forward, and has no programme that fits.
    """
    values = {"ref": ref, "need": need, "delegation": delegation, "fits": _dumped(fits)}
    start = {"score": _score(fits), "state": UNREACHED, "rev": 1, "created_at": now}
    row = store.connection.execute(insert(_table).values(**values, **start).returning(*columns)).one()
    return of_row(row)


def refit(store: Store, match: Match, fits: Sequence[Fit]) -> bool:
    """Note how it fits by now; False where that is what stood there."""
    if _dumped(fits) == _dumped(match.fits):
        return False
    values = {"fits": _dumped(fits), "score": _score(fits)}
    store.connection.execute(update(_table).where(_table.c.id == match.id).values(**values))
    return True


def move(store: Store, match: Match, states: Sequence[str], to: str, **values: Any) -> Match | None:
    """To another state, if it is in one of `states` now. Of many at once one gets it; the others None."""
    statement = update(_table).where(_table.c.id == match.id, _table.c.state.in_(states))
    statement = statement.values(state=to, rev=_table.c.rev + 1, **values).returning(*columns)
    row = store.connection.execute(statement).first()
    return of_row(row) if row else None


def stand_in(store: Store, match: Match, side: str, person: int) -> Match:
    """Let somebody else be who said yes for a side (`provider`, or whoever asked)."""
    column = "answered_by" if side == "provider" else "decided_by"
    stand = update(_table).where(_table.c.id == match.id).values({column: person})
    return of_row(store.connection.execute(stand.returning(*columns)).one())


def agreed_by(store: Store, person: int) -> list[Match]:
    """The matches in which both sides have said yes, and this person for one of them."""
    own = (_table.c.answered_by == person) | (_table.c.decided_by == person)
    return _many(store, select(*columns).where(_table.c.state == AGREED, own).order_by(_table.c.id))


def _one(store: Store, statement: Select[Any]) -> Match | None:
    row = store.connection.execute(statement).first()
    return of_row(row) if row else None


def _many(store: Store, statement: Select[Any]) -> list[Match]:
    return [of_row(row) for row in store.connection.execute(statement)]


def of_row(row: Any) -> Match:
    """A match from its `columns`."""
    match = Match(*row)
    return match._replace(fits=_loaded(str(match.fits)))


def _score(fits: Sequence[Fit]) -> float:
    return fits[0].score if fits else 0.0


def _dumped(fits: Sequence[Fit]) -> str:
    return json.dumps(
        [[f.programme, f.score, [[p.kind, p.state, p.met, p.missed] for p in f.points]] for f in fits]
    )


def _loaded(text: str) -> tuple[Fit, ...]:
    return tuple(
        Fit(programme, tuple(Point(k, s, tuple(met), tuple(missed)) for k, s, met, missed in points), score)
        for programme, score, points in json.loads(text)
    )
