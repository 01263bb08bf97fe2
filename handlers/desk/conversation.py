"""Answers /desk and the buttons of requests for access. All of it is the secretariat's."""

from handlers.desk import actions, views
from handlers.kit.access import may, renew_role
from handlers.kit.book import Book
from handlers.kit.i18n import Translator
from handlers.kit.screen import Screen
from handlers.kit.turn import Turn
from storage import delegations, matches, requests
from storage.database import Store
from storage.people import Person


def register(book: Book) -> None:
    book.command(["desk", "bureau"], desk)
    book.route("desk", desk)
    book.route("aboard", aboard)
    book.route("unreached", unreached)
    book.route("request", request)
    book.route("grant", grant)
    book.route("refuse", refuse)


@may("admit")
def desk(turn: Turn) -> None:
    seats = delegations.seats(turn.store)
    away = len(matches.unreached(turn.store))
    turn.show(views.desk(turn.t, requests.waiting(turn.store), seats, away, _first(turn)))


@may("admit")
def aboard(turn: Turn) -> None:
    turn.show(views.aboard(turn.t, delegations.seats(turn.store), _first(turn)))


@may("admit")
def unreached(turn: Turn) -> None:
    """Providers that open needs fit and nobody speaks for: whom to invite."""
    turn.show(views.unreached(turn.t, matches.unreached(turn.store), _first(turn)))


@may("admit")
def request(turn: Turn) -> None:
    """One request, opened from the desk."""
    found = requests.by_ref(turn.store, turn.args)
    if found is None:
        turn.say(views.gone(turn.t), alert=True)
        return
    turn.show(views.request_card(turn.t, found, from_desk=True))


@may("admit")
def grant(turn: Turn) -> None:
    _decide(turn, grant=True)


@may("admit")
def refuse(turn: Turn) -> None:
    _decide(turn, grant=False)


def request_letter(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """A request as its letter tells it; nothing for people who have left the secretariat meanwhile."""
    found = requests.by_ref(store, subject)
    return views.request_card(t, found) if found is not None and reader.role == "secretariat" else None


def _decide(turn: Turn, *, grant: bool) -> None:
    decision = actions.decide(turn.store, turn.person, turn.args, turn.now, grant=grant)
    if decision is None:
        turn.say(views.gone(turn.t), alert=True)
        return
    found = decision.request
    turn.show(views.request_card(turn.t, found, from_desk=True))
    if not decision.is_new:
        turn.say(views.answered_before(turn.t), alert=True)
        return
    turn.say(views.answered(turn.t, found))
    turn.tell(found.person, "access-answer", found.ref, f"access-answer:{found.ref}")
    renew_role(turn, "secretariat", "access-request", found.ref)


def _first(turn: Turn) -> int:
    """From which entry on: the number that *more* and *back* carry."""
    return int(turn.args) if turn.args.isdecimal() else 0
