"""What people have said of their hours and limits: one row for whoever said something."""

from datetime import datetime, time

from sqlalchemy import Column, ForeignKey, Text, bindparam, delete, select
from sqlmodel import Field, SQLModel

from knowledge.hours import Hours
from knowledge.rhythm import Rhythm
from storage.columns import Instant, Serial, insert_for
from storage.database import Store


class RhythmRow(SQLModel, table=True):
    """Hours as `HH:MM`, working days as digits (0 is Monday), sorts of letters with spaces between."""

    __tablename__ = "rhythms"

    person: int = Field(
        sa_column=Column(Serial, ForeignKey("people.id"), primary_key=True, autoincrement=False)
    )
    zone: str
    quiet_from: str
    quiet_until: str
    days: str
    a_day: int
    paused_until: datetime | None = Field(default=None, sa_type=Instant)
    gathered: str = Field(default="", sa_column=Column(Text, nullable=False))
    muted: str = Field(default="", sa_column=Column(Text, nullable=False))


_table = RhythmRow.__table__  # type: ignore[attr-defined]
_columns = (
    _table.c.zone,
    _table.c.quiet_from,
    _table.c.quiet_until,
    _table.c.days,
    _table.c.a_day,
    _table.c.paused_until,
    _table.c.gathered,
    _table.c.muted,
)
USUAL = Rhythm()  # of whoever has said nothing
_of = select(*_columns).where(_table.c.person == bindparam("reader"))


def of(store: Store, person: int) -> Rhythm:
    """Somebody's rhythm; everybody's where they have said nothing."""
    return said(store, person) or USUAL


def said(store: Store, person: int) -> Rhythm | None:
    """The same; None where neither they nor their invitation have said where they are."""
    row = store.connection.execute(_of, {"reader": person}).first()
    return _rhythm(*row) if row else None


def zone_of(store: Store, person: int) -> str:
    """The zone by whose clock somebody reads times."""
    return of(store, person).hours.zone


def every(store: Store) -> dict[int, Rhythm]:
    """The rhythms of all who have said something of theirs."""
    rows = store.connection.execute(select(_table.c.person, *_columns))
    return {int(person): _rhythm(*row) for person, *row in rows}


def put(store: Store, person: int, rhythm: Rhythm) -> None:
    hours = rhythm.hours
    values = {
        "zone": hours.zone,
        "quiet_from": f"{hours.quiet_from:%H:%M}",
        "quiet_until": f"{hours.quiet_until:%H:%M}",
        "days": "".join(str(day) for day in sorted(hours.days)),
        "a_day": rhythm.a_day,
        "paused_until": rhythm.paused_until,
        "gathered": " ".join(sorted(rhythm.gathered)),
        "muted": " ".join(sorted(rhythm.muted)),
    }
    written = insert_for(store.connection.dialect.name, _table).values(person=person, **values)
    store.connection.execute(written.on_conflict_do_update(index_elements=["person"], set_=values))


def forget(store: Store, person: int) -> None:
    store.connection.execute(delete(_table).where(_table.c.person == person))


def _rhythm(
    zone: str,
    quiet_from: str,
    quiet_until: str,
    days: str,
    a_day: int,
    paused_until: datetime | None,
    gathered: str,
    muted: str,
) -> Rhythm:
    hours = Hours(
        zone,
        time.fromisoformat(quiet_from),
        time.fromisoformat(quiet_until),
        frozenset(int(day) for day in days),
    )
    return Rhythm(hours, a_day, paused_until, frozenset(gathered.split()), frozenset(muted.split()))
