"""What is done about meetings. The exercise sets its own by the same actions."""

from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from handlers.kit import rounds
from knowledge.appointments import Appointment
from storage import audit, meetings
from storage.database import Store
from storage.meetings import Answer, Meeting
from storage.people import Person

LONGEST_TITLE = 120
# So long after its start a meeting is still worth a word.
STILL_NEWS = timedelta(minutes=30)

# Why an answer does not count.
Trouble = Literal["gone", "cancelled", "begun", "moved"]


class Reply(NamedTuple):
    """The meeting as it stands, None where there is none; and why nothing was noted, if so."""

    meeting: Meeting | None
    trouble: Trouble | None = None


def set_meeting(
    store: Store, officer: Person, ref: str, title: str, appointment: Appointment, now: datetime
) -> Meeting:
    """Plan a meeting under `ref`; everybody who holds a post is invited at the next ticks."""
    meeting = meetings.add(store, ref, title, appointment.at, appointment.zone, officer.id, now)
    audit.record(store, now, officer.id, "set meeting", f"meeting:{ref}", after=_told(meeting))
    rounds.begin(store, "meeting-round", ref, now)
    _remind(store, meeting, now)
    return meeting


def move(
    store: Store, officer: Person, meeting: Meeting, appointment: Appointment, now: datetime
) -> Meeting | None:
    """Give it another time, which asks everybody anew; None when it was changed meanwhile."""
    if not meetings.move(store, meeting, appointment.at, appointment.zone):
        return None
    moved = meeting._replace(starts_at=appointment.at, zone=appointment.zone, rev=meeting.rev + 1)
    before, after = _told(meeting), _told(moved)
    audit.record(
        store, now, officer.id, "moved meeting", f"meeting:{meeting.ref}", before=before, after=after
    )
    _tell_change(store, moved, now)
    _remind(store, moved, now)
    return moved


def cancel(store: Store, officer: Person, meeting: Meeting, now: datetime) -> Meeting | None:
    """Call it off; None when it was changed meanwhile."""
    if not meetings.cancel(store, meeting):
        return None
    off = meeting._replace(state=meetings.CANCELLED, rev=meeting.rev + 1)
    audit.record(
        store,
        now,
        officer.id,
        "cancelled meeting",
        f"meeting:{meeting.ref}",
        before=meeting.state,
        after=off.state,
    )
    _tell_change(store, off, now)
    return off


def answer(store: Store, person: Person, ref: str, rev: int, said: Answer, now: datetime) -> Reply:
    """Note what a person answers to the meeting as their card showed it (`rev`)."""
    meeting = meetings.by_ref(store, ref, hold=True)
    if meeting is None:
        return Reply(None, "gone")
    if meeting.state == meetings.CANCELLED:
        return Reply(meeting, "cancelled")
    if meeting.starts_at <= now:
        return Reply(meeting, "begun")
    if meeting.rev != rev:
        return Reply(meeting, "moved")
    before = meetings.answers_of(store, person.id, [meeting]).get(meeting.id)
    if before != said:
        meetings.answer(store, meeting, person.id, said, now)
        subject = f"meeting:{ref}"
        audit.record(store, now, person.id, "answered meeting", subject, before=before, after=said)
    return Reply(meeting)


def _tell_change(store: Store, meeting: Meeting, now: datetime) -> None:
    rounds.begin(store, "meeting-change-round", f"{meeting.ref}.{meeting.rev}", now)


def _remind(store: Store, meeting: Meeting, now: datetime) -> None:
    """Everybody's reminders are planned, by the clock of each."""
    rounds.begin(store, "meeting-reminder", f"{meeting.ref}.{meeting.rev}", now)


def _told(meeting: Meeting) -> dict[str, str]:
    return {"title": meeting.title, "starts": meeting.starts_at.isoformat(), "zone": meeting.zone}
