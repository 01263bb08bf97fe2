"""Meetings that the secretariat sets, and who says that they come."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import Column, ForeignKey, Index, Select, Text, delete, func, insert, select, update
from sqlmodel import Field, SQLModel

from storage.columns import Instant, Serial, insert_for
from storage.database import Store
from storage.delegations import PostRow, is_held

PLANNED, CANCELLED = "planned", "cancelled"
Answer = Literal["coming", "not coming"]
COMING: Answer = "coming"
NOT_COMING: Answer = "not coming"


class MeetingRow(SQLModel, table=True):
    """`zone` is where its time was meant when somebody typed it; `rev` counts its changes."""

    __tablename__ = "meetings"
    __table_args__ = (Index("ix_meetings_starts", "starts_at"),)

    id: int | None = Field(default=None, sa_column=Column(Serial, primary_key=True, autoincrement=True))
    ref: str = Field(unique=True)
    title: str = Field(sa_column=Column(Text, nullable=False))
    starts_at: datetime = Field(sa_type=Instant)
    zone: str
    created_by: int = Field(sa_column=Column(Serial, ForeignKey("people.id"), nullable=False))
    created_at: datetime = Field(sa_type=Instant)
    state: str = PLANNED
    rev: int = 1


class AttendanceRow(SQLModel, table=True):
    """What a person last answered about the time that holds; a new time asks everybody anew."""

    __tablename__ = "attendance"

    meeting: int = Field(
        sa_column=Column(Serial, ForeignKey("meetings.id"), primary_key=True, autoincrement=False)
    )
    person: int = Field(
        sa_column=Column(Serial, ForeignKey("people.id"), primary_key=True, autoincrement=False)
    )
    answer: str
    at: datetime = Field(sa_type=Instant)


class Meeting(NamedTuple):
    id: int
    ref: str
    title: str
    starts_at: datetime
    zone: str
    state: str
    rev: int


class Attendance(NamedTuple):
    """How many people of a delegation come, do not come, and have not answered."""

    delegation: str
    coming: int
    not_coming: int
    silent: int


_table = MeetingRow.__table__  # type: ignore[attr-defined]
_answers = AttendanceRow.__table__  # type: ignore[attr-defined]
_posts = PostRow.__table__  # type: ignore[attr-defined]
_meeting: Select[Any] = select(*(_table.c[name] for name in Meeting._fields))


def add(
    store: Store, ref: str, title: str, starts_at: datetime, zone: str, by: int, now: datetime
) -> Meeting:
    values = {"ref": ref, "title": title, "starts_at": starts_at, "zone": zone, "created_by": by}
    statement = insert(_table).values(**values, created_at=now, state=PLANNED, rev=1)
    id_ = store.connection.execute(statement.returning(_table.c.id)).scalar_one()
    return Meeting(int(id_), ref, title, starts_at, zone, PLANNED, 1)


def by_ref(store: Store, ref: str, *, hold: bool = False) -> Meeting | None:
    """A meeting; with `hold` nobody changes it before the transaction ends."""
    statement = _meeting.where(_table.c.ref == ref)
    row = store.connection.execute(statement.with_for_update() if hold else statement).first()
    return Meeting(*row) if row else None


def planned(store: Store, after: datetime) -> list[Meeting]:
    """The meetings that start after this instant and are not cancelled, the next first."""
    statement = _meeting.where(_table.c.state == PLANNED, _table.c.starts_at > after)
    found = store.connection.execute(statement.order_by(_table.c.starts_at, _table.c.id))
    return [Meeting(*row) for row in found]


def move(store: Store, meeting: Meeting, starts_at: datetime, zone: str) -> bool:
    """Give it another time, for which nobody has answered yet; False when it changed meanwhile."""
    if not _change(store, meeting, {"starts_at": starts_at, "zone": zone}):
        return False
    store.connection.execute(delete(_answers).where(_answers.c.meeting == meeting.id))
    return True


def cancel(store: Store, meeting: Meeting) -> bool:
    """False when it changed meanwhile."""
    return _change(store, meeting, {"state": CANCELLED})


def _change(store: Store, meeting: Meeting, values: dict[str, object]) -> bool:
    statement = update(_table).where(
        _table.c.id == meeting.id, _table.c.state == PLANNED, _table.c.rev == meeting.rev
    )
    return store.connection.execute(statement.values(**values, rev=meeting.rev + 1)).rowcount == 1


def answer(store: Store, meeting: Meeting, person: int, said: Answer, now: datetime) -> None:
    """Keep what a person says now, instead of what they said before."""
    values = {"meeting": meeting.id, "person": person, "answer": said, "at": now}
    statement = insert_for(store.connection.dialect.name, _answers).values(values)
    changed = {"answer": said, "at": now}
    store.connection.execute(
        statement.on_conflict_do_update(index_elements=["meeting", "person"], set_=changed)
    )


def answers_of(store: Store, person: int, of: Sequence[Meeting]) -> dict[int, str]:
    """What a person answered, by the meeting's id; nothing where they did not."""
    statement = select(_answers.c.meeting, _answers.c.answer)
    asked = statement.where(
        _answers.c.person == person, _answers.c.meeting.in_([meeting.id for meeting in of])
    )
    return {int(meeting): str(said) for meeting, said in store.connection.execute(asked)}


def pass_on(store: Store, person: int, successor: int, now: datetime) -> None:
    """What a person answered to meetings still to come is what their successor has answered."""
    to_come = select(_table.c.id).where(_table.c.state == PLANNED, _table.c.starts_at > now)
    own = _answers.alias()
    answered = select(own.c.meeting).where(own.c.person == successor)
    theirs = update(_answers).where(
        _answers.c.person == person,
        _answers.c.meeting.in_(to_come),
        _answers.c.meeting.not_in(answered),
    )
    store.connection.execute(theirs.values(person=successor))


def absent(store: Store, meeting: Meeting) -> set[int]:
    """The people who said that they do not come."""
    statement = select(_answers.c.person).where(
        _answers.c.meeting == meeting.id, _answers.c.answer == NOT_COMING
    )
    return {int(person) for (person,) in store.connection.execute(statement)}


def attendance(store: Store, meeting: Meeting) -> list[Attendance]:
    """Every delegation that somebody speaks for now, in the order of codes."""
    said = (_answers.c.answer == COMING, _answers.c.answer == NOT_COMING, _answers.c.answer.is_(None))
    theirs = (_answers.c.person == _posts.c.person) & (_answers.c.meeting == meeting.id)
    statement = (
        select(_posts.c.delegation, *(func.count().filter(each) for each in said))
        .outerjoin(_answers, theirs)
        .where(is_held)
        .group_by(_posts.c.delegation)
        .order_by(_posts.c.delegation)
    )
    return [Attendance(*row) for row in store.connection.execute(statement)]
