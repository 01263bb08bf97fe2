"""Answers /mytrail and /audit, their pages, the search and the file."""

from datetime import datetime

from handlers.kit.access import anybody, has, may
from handlers.kit.book import Book
from handlers.kit.errors import Refused
from handlers.kit.forms import Answers, Form, Question, Step
from handlers.kit.i18n import Translator
from handlers.kit.screen import Document, Screen
from handlers.kit.turn import Turn
from handlers.trail import actions, views
from handlers.trail.wishes import wanted
from knowledge.text import QUERY_LIMIT
from storage import seals, searches, trail
from storage.database import Store
from storage.people import Person


def register(book: Book) -> None:
    book.command(["mytrail", "historique"], own)
    book.route("trail", own)
    book.command(["audit", "journal"], everything)
    book.route("audit", everything)
    book.route("audit-find", find)
    book.route("audit-file", order_file)
    book.form(FIND)


@anybody
def own(turn: Turn) -> None:
    """What is on record about whoever asks."""
    before = _before(turn)
    found = trail.concerning(turn.store, turn.person.id, before, views.LINES_A_PAGE + 1)
    is_admin = has(turn.person, "administer")
    turn.show(views.own(turn.t, turn.person.id, found, before, is_admin=is_admin))


@may("administer")
def everything(turn: Turn) -> None:
    ref = turn.args.partition(".")[0]
    _show(turn, ref, _typed(turn, ref), _before(turn))


@may("administer")
def find(turn: Turn) -> None:
    turn.ask(FIND)


@may("administer")
def order_file(turn: Turn) -> None:
    actions.order_file(turn, turn.args, _typed(turn, turn.args))
    turn.say(views.file_comes(turn.t))


def file_letter(store: Store, t: Translator, reader: Person, ref: str, now: datetime) -> Document | None:
    """The file, as long as its reader may still have it."""
    typed = searches.text_of(store, ref, reader.id) if ref else ""
    if typed is None or not has(reader, "administer"):
        return None
    found = trail.newest(store, wanted(t, typed, now.date()), None, views.MOST_IN_A_FILE)
    return views.document(t, found, typed, seals.head(store), now)


def _show(turn: Turn, ref: str, typed: str, before: int | None) -> None:
    looked_for = wanted(turn.t, typed, turn.now.date())
    found = trail.newest(turn.store, looked_for, before, views.LINES_A_PAGE + 1)
    names = trail.names(turn.store, found)
    state = seals.head(turn.store), seals.tail(turn.store)
    turn.show(views.everything(turn.t, found, names, before, (ref, typed), state))


def _typed(turn: Turn, ref: str) -> str:
    """The words of a search; none without its reference."""
    typed = searches.text_of(turn.store, ref, turn.person.id) if ref else ""
    if typed is None:
        raise Refused(views.search_forgotten(turn.t))
    return typed


def _before(turn: Turn) -> int | None:
    """Older than this line: the part of a button's code behind the dot."""
    typed = turn.args.partition(".")[2]
    return int(typed) if typed.isdecimal() else None


def _ask(turn: Turn, question: Question) -> Screen:
    return views.ask_words(turn.t, question)


def _take(turn: Turn, answers: Answers, said: str) -> Answers:
    if not said:
        raise Refused(views.nothing_typed(turn.t))
    return answers | {"words": said[:QUERY_LIMIT]}


def _found(turn: Turn, answers: Answers) -> None:
    ref = turn.new_ref()
    searches.add(turn.store, ref, turn.person.id, answers["words"], turn.now)
    _show(turn, ref, answers["words"], None)


FIND = Form(
    "audit-find",
    (Step("words", _ask, _take),),
    _found,
    ("administer",),
    leaves=lambda turn, _: turn.go("audit"),
)
