"""Under every letter: why it came, and less of it."""

from dataclasses import replace

from handlers.hours import actions, sortviews, views, whyviews
from handlers.kit.access import anybody
from handlers.kit.book import Book
from handlers.kit.i18n import Translator
from handlers.kit.screen import Document, Screen
from handlers.kit.turn import Living, Turn
from knowledge.kinds import CHOSEN, KINDS
from storage import rhythms
from storage.database import Store
from storage.people import Person

_ALSO = ("digest", "change")


def register(book: Book) -> None:
    book.route("why", why)
    book.route("why-set", choose)


def with_less(kind: str, view: Living) -> Living:
    """The same letter with the way to less of it, where its reader has a say in it."""
    if KINDS[kind].sort not in (*CHOSEN, *_ALSO):
        return view

    def shown(store: Store, t: Translator, reader: Person, subject: str) -> Screen | Document | None:
        screen = view(store, t, reader, subject)
        return whyviews.with_less(t, screen, kind) if isinstance(screen, Screen) else screen

    return shown


@anybody
def why(turn: Turn) -> None:
    """Below the letter, which stays as it is."""
    if turn.args in KINDS:
        turn.show(_screen(turn, turn.args))


@anybody
def choose(turn: Turn) -> None:
    kind, _, code = turn.args.partition(".")
    way = sortviews.read_way(code)
    if kind not in KINDS or way is None:
        return
    rhythm = rhythms.of(turn.store, turn.person.id)
    actions.change(turn.store, turn.person, rhythm.with_way(KINDS[kind].sort, way), turn.now)
    turn.say(views.noted(turn.t))
    turn.show(replace(_screen(turn, kind), below=False))


def _screen(turn: Turn, kind: str) -> Screen:
    return whyviews.why(turn.t, turn.person, rhythms.of(turn.store, turn.person.id), kind)
