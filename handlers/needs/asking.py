"""The form that asks for one field of a need, and the card that stands when nothing is left to ask."""

from datetime import datetime
from typing import cast

from handlers.kit import pairing
from handlers.kit.access import has
from handlers.kit.errors import Refused
from handlers.kit.forms import Answers, Form, Question, Step
from handlers.kit.i18n import Translator
from handlers.kit.screen import Screen
from handlers.kit.turn import Turn
from handlers.needs import actions, clearance, clearviews, options, views, words
from handlers.needs.astray import not_an_answer
from handlers.needs.readings import draft_in
from knowledge.needs import Field
from knowledge.sentence import Draft
from storage import matches, needs
from storage.database import Store
from storage.needs import Need
from storage.people import Person


def ask_next(turn: Turn, need: Need) -> None:
    """One thing at a time: the next question, or the card when nothing is missing."""
    field = need.body.to_ask()
    if field is None:
        show(turn, need)
    else:
        turn.ask(FIELD, {"need": need.ref, "field": field})


def show(turn: Turn, need: Need) -> None:
    """The card that fits the state of a need."""
    if need.state in (needs.DRAFT, needs.CLEARING, needs.QUEUED):
        found = pairing.plan(turn.store, need, turn.now)
        twin = actions.similar(turn.store, turn.person, need)
        if need.state == needs.DRAFT:
            to_clear = clearance.is_asked(turn.store, turn.person)
            said = _said(turn, need)
            turn.show(views.draft(turn.t, turn.person, need, found, twin, said, to_clear=to_clear))
        elif need.state == needs.CLEARING:
            is_others = need.submitted_by != turn.person.id
            may_clear, may_edit = has(turn.person, "clear") and is_others, has(turn.person, "declare")
            turn.show(clearviews.waiting(turn.t, need, found, may_clear=may_clear, may_take_back=may_edit))
        else:
            turn.show(views.queued(turn.t, turn.person, need, found))
        return
    if turn.person.role == "recipient" and need.delegation != turn.person.delegation:
        turn.show(views.shared(turn.t, need))
        return
    turn.show(live(turn.store, turn.t, turn.person, need, turn.now))


def live(store: Store, t: Translator, reader: Person, need: Need, now: datetime) -> Screen:
    near = pairing.plan(store, need, now).near if need.state == needs.OPEN else []
    return views.live(t, reader, need, matches.of_need(store, need.id), near)


def need_of(turn: Turn, ref: str | None = None) -> Need:
    """A need of the person's own delegation, which they may manage."""
    return _there(turn, needs.own(turn.store, turn.person, turn.args if ref is None else ref))


def need_seen(turn: Turn) -> Need:
    """A need that the person may read."""
    return _there(turn, needs.by_ref(turn.store, turn.person, turn.args))


def _there(turn: Turn, found: Need | None) -> Need:
    if found is None or found.state == needs.DISCARDED:
        raise Refused(words.gone(turn.t))
    return found


def _said(turn: Turn, need: Need) -> Draft:
    """What the need's own words say."""
    return draft_in(turn.world.catalogue.finder(turn.store), need.body.words, turn.now.date())


def _ask(turn: Turn, question: Question) -> Screen:
    need = need_of(turn, question.answers["need"])
    field = cast(Field, question.answers["field"])
    said = _said(turn, need)
    finder = turn.world.catalogue.finder(turn.store)
    offered = options.offered(turn.t, finder, need.body, field, said, turn.now.date())
    return views.field_question(turn.t, question, need, field, offered, said)


def _take(turn: Turn, answers: Answers, said: str) -> Answers:
    field = cast(Field, answers["field"])
    need = need_of(turn, answers["need"])
    value: object = None
    if not options.is_none(field, said):
        value = options.chosen(need.body, field, said, _said(turn, need))
        try:
            value = value or actions.read_field(
                turn.world.catalogue.finder(turn.store), field, said, turn.now.date()
            )
        except actions.Passed as passed:
            raise Refused(words.has_passed(turn.t, passed.when)) from None
        if value is None:
            raise not_an_answer(turn, need, field, said)
    if actions.set_field(turn.store, turn.person, need, field, value, turn.now) is None:
        raise Refused(words.changed_meanwhile(turn.t))
    return answers | {"value": said}


def _after(turn: Turn, answers: Answers) -> None:
    need = need_of(turn, answers["need"])  # seen a moment ago, in the same turn
    if need.state == needs.DRAFT:
        ask_next(turn, need)
    else:
        turn.say(words.changes_go_out(turn.t))
        turn.show(views.fields(turn.t, need))


def leave(turn: Turn, ref: str) -> None:
    """Back to the need; to all of them where it is gone meanwhile."""
    found = needs.own(turn.store, turn.person, ref)
    if turn.person.role != "recipient":
        turn.go("home")
    elif found is None or found.state == needs.DISCARDED:
        turn.go("needs", "0")
    else:
        if found.state == needs.DRAFT:
            turn.say(words.kept(turn.t))
        show(turn, found)


FIELD = Form(
    "need-field",
    (Step("value", _ask, _take),),
    _after,
    ("declare",),
    leaves=lambda turn, answers: leave(turn, answers["need"]),
)
