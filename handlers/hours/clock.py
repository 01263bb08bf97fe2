"""Where somebody is: by a tap on the local time, a city, or what they type."""

from datetime import datetime

from handlers.hours import actions, clockviews, views
from handlers.kit.access import anybody
from handlers.kit.book import Book
from handlers.kit.clocks import GENEVA
from handlers.kit.errors import Refused
from handlers.kit.forms import Answers, Form, NoAnswer, Question, Step
from handlers.kit.screen import Screen
from handlers.kit.turn import Turn
from knowledge.appointments import NEW_YORK
from knowledge.stations import capital_zone, clocks, zones_at
from knowledge.typedhours import hour_typed
from knowledge.typedzones import zone_typed
from storage import dialogs, rhythms


def register(book: Book) -> None:
    book.route("clock", clock)
    book.route("clock-set", choose)
    book.form(CLOCK)


@anybody
def clock(turn: Turn) -> None:
    """Every page of it takes what is typed."""
    turn.ask(CLOCK, {"page": turn.args})


@anybody
def choose(turn: Turn) -> None:
    _move(turn, turn.args)


def _ask(turn: Turn, question: Question) -> Screen:
    held = rhythms.of(turn.store, turn.person.id).hours
    page, _, which = question.answers.get("page", "").partition(".")
    ahead, _, first = which.partition(".")
    zones = _cities(turn.now, ahead) if page == "at" else ()
    if zones:
        number = int(first) if first.isdecimal() and int(first) < len(zones) else 0
        return clockviews.cities(turn.t, held, zones, turn.now, ahead, number)
    if page:
        return clockviews.times(turn.t, turn.now)
    capital = capital_zone(turn.person.delegation or "")
    likely = [zone for zone in (NEW_YORK, capital, GENEVA, held.zone) if zone]
    return clockviews.clock(turn.t, held, list(dict.fromkeys(likely)), turn.now)


def _cities(now: datetime, ahead: str) -> tuple[str, ...]:
    """Where clocks are so many minutes ahead of UTC now; nowhere any more where they changed meanwhile."""
    return next((zones for shown, zones in clocks(now) if str(clockviews.minutes_ahead(shown)) == ahead), ())


def _take(turn: Turn, answers: Answers, said: str) -> Answers:
    zones, hour = zone_typed(said), hour_typed(said)
    if not zones and hour is not None:
        zones = zones_at(hour, turn.now)
        if not zones:
            raise Refused(clockviews.nobody_there(turn.t, f"{hour:%H:%M}"))
    if not zones:
        raise Refused(clockviews.unclear(turn.t))
    if len(zones) > 1:
        held, dialog = rhythms.of(turn.store, turn.person.id).hours, dialogs.of(turn.store, turn.person.id)
        cancel = Question(answers, dialog.ref if dialog else "").cancel(turn.t)
        raise NoAnswer(clockviews.candidates(turn.t, held, zones, turn.now, cancel))
    return answers | {"zone": zones[0]}


def _move(turn: Turn, zone: str) -> None:
    held = rhythms.of(turn.store, turn.person.id)
    try:
        moved = held.at(zone)
    except ValueError:
        turn.say(clockviews.no_such_zone(turn.t), alert=True)
        clock(turn)
        return
    actions.change(turn.store, turn.person, moved, turn.now)
    turn.say(views.noted(turn.t))
    turn.go("hours")


CLOCK = Form(
    "clock",
    (Step("zone", _ask, _take),),
    lambda turn, answers: _move(turn, answers["zone"]),
    leaves=lambda turn, _answers: turn.go("hours"),
)
