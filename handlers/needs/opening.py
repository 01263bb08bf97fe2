"""Answers /needs of a provider: what is open to all of them."""

from handlers.kit.access import has, may, note_reading
from handlers.kit.book import Book
from handlers.kit.errors import Refused
from handlers.kit.turn import Turn
from handlers.needs import openviews, words
from storage import needs


def register(book: Book) -> None:
    book.route("open-needs", open_needs)
    book.route("open-need", show_open)


@may("see-open-needs")
def open_needs(turn: Turn) -> None:
    """What is open to all providers, whether or not a programme of this one fits."""
    turn.show(openviews.open_needs(turn.t, needs.open_to(turn.store, turn.person), _first(turn)))


@may("see-open-needs")
def show_open(turn: Turn) -> None:
    need = needs.open_one(turn.store, turn.person, turn.args)
    if need is None:
        raise Refused(words.gone(turn.t))
    note_reading(turn, need)
    turn.show(openviews.open_need(turn.t, need, may_answer=has(turn.person, "answer-match")))


def _first(turn: Turn) -> int:
    return int(turn.args) if turn.args.isdecimal() else 0
