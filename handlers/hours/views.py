"""The screen that says what reaches a person and when, and those that change hours, days and number."""

from datetime import datetime, time

from handlers.kit.buttons import Code
from handlers.kit.clocks import clock_time, listed, local_moment, place, weekday, weekdays
from handlers.kit.html import Html, bold, lines
from handlers.kit.i18n import Translator
from handlers.kit.screen import Button, Row, Screen, rows_of
from handlers.kit.sorts import sort_name, topic_name
from knowledge.kinds import CHOSEN
from knowledge.rhythm import CAPS, FOR_GOOD, NO_CAP, Rhythm
from knowledge.topics import TOPICS

WEEK = range(7)
_SPANS = (
    (time(20), time(8)),
    (time(21), time(7, 30)),
    (time(22), time(6)),
    (time(23), time(7)),
)


def overview(t: Translator, rhythm: Rhythm, now: datetime) -> Screen:
    """What holds, in plain words; each button is one tap away from its change."""
    local = rhythm.hours.local(now)
    text = lines(
        bold(t("Your hours and limits")),
        paused(t, rhythm, now),
        t(
            "It is {time} where you are ({city}).",
            time=clock_time(local),
            city=place(t, rhythm.hours.zone),
        ),
        _quiet(t, rhythm),
        a_day(t, rhythm),
        *_chosen(t, rhythm),
        Html(""),
        t("What waits comes when your next working day begins. What you tap and type is answered at once."),
        t("To stop everything, type: stop"),
    )
    pause = (
        Button(t.label("Resume now"), Code("pause-end"), "primary")
        if rhythm.is_paused(now)
        else Button(t.label("Pause"), Code("pause"))
    )
    buttons = (
        Button(t.label("Clock"), Code("clock")),
        Button(t.label("Quiet hours"), Code("quiet")),
        Button(t.label("Working days"), Code("days")),
        Button(t.label("How many a day"), Code("cap")),
        Button(t.label("What comes, and how"), Code("sorts")),
        pause,
        Button(t.label("Language"), Code("languages")),
        Button(t.label("Home"), Code("home")),
    )
    return Screen(text, rows_of(buttons))


def paused(t: Translator, rhythm: Rhythm, now: datetime) -> Html | None:
    """Until when nothing comes; None where nothing is paused."""
    if rhythm.paused_until is None or not rhythm.is_paused(now):
        return None
    if rhythm.paused_until == FOR_GOOD:
        return t("Paused until you resume: nothing comes, not even emergencies.")
    until = local_moment(t, rhythm.hours, rhythm.paused_until)
    return t("Paused until {when}: nothing comes, not even emergencies.", when=until)


def _quiet(t: Translator, rhythm: Rhythm) -> Html:
    hours = rhythm.hours
    start, end = clock_time(hours.quiet_from), clock_time(hours.quiet_until)
    if free := [day for day in WEEK if day not in hours.days]:
        days = weekdays(t, free)
        return t("Quiet: from {start} to {end}, and all day on {days}.", start=start, end=end, days=days)
    return t("Quiet: from {start} to {end}, every day.", start=start, end=end)


def a_day(t: Translator, rhythm: Rhythm) -> Html:
    if rhythm.a_day == NO_CAP:
        return t("As many letters a day as there are.")
    return t(
        "At most {count} letters a day; what is above waits for the next morning, in one card.",
        count=rhythm.a_day,
    )


def _chosen(t: Translator, rhythm: Rhythm) -> list[Html]:
    """What comes otherwise than at once, as far as there is any."""
    gathered = [sort_name(t, sort) for sort in CHOSEN if rhythm.way(sort) == "gathered"]
    off = [sort_name(t, sort) for sort in CHOSEN if rhythm.way(sort) == "off"]
    topics = [topic_name(t, topic) for topic in TOPICS if topic in rhythm.topics_off]
    said = []
    if gathered:
        said.append(t("In the morning, in one card: {sorts}.", sorts=listed(t, gathered)))
    if off:
        said.append(t("Turned off: {sorts}.", sorts=listed(t, off)))
    if topics:
        said.append(t("Topics of needs turned off: {topics}.", topics=listed(t, topics)))
    return said


def quiet(t: Translator, rhythm: Rhythm) -> Screen:
    held = (rhythm.hours.quiet_from, rhythm.hours.quiet_until)
    spans = [
        Button(_ticked(span_label(span), is_held=span == held), Code("quiet-set", span_code(span)))
        for span in _SPANS
    ]
    text = lines(
        bold(t("Quiet hours")),
        _quiet(t, rhythm),
        Html(""),
        t("Choose, or type from when to when, for example: {example}", example="22:30-6:45"),
    )
    return Screen(text, (*rows_of(spans), back(t)))


def span_code(span: tuple[time, time]) -> str:
    return f"{span[0]:%H:%M}-{span[1]:%H:%M}"


def span_label(span: tuple[time, time]) -> str:
    return f"{clock_time(span[0])} - {clock_time(span[1])}"


def quiet_unclear(t: Translator) -> str:
    return t.label("Please type two hours, from when to when, for example: 21:00-7:30")


def all_day(t: Translator) -> Screen:
    """Typed hours that end when they begin, and the way to what may be meant."""
    row: Row = (Button(t.label("Pause"), Code("pause"), "primary"), Button(t.label("Back"), Code("quiet")))
    return Screen(
        t("Quiet hours can't last all day: nothing would ever come. To stop for a while: Pause."), (row,)
    )


def days(t: Translator, rhythm: Rhythm) -> Screen:
    """A button for each day of the week, that carries what it makes of it: two taps in haste do no harm."""
    held = rhythm.hours.days
    week = [
        Button(
            _ticked(weekday(t, day, "abbreviated"), is_held=day in held),
            Code("day-set", f"{day}.{0 if day in held else 1}"),
        )
        for day in WEEK
    ]
    text = lines(
        bold(t("Working days")),
        t("You are told something on: {days}.", days=weekdays(t, held)),
        t("What comes on other days waits for the next of these."),
    )
    return Screen(text, (*rows_of(week, 4), back(t)))


def last_day(t: Translator) -> str:
    return t.label("One working day has to stay. To be told nothing for a while, choose Pause.")


def cap(t: Translator, rhythm: Rhythm) -> Screen:
    choices = [
        Button(
            _ticked(t.label("No limit") if each == NO_CAP else str(each), is_held=each == rhythm.a_day),
            Code("cap-set", str(each)),
        )
        for each in CAPS
    ]
    text = lines(
        bold(t("How many a day")),
        a_day(t, rhythm),
        t("Answers to what you do yourself don't count."),
    )
    return Screen(text, (tuple(choices), back(t)))


def back(t: Translator) -> Row:
    return (Button(t.label("Back"), Code("hours")),)


def _ticked(label: str, *, is_held: bool) -> str:
    return f"{label} ✓" if is_held else label


def noted(t: Translator) -> str:
    return t.label("Noted. It holds from now on.")
