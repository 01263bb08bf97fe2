"""Setting a meeting, moving it and calling it off, as the secretariat sees it."""

from datetime import datetime, timedelta

from handlers.kit.buttons import Code
from handlers.kit.forms import Question
from handlers.kit.html import Html, bold, italic, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import appointment
from handlers.kit.screen import Button, Screen
from handlers.meetings.actions import LONGEST_TITLE
from knowledge.appointments import Unclear
from storage.meetings import Meeting

_SOON = timedelta(days=14)


def ask_title(t: Translator, question: Question) -> Screen:
    text = lines(
        t("What is the meeting called? Everybody reads its title as you write it."),
        Html(""),
        t("For example: {example}", example=italic(t("Police capacity, working level"))),
    )
    return Screen(text, ((question.cancel(t),),))


def title_missing(t: Translator) -> str:
    return t.label("Please write a title in a few words.")


def title_too_long(t: Translator, length: int) -> str:
    return t.label(
        "This title has {count} characters; at most {most} fit. Please write a shorter one.",
        count=length,
        most=LONGEST_TITLE,
    )


def ask_when(t: Translator, question: Question, now: datetime) -> Screen:
    text = lines(
        t("When does it begin? Write day and hour; I take it as New York time unless you write UTC."),
        Html(""),
        t("For example: {example}", example=italic(_example(t, now))),
    )
    return Screen(text, ((question.cancel(t),),))


def unclear(t: Translator, why: Unclear, now: datetime) -> str:
    """What is missing, and what to write."""
    said = {
        "no day": t.label("I find no day in this."),
        "several days": t.label("I find more than one day in this."),
        "no hour": t.label("I find no hour in this."),
        "several hours": t.label("I find more than one hour in this."),
        "no such hour": t.label("There is no such hour on that day."),
        "another zone": t.label("I know the time of New York, and UTC."),
        "past": t.label("That time is past."),
    }[why]
    write = t.label("Please write day and hour, for example: {example}", example=_example(t, now))
    return f"{said} {write}"


def same_time(t: Translator) -> str:
    return t.label("The meeting begins at that time already. Please write the new time.")


def check(t: Translator, question: Question, title: str, at: datetime, people: int) -> Screen:
    """All that will be told, before it is."""
    is_new = "meeting" not in question.answers
    text = lines(
        bold(t("Please check")) if is_new else bold(t("Please check the new time")),
        bold(title),
        t("When: {when}", when=appointment(t, at)),
        t.many("{count} person will be told.", "{count} people will be told.", people),
        None if is_new else t("Everybody is asked again whether they come."),
    )
    time = question.option(t.label("Change the time"), "time")
    others = (question.option(t.label("Change the title"), "title"), time) if is_new else (time,)
    send = question.option(t.label("Send"), "send", "success")
    return Screen(text, ((send,), others, (question.cancel(t),)))


def sent(t: Translator, meeting: Meeting, people: int) -> Screen:
    """What the form's message becomes."""
    text = lines(
        t.many("{count} person is being told.", "{count} people are being told.", people),
        bold(meeting.title),
        t("When: {when}", when=appointment(t, meeting.starts_at)),
    )
    opens = Button(t.label("Open the meeting"), Code("meeting", meeting.ref), "primary")
    return Screen(text, ((opens, Button(t.label("Back to the desk"), Code("desk", "0"))),))


def confirm_cancel(t: Translator, meeting: Meeting, people: int) -> Screen:
    text = lines(
        t("Cancel this meeting?"),
        bold(meeting.title),
        t("When: {when}", when=appointment(t, meeting.starts_at)),
        t.many("{count} person will be told.", "{count} people will be told.", people),
    )
    yes = Button(t.label("Yes, cancel it"), Code("cancelnow", meeting.ref, meeting.rev), "danger")
    return Screen(text, ((yes,), (Button(t.label("No, keep it"), Code("meeting", meeting.ref)),)))


def cancelled(t: Translator) -> str:
    return t.label("Cancelled. Everybody is being told.")


def _example(t: Translator, now: datetime) -> str:
    """One that would do today."""
    return f"{t.day((now + _SOON).date())} 15:00"
