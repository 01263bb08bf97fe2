"""Who is told of a meeting, and when; what these letters say is written when they leave."""

from datetime import datetime

from handlers.kit import rounds
from handlers.kit.access import renew_role
from handlers.kit.book import Book
from handlers.kit.i18n import Translator
from handlers.kit.screen import Screen
from handlers.kit.turn import Moment, Turn
from handlers.meetings import reminding, views
from storage import meetings, rhythms
from storage.database import Store
from storage.meetings import Meeting
from storage.people import Person


def register(book: Book) -> None:
    book.due("meeting-round", invite)
    book.due("meeting-change-round", tell_change)
    book.due("meetings-aboard", invite_newcomer)


def invite(moment: Moment, subject: str) -> None:
    ref, people = rounds.everybody(moment, "meeting-round", subject)
    for person in people:
        moment.tell(person, "meeting", ref, _key(ref, person))


def invite_newcomer(moment: Moment, subject: str) -> None:
    """Whoever takes a post is invited to all that is still to come, and reminded of it."""
    person = int(subject)
    for meeting in meetings.planned(moment.store, moment.now):
        moment.tell(person, "meeting", meeting.ref, _key(meeting.ref, person))
        reminding.plan(moment, meeting, person)


def tell_change(moment: Moment, subject: str) -> None:
    """A new time, or none any more: a letter of its own, and the invitation says so too."""
    about, people = rounds.everybody(moment, "meeting-change-round", subject)
    ref, _, _rev = about.partition(".")
    for person in people:
        moment.renew(person, "meeting", ref, _key(ref, person))
        moment.tell(person, "meeting-change", about, f"meeting-change:{about}:{person}")


def renew_cards(turn: Turn, meeting: Meeting) -> None:
    """Let the person's invitation, and the secretariat's with its counts, say what holds now."""
    turn.renew(turn.person.id, "meeting", meeting.ref, _key(meeting.ref, turn.person.id))
    renew_role(turn, "secretariat", "meeting", meeting.ref)


def card(store: Store, t: Translator, reader: Person, meeting: Meeting, now: datetime) -> Screen:
    """A meeting as one person sees it."""
    said = meetings.answers_of(store, reader.id, [meeting]).get(meeting.id)
    return views.meeting(
        t, reader, meeting, said, meetings.attendance(store, meeting), now, rhythms.zone_of(store, reader.id)
    )


def meeting_letter(store: Store, t: Translator, reader: Person, subject: str, now: datetime) -> Screen | None:
    meeting = meetings.by_ref(store, subject)
    if meeting is None or reader.role is None or reminding.is_over(meeting, now):
        return None
    return card(store, t, reader, meeting, now)


def change_letter(store: Store, t: Translator, reader: Person, subject: str, now: datetime) -> Screen | None:
    """The newest change; nothing where another has followed that tells more."""
    meeting = reminding.as_told(store, subject)
    if meeting is None or reader.role is None or reminding.is_over(meeting, now):
        return None
    said = meetings.answers_of(store, reader.id, [meeting]).get(meeting.id)
    return views.change(t, reader, meeting, said, now, rhythms.zone_of(store, reader.id))


def _key(ref: str, person: int) -> str:
    return f"meeting:{ref}:{person}"
