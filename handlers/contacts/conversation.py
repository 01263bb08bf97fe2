"""Answers /card and the taps on it."""

from handlers.contacts import actions, views
from handlers.kit.access import anybody
from handlers.kit.book import Book
from handlers.kit.contactcard import refresh
from handlers.kit.errors import Refused
from handlers.kit.forms import Answers, Form, Question, Step
from handlers.kit.screen import Screen
from handlers.kit.turn import Turn
from storage import contacts
from storage.contacts import CONTACT_FIELDS, ContactField


def register(book: Book) -> None:
    book.command(["card", "fiche"], card)
    book.route("card", card)
    book.route("card-field", change)
    book.route("card-telegram", telegram)
    book.form(FIELD)


@anybody
def card(turn: Turn) -> None:
    refresh(turn)
    turn.show(views.card(turn.t, turn.person, contacts.of(turn.store, turn.person.id)))


@anybody
def change(turn: Turn) -> None:
    turn.ask(FIELD, {"field": _field(turn.args)})


@anybody
def telegram(turn: Turn) -> None:
    shown = turn.args == "1"
    try:
        actions.set_telegram(turn.store, turn.person, turn.incoming.username, turn.now, shown=shown)
    except actions.Unreachable:
        raise Refused(views.unreachable(turn.t)) from None
    turn.say(views.kept(turn.t))
    card(turn)


def _ask(turn: Turn, question: Question) -> Screen:
    field = _field(question.answers["field"])
    return views.ask_field(turn.t, question, field, contacts.of(turn.store, turn.person.id))


def _take(turn: Turn, answers: Answers, said: str) -> Answers:
    """What stands on the card from now on; a dash for nothing."""
    field = _field(answers["field"])
    if said == "-":
        return answers | {"value": ""}
    value = actions.read(field, said)
    if value is None:
        raise Refused(views.not_understood(turn.t, field))
    return answers | {"value": value}


def _keep(turn: Turn, answers: Answers) -> None:
    field = _field(answers["field"])
    try:
        actions.set_field(turn.store, turn.person, field, answers["value"] or None, turn.now)
    except actions.Unreachable:
        raise Refused(views.unreachable(turn.t)) from None
    turn.say(views.kept(turn.t))
    turn.go("card")


def _field(name: str) -> ContactField:
    return next((field for field in CONTACT_FIELDS if field == name), "name")


FIELD = Form("contact-field", (Step("value", _ask, _take),), _keep, leaves=lambda turn, _: turn.go("card"))
