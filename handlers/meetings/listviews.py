"""The meetings to come, and the delegations that come to one."""

from collections.abc import Mapping, Sequence

from handlers.kit.buttons import Code
from handlers.kit.html import Html, bold, clip, escape, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import alphabetically, appointment, provider
from handlers.kit.screen import Button, Row, Screen, rows_of
from handlers.meetings.views import counts, own_answer
from storage.meetings import Attendance, Meeting
from storage.people import Person

MEETINGS_A_PAGE = 4
DELEGATIONS_A_PAGE = 10
_TITLE_SHOWN = 60
_LABEL_SHOWN = 24


def coming_up(
    t: Translator, reader: Person, planned: Sequence[Meeting], said: Mapping[int, str], first: int, zone: str
) -> Screen:
    """The meetings to come, the next first."""
    first = first if first < len(planned) else 0
    shown = planned[first : first + MEETINGS_A_PAGE]
    told = [
        _line(t, meeting, said.get(meeting.id), number, zone)
        for number, meeting in enumerate(shown, first + 1)
    ]
    nothing = None if planned else t("No meeting is planned. You will be told here when one is.")
    opens = [
        Button(clip(f"{number}. {meeting.title}", _LABEL_SHOWN), Code("meeting", meeting.ref))
        for number, meeting in enumerate(shown, first + 1)
    ]
    last: Row = (Button(t.label("What I can do now"), Code("home")),)
    if reader.role == "secretariat":
        desk = Button(t.label("Back to the desk"), Code("desk", "0"))
        last = (Button(t.label("New meeting"), Code("newmeeting"), "primary"), desk)
    pages = _pages(t, "meetings", "", first, len(planned), MEETINGS_A_PAGE)
    return Screen(lines(bold(t("Meetings")), nothing, *told), (*rows_of(opens), *pages, last))


def who_comes(t: Translator, meeting: Meeting, attendance: Sequence[Attendance], first: int) -> Screen:
    """Delegations in the reader's alphabetical order, with how many of their people come."""
    place = alphabetically(t.language)
    ordered = sorted(attendance, key=lambda each: place(each.delegation))
    first = first if first < len(ordered) else 0
    shown = ordered[first : first + DELEGATIONS_A_PAGE]
    named = [
        t(
            "{name}: {values}",
            name=bold(provider(each.delegation, t.language)),
            values=_of_delegation(t, each),
        )
        for each in shown
    ]
    text = lines(
        bold(t("Who comes")),
        escape(clip(meeting.title, _TITLE_SHOWN)),
        counts(t, attendance, each=True),
        *named,
    )
    back = (Button(t.label("Back to the meeting"), Code("meeting", meeting.ref)),)
    pages = _pages(t, "whocomes", f"{meeting.ref}.", first, len(ordered), DELEGATIONS_A_PAGE)
    return Screen(text, (*pages, back))


def _of_delegation(t: Translator, one: Attendance) -> str:
    told = (
        (one.coming, t.label("coming {count}", count=one.coming)),
        (one.not_coming, t.label("not coming {count}", count=one.not_coming)),
        (one.silent, t.label("no answer {count}", count=one.silent)),
    )
    return ", ".join(words for count, words in told if count)


def _line(t: Translator, meeting: Meeting, said: str | None, number: int, zone: str) -> Html:
    title = Html(f"{number}. ") + bold(clip(meeting.title, _TITLE_SHOWN))
    answer = own_answer(t, said) if said is not None else t("You have not answered yet.")
    return lines(title, appointment(t, meeting.starts_at, zone), answer)


def _pages(t: Translator, route: str, about: str, first: int, total: int, page: int) -> list[Row]:
    row = []
    if first:
        row.append(Button(t.label("Back"), Code(route, f"{about}{max(0, first - page)}")))
    if total > first + page:
        row.append(Button(t.label("More"), Code(route, f"{about}{first + page}")))
    return [tuple(row)] if row else []
