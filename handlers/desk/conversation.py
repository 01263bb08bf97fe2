"""Answers /desk and the buttons of requests for access. All of it is the secretariat's."""

from datetime import datetime

from handlers.desk import actions, views
from handlers.kit.access import may, renew_role
from handlers.kit.book import Book
from handlers.kit.i18n import Translator
from handlers.kit.newcomers import renew_newcomer, tell_of_newcomer
from handlers.kit.screen import Screen
from handlers.kit.turn import Turn
from knowledge.rights import Rank
from storage import delegations, matches, people, proposals, requests
from storage.database import Store
from storage.people import Person
from storage.requests import Request


def register(book: Book) -> None:
    book.command(["desk", "bureau"], desk)
    book.route("desk", desk)
    book.route("aboard", aboard)
    book.route("unreached", unreached)
    book.route("request", request)
    book.route("grant", grant)
    book.route("grant-lead", grant_lead)
    book.route("ungrant", undo)
    book.route("refuse", refuse)


@may("admit")
def desk(turn: Turn) -> None:
    seats = delegations.seats(turn.store)
    away = len(matches.unreached(turn.store))
    pending = len(proposals.waiting(turn.store))
    turn.show(views.desk(turn.t, requests.waiting(turn.store), seats, away, pending, _first(turn)))


@may("admit")
def aboard(turn: Turn) -> None:
    turn.show(views.aboard(turn.t, delegations.seats(turn.store, suspended_too=True), _first(turn)))


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
    turn.show(_card(turn, found))


@may("admit")
def grant(turn: Turn) -> None:
    _decide(turn, "member")


@may("admit")
def grant_lead(turn: Turn) -> None:
    _decide(turn, "focal")


@may("admit")
def refuse(turn: Turn) -> None:
    _decide(turn, None)


@may("admit")
def undo(turn: Turn) -> None:
    """Within a minute, whoever answered can take it back: the request is open again."""
    before = requests.by_ref(turn.store, turn.args)
    seated = people.by_id(turn.store, before.person) if before is not None else None
    if before is None or not actions.undo(turn.store, turn.person, turn.args, turn.now):
        turn.say(views.too_late(turn.t), alert=True)
        return
    turn.say(views.open_again(turn.t))
    turn.show(_card(turn, requests.by_ref(turn.store, before.ref) or before))
    turn.renew(before.person, "access-answer", before.ref, _answer_key(before))
    if seated is not None and seated.role is not None:
        renew_newcomer(turn, seated, _newcomer_ref(before))
    renew_role(turn, "secretariat", "access-request", before.ref)


def request_letter(store: Store, t: Translator, reader: Person, subject: str, now: datetime) -> Screen | None:
    """A request as its letter tells it; nothing for people who have left the secretariat meanwhile."""
    found = requests.by_ref(store, subject)
    if found is None or reader.role != "secretariat":
        return None
    return views.request_card(t, found, may_undo=actions.may_undo(reader, found, now))


def _decide(turn: Turn, rank: Rank | None) -> None:
    """Grant a post of this rank, or refuse where there is none."""
    if rank is not None and actions.is_shut(turn.store, turn.person, turn.args, turn.now):
        turn.say(views.shut(turn.t), alert=True)
        asked = requests.by_ref(turn.store, turn.args)
        turn.go("people", f"{asked.delegation if asked else ''}.0")
        return
    decision = actions.decide(turn.store, turn.person, turn.args, turn.now, grant=rank is not None, rank=rank)
    if decision is None:
        turn.say(views.gone(turn.t), alert=True)
        return
    found = decision.request
    turn.show(_card(turn, found))
    if not decision.is_new:
        turn.say(views.answered_before(turn.t), alert=True)
        return
    turn.say(views.answered(turn.t, found))
    turn.tell(found.person, "access-answer", found.ref, _answer_key(found))
    if decision.seated is not None:
        tell_of_newcomer(turn, decision.seated, _newcomer_ref(found))
    renew_role(turn, "secretariat", "access-request", found.ref)


def _card(turn: Turn, found: Request) -> Screen:
    may_undo = actions.may_undo(turn.person, found, turn.now)
    return views.request_card(turn.t, found, from_desk=True, may_undo=may_undo)


def _answer_key(found: Request) -> str:
    """An answer that was taken back and given anew is told anew."""
    return f"access-answer:{found.ref}:{found.decided_at:%Y%m%d%H%M%S%f}"


def _newcomer_ref(found: Request) -> str:
    return f"{found.ref}:{found.decided_at:%Y%m%d%H%M%S%f}"


def _first(turn: Turn) -> int:
    """From which entry on: the number that *more* and *back* carry."""
    return int(turn.args) if turn.args.isdecimal() else 0
