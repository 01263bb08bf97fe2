"""The forms that set a meeting (its title, its time, a last look) and that give it another time."""

from datetime import datetime

from handlers.kit.errors import Refused
from handlers.kit.forms import Answers, Form, Question, Step
from handlers.kit.screen import Screen
from handlers.kit.turn import Turn
from handlers.meetings import actions, formviews, telling, views
from knowledge.appointments import Appointment, read_appointment
from storage import delegations, meetings


def _take_title(turn: Turn, answers: Answers, said: str) -> Answers:
    title = " ".join(said.split())
    if not title:
        raise Refused(formviews.title_missing(turn.t))
    if len(title) > actions.LONGEST_TITLE:
        raise Refused(formviews.title_too_long(turn.t, len(title)))
    return answers | {"title": title}


def _take_when(turn: Turn, answers: Answers, said: str) -> Answers:
    read = read_appointment(said, turn.now)
    if not isinstance(read, Appointment):
        raise Refused(formviews.unclear(turn.t, read, turn.now))
    found = meetings.by_ref(turn.store, answers.get("meeting", ""))
    if found is not None and found.starts_at == read.at:
        raise Refused(formviews.same_time(turn.t))
    return answers | {"at": read.at.isoformat(), "zone": read.zone}


def _check(turn: Turn, question: Question) -> Screen:
    answers = question.answers
    found = meetings.by_ref(turn.store, answers.get("meeting", ""))
    title = found.title if found is not None else answers["title"]
    return formviews.check(turn.t, question, title, _appointment(answers).at, delegations.people(turn.store))


def _take_check(turn: Turn, answers: Answers, said: str) -> Answers:
    """*Send*, or what is to be asked again; what is typed here is another time."""
    if turn.incoming.deed != "tap":
        return _take_when(turn, answers, said)
    if said in ("title", "time"):
        again = "at" if said == "time" else "title"
        return {name: value for name, value in answers.items() if name != again}
    if _appointment(answers).at <= turn.now:
        raise Refused(formviews.unclear(turn.t, "past", turn.now))
    return answers | {"send": "yes"}


def _set(turn: Turn, answers: Answers) -> None:
    set_ = actions.set_meeting(
        turn.store, turn.person, turn.new_ref(), answers["title"], _appointment(answers), turn.now
    )
    turn.show(formviews.sent(turn.t, set_, delegations.people(turn.store)))


def _move(turn: Turn, answers: Answers) -> None:
    found = meetings.by_ref(turn.store, answers["meeting"])
    if found is None:
        raise LookupError(f"meeting {answers['meeting']} is gone")
    known = found._replace(rev=int(answers["rev"]))
    moved = actions.move(turn.store, turn.person, known, _appointment(answers), turn.now)
    if moved is None:
        turn.say(views.changed(turn.t, found, turn.now), alert=True)
        turn.show(telling.card(turn.store, turn.t, turn.person, found, turn.now))
        return
    turn.show(formviews.sent(turn.t, moved, delegations.people(turn.store)))


def _appointment(answers: Answers) -> Appointment:
    return Appointment(datetime.fromisoformat(answers["at"]), answers["zone"])


_WHEN = Step("at", lambda turn, question: formviews.ask_when(turn.t, question, turn.now), _take_when)
_LOOK = Step("send", _check, _take_check)
NEW = Form(
    "meeting",
    (Step("title", lambda turn, question: formviews.ask_title(turn.t, question), _take_title), _WHEN, _LOOK),
    _set,
    ("convene",),
)
MOVE = Form("meeting-time", (_WHEN, _LOOK), _move, ("convene",))
