"""Meetings, as those see them who are asked to come."""

from collections.abc import Sequence
from datetime import datetime

from handlers.kit.buttons import Code
from handlers.kit.html import Html, bold, italic, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import FEWEST, appointment, provider
from handlers.kit.screen import Button, Row, Screen
from handlers.meetings.actions import Trouble
from storage.meetings import CANCELLED, COMING, Attendance, Meeting
from storage.people import Person

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def meeting(
    t: Translator,
    reader: Person,
    meeting: Meeting,
    said: str | None,
    attendance: Sequence[Attendance],
    now: datetime,
    zone: str,
) -> Screen:
    """What, when (by the clock of the reader's `zone` too), who comes, and the reader's own answer."""
    is_secretariat = reader.role == "secretariat"
    is_open = _is_open(meeting, now)
    text = lines(
        bold(t("Meeting")),
        bold(meeting.title),
        t("When: {when}", when=appointment(t, meeting.starts_at, zone)),
        _state(t, meeting, now),
        counts(t, attendance, each=is_secretariat) if meeting.state != CANCELLED else None,
        own_answer(t, said) if is_open else None,
        because(t, reader),
    )
    rows = [_answers(t, meeting, said)] if is_open else []
    if is_secretariat and meeting.state != CANCELLED:
        rows.append((Button(t.label("Who comes"), Code("whocomes", f"{meeting.ref}.0")),))
    if is_secretariat and is_open:
        rows[-1] += (Button(t.label("Change the time"), Code("movemeeting", meeting.ref, meeting.rev)),)
        cancel = Button(t.label("Cancel the meeting"), Code("cancelmeeting", meeting.ref, meeting.rev))
        rows.append((cancel,))
    capital = Button(t.label("Text for capital"), Code("meeting-capital", meeting.ref))
    last = (all_meetings(t),) if is_secretariat else (all_meetings(t), capital)
    return Screen(text, (*rows, last))


def change(
    t: Translator, reader: Person, meeting: Meeting, said: str | None, now: datetime, zone: str
) -> Screen:
    """What has changed about a meeting that one knows."""
    when = t("When: {when}", when=appointment(t, meeting.starts_at, zone))
    if meeting.state == CANCELLED:
        text = lines(bold(t("This meeting was cancelled.")), bold(meeting.title), when, because(t, reader))
        return Screen(text, ((all_meetings(t),),))
    text = lines(
        bold(t("A meeting has a new time")),
        bold(meeting.title),
        when,
        t("Answers to the old time no longer count.") if said is None else None,
        _state(t, meeting, now),
        own_answer(t, said) if _is_open(meeting, now) else None,
        because(t, reader),
    )
    rows = [_answers(t, meeting, said)] if _is_open(meeting, now) else []
    return Screen(text, (*rows, (all_meetings(t),)))


def reminder(
    t: Translator, reader: Person, meeting: Meeting, said: str | None, now: datetime, zone: str
) -> Screen:
    """How much time is left, at the instant at which the letter leaves."""
    text = lines(
        bold(_time_left(t, meeting, now)),
        bold(meeting.title),
        t("When: {when}", when=appointment(t, meeting.starts_at, zone)),
        own_answer(t, said) if _is_open(meeting, now) else None,
        because(t, reader),
    )
    rows = [_answers(t, meeting, said)] if _is_open(meeting, now) else []
    return Screen(text, (*rows, (all_meetings(t),)))


def noted(t: Translator, said: str) -> str:
    return t.label("Noted: you are coming.") if said == COMING else t.label("Noted: you are not coming.")


def not_noted(t: Translator, why: Trouble) -> str:
    """Why an answer does not count, over the chat."""
    return {
        "gone": t.label("There is no such meeting."),
        "cancelled": t.label("This meeting was cancelled."),
        "begun": t.label("This meeting has begun or is over."),
        "moved": t.label("The time has changed meanwhile. Please look at the new one and answer again."),
    }[why]


def changed(t: Translator, meeting: Meeting, now: datetime) -> str:
    """Why a button of the secretariat's does nothing any more."""
    if meeting.state == CANCELLED:
        return not_noted(t, "cancelled")
    if meeting.starts_at <= now:
        return not_noted(t, "begun")
    return t.label("This meeting has changed meanwhile. Please look at it again.")


def because(t: Translator, reader: Person) -> Html:
    """Why a person got this."""
    if reader.role == "secretariat":
        return italic(t("You get this because you are in the secretariat."))
    delegation = provider(reader.delegation or "", t.language)
    return italic(t("You get this because you speak for {delegation}.", delegation=delegation))


def all_meetings(t: Translator) -> Button:
    return Button(t.label("All meetings"), Code("meetings", "0"))


def _is_open(meeting: Meeting, now: datetime) -> bool:
    """Whether one can still say that one comes."""
    return meeting.state != CANCELLED and now < meeting.starts_at


def _state(t: Translator, meeting: Meeting, now: datetime) -> Html | None:
    if meeting.state == CANCELLED:
        return t("This meeting was cancelled.")
    return None if now < meeting.starts_at else t("This meeting has begun or is over.")


def _time_left(t: Translator, meeting: Meeting, now: datetime) -> Html:
    seconds = (meeting.starts_at - now).total_seconds()
    if seconds <= 0:
        return t("This meeting has begun.")
    if seconds >= 2 * _DAY:
        return t.many(
            "A meeting begins in {count} day.", "A meeting begins in {count} days.", int(seconds // _DAY)
        )
    if seconds >= 2 * _HOUR:
        count = int(seconds // _HOUR)
        return t.many("A meeting begins in {count} hour.", "A meeting begins in {count} hours.", count)
    minutes = max(1, round(seconds / _MINUTE))
    return t.many("A meeting begins in {count} minute.", "A meeting begins in {count} minutes.", minutes)


def _answers(t: Translator, meeting: Meeting, said: str | None) -> Row:
    """What one can answer: all, or what one did not say."""
    coming = Button(t.label("Coming"), Code("coming", meeting.ref, meeting.rev), "success")
    absent = Button(t.label("Not coming"), Code("notcoming", meeting.ref, meeting.rev))
    if said is None:
        return coming, absent
    return (absent,) if said == COMING else (coming,)


def own_answer(t: Translator, said: str | None) -> Html:
    if said is None:
        return t("Will you come? One tap is enough.")
    return t("You are coming.") if said == COMING else t("You are not coming.")


def counts(t: Translator, attendance: Sequence[Attendance], *, each: bool) -> Html:
    coming = sum(one.coming for one in attendance)
    if not each and not coming:
        return t("So far nobody has said that they come.")
    if not each and sum(one.coming > 0 for one in attendance) < FEWEST:
        return t("So far few people are coming.")
    if not each:
        return t.many("So far {count} person is coming.", "So far {count} people are coming.", coming)
    return t(
        "Coming: {coming} · not coming: {absent} · no answer: {silent}",
        coming=coming,
        absent=sum(one.not_coming for one in attendance),
        silent=sum(one.silent for one in attendance),
    )
