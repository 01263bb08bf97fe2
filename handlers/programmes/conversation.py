"""Answers the buttons that open a programme's card."""

from handlers.kit.book import Book
from handlers.kit.turn import Turn
from handlers.programmes import views


def register(book: Book) -> None:
    book.route("p", show)  # short: the id that follows may take 34 of the 64 bytes


def show(turn: Turn) -> None:
    id_, _, place = turn.args.partition("~")
    programme = turn.world.finder.programme(id_)
    if programme is None:
        turn.say(views.gone(turn.t), alert=True)
        return
    turn.show(views.card(turn.t, programme, place))
