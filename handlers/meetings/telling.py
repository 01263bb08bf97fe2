"""Who is told of a meeting, and when; what these letters say is written when they leave."""

from datetime import datetime

from handlers.kit import rounds
from handlers.kit.access import renew_role
from handlers.kit.book import Book
from handlers.kit.i18n import Translator
from handlers.kit.screen import Screen
from handlers.kit.turn import Moment, Turn
from handlers.meetings import views
from handlers.meetings.actions import STILL_NEWS
from storage import meetings
from storage.database import Store
from storage.meetings import NOT_COMING, PLANNED, Meeting
from storage.people import Person


def register(book: Book) -> None:
    book.due("meeting-round", invite)
    book.due("meeting-change-round", tell_change)
    book.due("meeting-reminder", remind)
    book.due("meetings-aboard", invite_newcomer)


def invite(moment: Moment, subject: str) -> None:
    ref, people = rounds.everybody(moment, "meeting-round", subject)
    for person in people:
        moment.tell(person, "meeting", ref, _key(ref, person))


def invite_newcomer(moment: Moment, subject: str) -> None:
    """Whoever takes a post is invited to all that is still to come."""
    person = int(subject)
    for meeting in meetings.planned(moment.store, moment.now):
        moment.tell(person, "meeting", meeting.ref, _key(meeting.ref, person))


def tell_change(moment: Moment, subject: str) -> None:
    """A new time, or none any more: a letter of its own, and the invitation says so too."""
    about, people = rounds.everybody(moment, "meeting-change-round", subject)
    ref, _, _rev = about.partition(".")
    for person in people:
        moment.renew(person, "meeting", ref, _key(ref, person))
        moment.tell(person, "meeting-change", about, f"meeting-change:{about}:{person}")


def remind(moment: Moment, subject: str) -> None:
    """Everybody who has not said that they stay away; nobody of a time that has changed since."""
    about, people = rounds.everybody(moment, "meeting-reminder", subject)
    meeting = _as_told(moment.store, about)
    if meeting is None or meeting.state != PLANNED:
        return
    absent = meetings.absent(moment.store, meeting)
    for person in people:
        if person not in absent:
            moment.tell(person, "reminder", about, f"reminder:{about}:{person}")


def renew_cards(turn: Turn, meeting: Meeting) -> None:
    """Let the person's invitation, and the secretariat's with its counts, say what holds now."""
    turn.renew(turn.person.id, "meeting", meeting.ref, _key(meeting.ref, turn.person.id))
    renew_role(turn, "secretariat", "meeting", meeting.ref)


def card(store: Store, t: Translator, reader: Person, meeting: Meeting, now: datetime) -> Screen:
    """A meeting as one person sees it."""
    said = meetings.answers_of(store, reader.id, [meeting]).get(meeting.id)
    return views.meeting(t, reader, meeting, said, meetings.attendance(store, meeting), now)


def meeting_letter(store: Store, t: Translator, reader: Person, subject: str, now: datetime) -> Screen | None:
    meeting = meetings.by_ref(store, subject)
    if meeting is None or reader.role is None or _is_over(meeting, now):
        return None
    return card(store, t, reader, meeting, now)


def change_letter(store: Store, t: Translator, reader: Person, subject: str, now: datetime) -> Screen | None:
    """The newest change; nothing where another has followed that tells more."""
    meeting = _as_told(store, subject)
    if meeting is None or reader.role is None or _is_over(meeting, now):
        return None
    said = meetings.answers_of(store, reader.id, [meeting]).get(meeting.id)
    return views.change(t, reader, meeting, said, now)


def reminder_letter(
    store: Store, t: Translator, reader: Person, subject: str, now: datetime
) -> Screen | None:
    meeting = _as_told(store, subject)
    if meeting is None or meeting.state != PLANNED or reader.role is None or _is_over(meeting, now):
        return None
    said = meetings.answers_of(store, reader.id, [meeting]).get(meeting.id)
    return views.reminder(t, reader, meeting, said, now) if said != NOT_COMING else None


def _as_told(store: Store, about: str) -> Meeting | None:
    """The meeting of `ref.rev`, if it is still as it was at that revision."""
    ref, _, rev = about.partition(".")
    meeting = meetings.by_ref(store, ref)
    return meeting if meeting is not None and str(meeting.rev) == rev else None


def _is_over(meeting: Meeting, now: datetime) -> bool:
    return now > meeting.starts_at + STILL_NEWS


def _key(ref: str, person: int) -> str:
    return f"meeting:{ref}:{person}"
