"""Who is reminded of a meeting, and when: each by their own clock."""

from datetime import datetime

from handlers.kit import rounds
from handlers.kit.book import Book
from handlers.kit.i18n import Translator
from handlers.kit.screen import Screen
from handlers.kit.turn import Moment
from handlers.meetings import views
from handlers.meetings.actions import STILL_NEWS
from knowledge.reminders import Reminder, reminders
from storage import dues, meetings, rhythms
from storage.database import Store
from storage.meetings import NOT_COMING, PLANNED, Meeting
from storage.people import Person


def register(book: Book) -> None:
    book.due("meeting-reminder", plan_all)
    book.due("reminders-anew", plan_anew)
    book.due("reminder", remind)


def plan_all(moment: Moment, subject: str) -> None:
    """A meeting was set or moved: everybody's next reminder of it is due at an instant of its own."""
    about, people = rounds.everybody(moment, "meeting-reminder", subject)
    meeting = as_told(moment.store, about)
    if meeting is not None and meeting.state == PLANNED:
        for person in people:
            plan(moment, meeting, person)


def plan_anew(moment: Moment, subject: str) -> None:
    """Somebody keeps other hours now."""
    for meeting in meetings.planned(moment.store, moment.now):
        plan(moment, meeting, int(subject))


def plan(moment: Moment, meeting: Meeting, person: int) -> None:
    """Let the next of somebody's reminders be due; what has passed is not made up for."""
    to_come = [each.at for each in _reminders(moment.store, meeting, person) if each.at >= moment.now]
    if to_come:
        about = f"{meeting.ref}.{meeting.rev}"
        dues.by(moment.store, f"reminder:{about}:{person}", "reminder", to_come[0], f"{about}.{person}")


def remind(moment: Moment, subject: str) -> datetime | None:
    """Whoever has not said that they stay away, of a time that still holds; by the hours they keep now."""
    about, _, reader = subject.rpartition(".")
    meeting, person = as_told(moment.store, about), int(reader)
    if meeting is None or meeting.state != PLANNED or meeting.starts_at <= moment.now:
        return None
    planned = _reminders(moment.store, meeting, person)
    due = [each for each in planned if each.at <= moment.now]
    if due and meetings.answers_of(moment.store, person, [meeting]).get(meeting.id) != NOT_COMING:
        minutes = int(due[-1].before.total_seconds()) // 60
        moment.tell(person, "reminder", about, f"reminder:{about}:{minutes}:{person}")
    return next((each.at for each in planned if each.at > moment.now), None)


def reminder_letter(
    store: Store, t: Translator, reader: Person, subject: str, now: datetime
) -> Screen | None:
    meeting = as_told(store, subject)
    if meeting is None or meeting.state != PLANNED or reader.role is None or is_over(meeting, now):
        return None
    said = meetings.answers_of(store, reader.id, [meeting]).get(meeting.id)
    if said == NOT_COMING:
        return None
    return views.reminder(t, reader, meeting, said, now, rhythms.zone_of(store, reader.id))


def as_told(store: Store, about: str) -> Meeting | None:
    """The meeting of `ref.rev`, if it is still as it was at that revision."""
    ref, _, rev = about.partition(".")
    meeting = meetings.by_ref(store, ref)
    return meeting if meeting is not None and str(meeting.rev) == rev else None


def is_over(meeting: Meeting, now: datetime) -> bool:
    """Whether it is too late for a word about it."""
    return now > meeting.starts_at + STILL_NEWS


def _reminders(store: Store, meeting: Meeting, person: int) -> list[Reminder]:
    return reminders(meeting.starts_at, rhythms.of(store, person))
