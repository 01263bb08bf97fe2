"""Answers /broadcast and its buttons, and lets messages go out when their minute is over."""

from datetime import datetime

from handlers.broadcasts import actions, form, views
from handlers.kit import rounds
from handlers.kit.access import may, renew_role
from handlers.kit.book import Book
from handlers.kit.errors import Refused
from handlers.kit.i18n import Translator
from handlers.kit.screen import Screen
from handlers.kit.turn import Moment, Turn
from storage import broadcasts, delegations, outbox, people
from storage.broadcasts import SENT, Broadcast
from storage.database import Store
from storage.people import Person

_UNDER_WAY = (outbox.WAITING, outbox.SENDING, outbox.HELD)


def register(book: Book) -> None:
    book.command(["broadcast", "annonce"], begin)
    book.route("broadcast", begin)
    book.route("ownbroadcast", own)
    book.route("undobroadcast", undo)
    book.route("sendbroadcast", send_now)
    book.route("agreebroadcast", agree)
    book.route("declinebroadcast", decline)
    book.form(form.BROADCAST)
    book.due("broadcast-release", release)
    book.due("broadcast-round", tell_round)
    book.due("broadcast-count", count)


@may("broadcast")
def begin(turn: Turn) -> None:
    turn.ask(form.BROADCAST)


@may("broadcast")
def own(turn: Turn) -> None:
    """How many have got it by now."""
    if (found := _found(turn)) is not None:
        _show(turn, found)


@may("broadcast")
def undo(turn: Turn) -> None:
    found = _found(turn)
    if found is None:
        return
    if actions.undo(turn.store, found.ref, turn.person, turn.now):
        turn.say(views.undone(turn.t))
        renew_role(turn, "secretariat", actions.asked_kind(found.emergency), found.ref)
    else:
        turn.say(views.settled_before(turn.t, found), alert=True)
    _show_again(turn, found.ref)


@may("broadcast")
def agree(turn: Turn) -> None:
    """The second word of the secretariat; its author learns of it while it can still be undone."""
    found = _found(turn)
    if found is None:
        return
    if found.created_by == turn.person.id:
        raise Refused(views.not_alone(turn.t))
    if found.emergency is not None:
        form.refuse_too_many(turn)
        form.refuse_too_late(turn, found)
    if actions.agree(turn.store, found.ref, turn.person, turn.now):
        turn.say(views.going_out(turn.t) if found.emergency is not None else views.agreed(turn.t))
        _tell_author(turn, found)
    else:
        turn.say(views.settled_before(turn.t, found), alert=True)
    _show_asked(turn, found.ref)


@may("broadcast")
def decline(turn: Turn) -> None:
    """A colleague keeps it from going out, before or after another has agreed."""
    found = _found(turn)
    if found is None:
        return
    if actions.undo(turn.store, found.ref, turn.person, turn.now):
        turn.say(views.undone(turn.t))
        _tell_author(turn, found)
    else:
        turn.say(views.settled_before(turn.t, found), alert=True)
    _show_asked(turn, found.ref)


@may("broadcast")
def send_now(turn: Turn) -> None:
    found = _found(turn)
    if found is None:
        return
    if actions.release(turn.store, found.ref, turn.now, turn.person):
        turn.say(views.going_out(turn.t))
    else:
        turn.say(views.settled_before(turn.t, found), alert=True)
    _show_again(turn, found.ref)


# What the clock does.


def release(moment: Moment, ref: str) -> None:
    """The minute is over."""
    found = broadcasts.by_ref(moment.store, ref)
    if found is not None and actions.release(moment.store, ref, moment.now):
        _renew(moment, found)


def tell_round(moment: Moment, subject: str) -> None:
    ref, readers = rounds.everybody(moment, "broadcast-round", subject)
    found = broadcasts.by_ref(moment.store, ref)
    kind = "emergency" if found is not None and found.emergency is not None else "broadcast"
    for person in readers:
        moment.tell(person, kind, ref, f"{_keys(ref)}{person}")


def count(moment: Moment, ref: str) -> datetime | None:
    """The author's card tells how many got it; less often as time goes by, until nothing waits."""
    found = broadcasts.by_ref(moment.store, ref)
    if found is None:
        return None
    _renew(moment, found)
    fates = outbox.fates(moment.store, _keys(ref))
    since = moment.now - found.release_at
    is_under_way = not fates or any(fates.get(state, 0) for state in _UNDER_WAY)
    # The last that were held leave long after the first hour, and are still to be counted.
    again = moment.now + min(since, actions.COUNTED_FOR)
    return again if is_under_way and since < actions.COUNTED_FOR_THE_LATE else None


# What letters say.


def letter(store: Store, t: Translator, reader: Person, ref: str) -> Screen | None:
    found = broadcasts.by_ref(store, ref)
    if found is None or found.state != SENT or reader.role is None:
        return None
    return views.letter(t, reader, found, found.release_at.date())


def own_letter(store: Store, t: Translator, reader: Person, ref: str, now: datetime) -> Screen | None:
    found = broadcasts.by_ref(store, ref)
    if found is None or found.created_by != reader.id or reader.role != "secretariat":
        return None
    return views.own(t, found, outbox.fates(store, _keys(ref)), now)


def asked_letter(store: Store, t: Translator, reader: Person, ref: str) -> Screen | None:
    """For everybody of the secretariat but its author."""
    found = broadcasts.by_ref(store, ref)
    if found is None or found.created_by == reader.id or reader.role != "secretariat":
        return None
    author = people.by_id(store, found.created_by)
    return views.asked(t, found, author.name if author else found.delegation, delegations.people(store))


def _found(turn: Turn) -> Broadcast | None:
    found = broadcasts.by_ref(turn.store, turn.args)
    if found is None:
        turn.say(views.gone(turn.t), alert=True)
    return found


def _show_asked(turn: Turn, ref: str) -> None:
    screen = asked_letter(turn.store, turn.t, turn.person, ref)
    if screen is not None:
        turn.show(screen)
    found = broadcasts.by_ref(turn.store, ref)
    if found is not None:
        renew_role(turn, "secretariat", actions.asked_kind(found.emergency), ref)


def _tell_author(turn: Turn, found: Broadcast) -> None:
    now = broadcasts.by_ref(turn.store, found.ref) or found
    turn.tell(found.created_by, "broadcast-own", found.ref, f"broadcast-own:{found.ref}:{now.state}")
    _renew(turn, found)


def _show_again(turn: Turn, ref: str) -> None:
    found = broadcasts.by_ref(turn.store, ref)
    if found is not None:
        _show(turn, found)


def _show(turn: Turn, found: Broadcast) -> None:
    fates = outbox.fates(turn.store, _keys(found.ref))
    turn.show(views.own(turn.t, found, fates, turn.now), _own_key(found.ref))


def _renew(moment: Moment, found: Broadcast) -> None:
    moment.renew(found.created_by, "broadcast-own", found.ref, _own_key(found.ref))


def _own_key(ref: str) -> str:
    return f"broadcast-own:{ref}"


def _keys(ref: str) -> str:
    """What the keys of its letters begin with, before their reader's id."""
    return f"broadcast:{ref}:"
