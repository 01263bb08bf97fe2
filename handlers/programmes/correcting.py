"""The form in which a provider corrects an entry: a tap on what is not right, one typed line, save."""

import json
from typing import Any, get_args

from pydantic import ValidationError

from handlers.kit.access import may
from handlers.kit.errors import Refused
from handlers.kit.forms import Answers, Form, Question, Step
from handlers.kit.screen import Screen
from handlers.kit.turn import Turn
from handlers.programmes import actions, answering, asking
from handlers.programmes.facts import Field
from handlers.programmes.reading import Read, cleared, read
from knowledge.programmes import Audience, Programme


@may("answer-entries")
def edit(turn: Turn) -> None:
    entry, place = answering.own_entry(turn)
    turn.ask(FORM, {"id": entry.programme.id, "place": place})


def _draft(answers: Answers) -> dict[str, Any]:
    """The fields as corrected so far; kept with where the person stands, so a restart loses none."""
    draft: dict[str, Any] = json.loads(answers.get("draft", "{}"))
    return draft


def _programme(turn: Turn, answers: Answers) -> Programme:
    """The entry as it would be saved: as it stands now, with the corrections."""
    return actions.corrected(answering.entry_of(turn, answers["id"]).programme, _draft(answers))


def _overview(turn: Turn, question: Question) -> Screen:
    answers = question.answers
    changed = [field for field in answers.get("changed", "").split() if field]
    return asking.overview(turn.t, question, _programme(turn, answers), changed, answers.get("unread", ""))


def _choose(turn: Turn, answers: Answers, said: str) -> Answers:
    if said == "save":
        return answers | {"field": said, "value": said}
    if said in get_args(Field):
        return answers | {"field": said}
    raise Refused(asking.tap_first(turn.t))


def _ask_field(turn: Turn, question: Question) -> Screen:
    programme = _programme(turn, question.answers)
    return asking.ask_field(turn.t, question, programme, _field(question.answers))


def _take(turn: Turn, answers: Answers, said: str) -> Answers:
    """A line or a tap for the field; back to the overview, which shows what was made of it."""
    field = _field(answers)
    rest = {name: value for name, value in answers.items() if name not in ("field", "unread")}
    if said == "back":
        return rest
    programme = _programme(turn, answers)
    found = _read(turn, programme, field, said)
    draft = _draft(answers) | found.changes
    try:
        actions.corrected(programme, draft)
    except ValidationError:
        raise Refused(asking.not_understood(turn.t, field, said)) from None
    changed = dict.fromkeys([*answers.get("changed", "").split(), field])
    kept = {"draft": json.dumps(draft, ensure_ascii=False), "changed": " ".join(changed)}
    return rest | kept | {"unread": ", ".join(found.unread)}


def _read(turn: Turn, programme: Programme, field: Field, said: str) -> Read:
    if said == "none" and (nothing := cleared(field)):
        return Read(nothing)
    if field == "kind" and said in asking.KINDS:
        return Read({"kind": said})
    if field == "audience" and said in get_args(Audience):
        return Read({"audience": said})
    finder = turn.world.catalogue.finder(turn.store)
    found = read(field, said, finder, programme, turn.now.date())
    if found is None:
        raise Refused(asking.not_understood(turn.t, field, said))
    return found


def _save(turn: Turn, answers: Answers) -> None:
    entry = answering.entry_of(turn, answers["id"])
    programme = actions.correct(turn.store, turn.person, entry, _draft(answers), turn.now)
    is_offer = programme.is_offer(turn.now.date())
    turn.say(asking.saved(turn.t) if is_offer else asking.saved_as_over(turn.t))
    answering.go_on(turn, programme.id, answers["place"])


def _field(answers: Answers) -> Field:
    return next(field for field in get_args(Field) if field == answers["field"])


FORM = Form(
    answering.CORRECTING,
    (Step("field", _overview, _choose), Step("value", _ask_field, _take)),
    _save,
    ("answer-entries",),
)
