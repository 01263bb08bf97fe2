"""Answers /start and /help, and everything that no other slice answers. Its book comes last."""

from handlers.kit.access import anybody, even_leaving
from handlers.kit.book import Book
from handlers.kit.html import plain
from handlers.kit.screen import Screen
from handlers.kit.turn import Turn
from handlers.onboarding import actions, views
from storage import rhythms

_LONGEST_CODE = 64  # what a link of Telegram's can bring


def register(book: Book) -> None:
    book.command(["start"], start)
    book.command(["help", "aide"], help_)
    book.route("help", help_)
    book.route("home", home)
    book.route("hush", hush)
    book.deed("command", unknown_command)
    book.deed("tap", stale_button)
    book.deed("other", only_text)
    book.deed("group", only_in_private)
    book.deed("left", left)
    book.deed("returned", returned)


@anybody
def start(turn: Turn) -> None:
    """A link that was opened brings its code along: so far only invitations do."""
    if turn.incoming.text:
        turn.go("join", turn.incoming.text[:_LONGEST_CODE])
        return
    home(turn)


@anybody
def home(turn: Turn) -> None:
    """With the clock that somebody with a post is taken to live by."""
    person, store = turn.person, turn.store
    clock = None
    if person.role is not None:
        said = rhythms.said(store, person.id)
        clock = views.Clock((said or rhythms.USUAL).hours, said is not None, turn.now)
    turn.show(views.welcome(turn.t, person, turn.world.operator, clock))


@anybody
def help_(turn: Turn) -> None:
    turn.show(views.help_(turn.t, turn.world.operator))


@anybody
def unknown_command(turn: Turn) -> None:
    turn.show(views.unknown_command(turn.t, turn.incoming.command))


@anybody
def only_text(turn: Turn) -> None:
    turn.show(views.only_text(turn.t, turn.incoming.kind))


@even_leaving
@anybody
def only_in_private(turn: Turn) -> None:
    turn.show(views.only_in_private(turn.t))


@anybody
def hush(turn: Turn) -> None:
    """Somebody did a great deal at once: what comes within the next seconds is not heard."""
    seconds = int(turn.args) if turn.args.isdecimal() else 0
    if turn.incoming.deed == "tap":
        turn.say(plain(views.too_much(turn.t, seconds)))
    else:
        turn.show(Screen(views.too_much(turn.t, seconds)))


@anybody
def stale_button(turn: Turn) -> None:
    """A code that is not ours, not this person's, or of a screen that is gone."""
    turn.say(views.stale_button(turn.t), alert=True)


@even_leaving
@anybody
def left(turn: Turn) -> None:
    actions.leave(turn.store, turn.person, turn.now)


@even_leaving
@anybody
def returned(turn: Turn) -> None:
    """Unblocked; the chat was reopened with the turn. What could not be sent meanwhile comes now."""
    actions.come_back(turn.store, turn.person, turn.now)
