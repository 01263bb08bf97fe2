"""Answers what people type without a command, /search, and the buttons under a list of results."""

from dataclasses import replace

from handlers.kit.book import Book
from handlers.kit.html import plain
from handlers.kit.turn import Turn
from handlers.onboarding.views import example
from handlers.search import actions, views


def register(book: Book) -> None:
    book.deed("text", search)
    book.command(["search", "chercher"], search)
    book.route("example", try_example)
    book.route("search", show_again)


def search(turn: Turn) -> None:
    """A sentence, whatever its language. A corrected one corrects its list, if there still is one."""
    incoming = turn.incoming
    if incoming.is_edit and not actions.is_still_a_list(turn.store, turn.person, incoming.message_id):
        turn.incoming = replace(incoming, message_id=0)  # answered below, and not over what stands there now
        turn.show(views.not_corrected(turn.t))
        return
    _search(turn, incoming.text, incoming.message_id)


def try_example(turn: Turn) -> None:
    _search(turn, plain(example(turn.t)), None)


def show_again(turn: Turn) -> None:
    """*Back* and *more*: the same search, from the first or a later result on."""
    ref, first = views.read_place(turn.args)
    text = actions.recall(turn.store, turn.person, ref)
    if text is None:
        turn.say(views.forgotten(turn.t), alert=True)
        return
    _show(turn, text, ref, first)


def _search(turn: Turn, text: str, message: int | None) -> None:
    if not text.strip():
        turn.show(views.nothing_typed(turn.t))
        return
    ref = actions.remember(turn.store, turn.person, text, turn.new_ref(), turn.now, message)
    _show(turn, text, ref, 0)


def _show(turn: Turn, text: str, ref: str, first: int) -> None:
    finder, today = turn.world.catalogue.finder(turn.store), turn.now.date()
    found = actions.find(finder, text, today, actions.country_of(turn.person))
    turn.show(views.results(turn.t, finder, found, ref, first, today, turn.person.role))
