"""Answers what people type without a command, /search, and the buttons under a list of results."""

from dataclasses import replace

from handlers.kit.access import anybody
from handlers.kit.book import Book
from handlers.kit.html import plain
from handlers.kit.turn import Turn
from handlers.onboarding.views import example
from handlers.search import actions, listing, narrowing, saving, views
from knowledge.conditions import read_condition
from knowledge.text import clip, normalise, words


def register(book: Book) -> None:
    book.deed("text", search)
    book.command(["search", "chercher"], search)
    book.route("example", try_example)
    book.route("search", show_again)
    book.route("narrow", choose)
    book.route("keep", keep)
    book.route("drop", drop)
    book.command(["searches", "recherches"], saving.own_searches)
    book.route("searches", saving.own_searches)
    book.route("tell", saving.save)
    book.route("untell", saving.stop)
    book.due("searches", saving.tell)


@anybody
def search(turn: Turn) -> None:
    """A sentence, whatever its language. A corrected one corrects its list, if there still is one."""
    incoming = turn.incoming
    if incoming.is_edit and not actions.is_still_a_list(turn.store, turn.person, incoming.message_id):
        turn.incoming = replace(incoming, message_id=0)  # answered below, and not over what stands there now
        turn.show(views.not_corrected(turn.t))
        return
    _search(turn, incoming.text, incoming.message_id)


@anybody
def try_example(turn: Turn) -> None:
    _search(turn, plain(example(turn.t)), None)


@anybody
def show_again(turn: Turn) -> None:
    """*Back* and *more*: the same search, from the first or a later result on."""
    ref, first = views.read_place(turn.args)
    if (search := listing.recalled(turn, ref)) is not None:
        listing.show(turn, search, first)


@anybody
def choose(turn: Turn) -> None:
    """What the list can be narrowed to, drawn from what is in it."""
    ref, first = views.read_place(turn.args)
    search = listing.recalled(turn, ref)
    if search is None:
        return
    finder, answer = listing.found(turn, search)
    found = actions.narrowings(finder, answer, search, turn.person, turn.now.date())
    held = actions.conditions_of(search)
    turn.show(narrowing.narrow(turn.t, search.text, ref, held, found, len(answer.results), first))


@anybody
def keep(turn: Turn) -> None:
    """Narrow the list to what a button says; the list itself answers."""
    ref, written = narrowing.read_choice(turn.args)
    search, condition = listing.recalled(turn, ref), read_condition(written)
    if search is not None and condition is not None:
        listing.show(turn, actions.narrow(turn.store, search, condition), 0)


@anybody
def drop(turn: Turn) -> None:
    """Take a condition back, or all of them."""
    ref, written = narrowing.read_choice(turn.args)
    search = listing.recalled(turn, ref)
    if search is not None:
        listing.show(turn, actions.widen(turn.store, search, read_condition(written)), 0)


def _search(turn: Turn, text: str, message: int | None) -> None:
    if not words(normalise(clip(text))):  # a pictogram or a question mark asks for nothing
        turn.show(views.nothing_typed(turn.t))
        return
    search = actions.remember(turn.store, turn.person, text, turn.new_ref(), turn.now, message)
    listing.show(turn, search, 0)
