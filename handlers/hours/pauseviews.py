"""Stopping for a while, and coming back."""

from datetime import datetime

from handlers.hours.views import back, paused
from handlers.kit.buttons import Code
from handlers.kit.clocks import clock_time, weekday
from handlers.kit.html import Html, bold, lines
from handlers.kit.i18n import Translator
from handlers.kit.screen import Button, Screen, rows_of
from knowledge.hours import Hours
from knowledge.pauses import SPANS, Span, Unclear, until
from knowledge.rhythm import LONGEST_PAUSE, Rhythm


def pause(t: Translator, rhythm: Rhythm, now: datetime) -> Screen:
    text = lines(
        bold(t("Pause")),
        paused(t, rhythm, now) or t("Nothing is paused."),
        Html(""),
        t("Meanwhile nothing comes, not even emergencies; what you tap and type is answered."),
        t("Until when? Choose, or type a day, for example: {example}", example=t.day(_example(rhythm, now))),
    )
    resume = (Button(t.label("Resume now"), Code("pause-end"), "primary"),) if rhythm.is_paused(now) else ()
    spans = [
        Button(_label(t, span, rhythm.hours, now), Code("pause-set", span)) for span in _spans(rhythm, now)
    ]
    return Screen(text, (*rows_of(spans), (*resume, *back(t))))


def _spans(rhythm: Rhythm, now: datetime) -> list[Span]:
    """The ones that differ: before a weekend the next morning is that of the next week."""
    same = until("morning", rhythm.hours, now) == until("week", rhythm.hours, now)
    return [span for span in SPANS if span != "week" or not same]


def _label(t: Translator, span: Span, hours: Hours, now: datetime) -> str:
    if span == "good":
        return t.label("Until I say so")
    if span == "fortnight":
        return t.label("For two weeks")
    at = hours.local(until(span, hours, now))
    if (at.date() - hours.local(now).date()).days == 1:
        return t.label("Until tomorrow, {time}", time=clock_time(at))
    return t.label("Until {day}, {time}", day=weekday(t, at.weekday()), time=clock_time(at))


def _example(rhythm: Rhythm, now: datetime) -> datetime:
    return rhythm.hours.local(until("fortnight", rhythm.hours, now))


def unclear(t: Translator, why: Unclear, rhythm: Rhythm, now: datetime) -> str:
    """What is wrong with the day, and what to type."""
    said = {
        "no day": t.label("I find no single day in this."),
        "past": t.label("A pause ends tomorrow at the earliest."),
        "too far": t.label(
            "A pause to a day lasts {count} days at most; “Until I say so” has no end.",
            count=LONGEST_PAUSE.days,
        ),
    }[why]
    write = t.label("Please type a day, for example: {example}", example=t.day(_example(rhythm, now)))
    return f"{said} {write}"


def stopped(t: Translator, *, is_asked: bool) -> Screen:
    """The answer to "stop", in whatever language; `is_asked`: a question is open."""
    text = lines(
        bold(t("Stopped. From now on nothing comes, not even emergencies.")),
        t("What is told meanwhile waits for you. What you tap and type is still answered."),
        t("To be told again, type: resume"),
        t("The question from before is still open: what you type next answers it.") if is_asked else None,
    )
    resume = Button(t.label("Resume"), Code("pause-end"), "primary")
    return Screen(text, ((resume, Button(t.label("Your hours and limits"), Code("hours"))),))


def resumed(t: Translator, *, was_paused: bool, is_asked: bool) -> Screen:
    said = (
        t("You are told again, in your hours. What has waited comes first.")
        if was_paused
        else t("Nothing was paused: you are told, in your hours.")
    )
    asked = t("The question from before is still open: what you type next answers it.") if is_asked else None
    row = (Button(t.label("Your hours and limits"), Code("hours")), Button(t.label("Home"), Code("home")))
    return Screen(lines(said, asked), (row,))
