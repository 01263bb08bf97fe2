"""Answers /language and the buttons that choose one."""

from handlers.kit.access import anybody
from handlers.kit.book import Book
from handlers.kit.i18n import LANGUAGES
from handlers.kit.turn import Turn
from handlers.settings import actions, views


def register(book: Book) -> None:
    book.command(["language", "langue"], languages)
    book.route("languages", languages)
    book.route("language", choose)


@anybody
def languages(turn: Turn) -> None:
    turn.show(views.languages(turn.t))


@anybody
def choose(turn: Turn) -> None:
    """The card on which the language was chosen becomes the first screen in that language."""
    language = turn.args
    if language not in LANGUAGES:
        turn.go("help")
        return
    turn.person = actions.choose_language(turn.store, turn.person, language, turn.now)
    turn.say(views.chosen(turn.t))
    turn.go("help")
