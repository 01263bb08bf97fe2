"""Answers *declare this as a need*, /needs, and every button of a need's card."""

from datetime import datetime

from handlers.kit import pairing, whenread
from handlers.kit.access import has, may, note_reading
from handlers.kit.book import Book
from handlers.kit.errors import Refused
from handlers.kit.turn import Moment, Turn
from handlers.needs import (
    actions,
    asking,
    capital,
    choosing,
    clearance,
    clearing,
    lists,
    opening,
    views,
    whenviews,
    words,
)
from handlers.needs.readings import draft_in
from knowledge.needs import FIELDS
from storage import matches, needs, rhythms, searches
from storage.database import Store
from storage.needs import Need


def register(book: Book) -> None:
    book.command(["needs", "besoins"], own_needs)
    book.route("needs", own_needs)
    book.route("all-needs", all_needs)
    book.route("member-needs", member_needs)
    book.route("need-new", declare)
    book.route("need", show)
    book.route("need-edit", edit)
    book.route("need-field", ask_field)
    book.route("need-out", publish)
    book.route("need-when", when_read)
    book.route("need-undo", undo)
    book.route("need-now", send_now)
    book.route("need-pause", pause)
    book.route("need-resume", resume)
    book.route("need-drop", ask_whether)
    book.route("need-gone", withdraw)
    book.route("need-capital", text_for_capital)
    book.form(asking.FIELD)
    choosing.register(book)
    opening.register(book)
    clearing.register(book)
    book.due("need-release", release_when_due)
    book.due("need-changed", tell_of_changes)


@may("see-own-needs", "see-open-needs")
def own_needs(turn: Turn) -> None:
    if turn.person.role == "provider":
        opening.open_needs(turn)
        return
    found = needs.of_delegation(turn.store, turn.person)
    waiting = {need.id: _waiting(turn.store, need) for need in found}
    shared = len(needs.of_members(turn.store, turn.person))
    turn.show(lists.own_needs(turn.t, turn.person, found, waiting, _first(turn), shared))


@may("see-own-needs")
def member_needs(turn: Turn) -> None:
    turn.show(lists.member_needs(turn.t, needs.of_members(turn.store, turn.person), _first(turn)))


@may("see-all-needs")
def all_needs(turn: Turn) -> None:
    found = needs.seen_by(turn.store, turn.person, [needs.OPEN, needs.PAUSED])
    turn.show(lists.all_needs(turn.t, found, _first(turn)))


@may("declare")
def declare(turn: Turn) -> None:
    """From the search under which the button stands."""
    text = searches.text_of(turn.store, turn.args.partition(".")[0], turn.person.id)
    if text is None:
        turn.say(words.search_forgotten(turn.t), alert=True)
        return
    today = turn.now.date()
    body = draft_in(turn.world.catalogue.finder(turn.store), text, today).body
    need = actions.declare(turn.store, turn.person, turn.new_ref(), body, turn.now)
    if need is None:
        turn.say(words.too_many_drafts(turn.t), alert=True)
        turn.go("needs")
        return
    searches.leave(turn.store, turn.args.partition(".")[0])
    asking.ask_next(turn, need)


@may("see-need")
def show(turn: Turn) -> None:
    need = asking.need_seen(turn)
    note_reading(turn, need)
    asking.show(turn, need)


@may("declare")
def edit(turn: Turn) -> None:
    """The fields of a need that is out, each behind a button."""
    need = asking.need_of(turn)
    _stays_as_cleared(turn, need)
    turn.show(views.fields(turn.t, need))


@may("declare")
def ask_field(turn: Turn) -> None:
    ref, _, name = turn.args.partition(".")
    need = asking.need_of(turn, ref)
    _stays_as_cleared(turn, need)
    if name in FIELDS and need.state in actions.CHANGEABLE:
        turn.ask(asking.FIELD, {"need": need.ref, "field": name})
    else:
        asking.show(turn, need)


@may("see-own-needs")
def text_for_capital(turn: Turn) -> None:
    capital.send(turn)


@may("publish")
def publish(turn: Turn) -> None:
    need = asking.need_of(turn)
    drawn = turn.incoming.code.rev if turn.incoming.code else 0
    if need.state == needs.DRAFT and drawn != need.rev:
        # A colleague has changed it: the button's label may say something else than what would happen.
        turn.say(words.changed_meanwhile(turn.t), alert=True)
        asking.show(turn, need)
        return
    if need.body.is_late(turn.now.date()):
        turn.say(words.is_late(turn.t), alert=True)
        turn.ask(asking.FIELD, {"need": need.ref, "field": "when"})
        return
    if need.body.to_ask() is not None:
        asking.ask_next(turn, need)
        return
    if need.state == needs.DRAFT and clearance.is_asked(turn.store, turn.person):
        clearing.save(turn, need)
        return
    out = actions.publish(turn.store, turn.person, need, turn.now)
    if out is None:
        turn.say(words.not_a_draft(turn.t), alert=True)
    asking.show(turn, out or need)


@may("publish")
def when_read(turn: Turn) -> None:
    """When those who would be told now would read it."""
    need = asking.need_of(turn)
    is_hidden = need.visibility == needs.SECRETARIAT
    told = [] if is_hidden else pairing.plan(turn.store, need, turn.now).told
    readings = []
    for each in told[: whenread.MOST]:
        first = pairing.asked_first(turn.store, need, each.delegation, "provider")
        readings.append(whenread.reading(turn.store, each.delegation, first, "need-notice", turn.now))
    zone = rhythms.zone_of(turn.store, turn.person.id)
    turn.show(whenviews.readings(turn.t, need, readings, len(told), zone, turn.now))


@may("publish")
def undo(turn: Turn) -> None:
    need = asking.need_of(turn)
    if actions.undo(turn.store, turn.person, need, turn.now):
        turn.say(words.undone(turn.t))
    else:
        turn.say(words.out_already(turn.t) if need.state != needs.DRAFT else words.undone(turn.t))
    asking.show(turn, asking.need_of(turn))


@may("publish")
def send_now(turn: Turn) -> None:
    need = asking.need_of(turn)
    if actions.release(turn, need, turn.person.id) is not None:
        turn.say(words.sent(turn.t))
    elif need.state == needs.DRAFT:
        turn.say(words.taken_back(turn.t), alert=True)
    asking.show(turn, asking.need_of(turn))


@may("publish")
def pause(turn: Turn) -> None:
    if actions.pause(turn, turn.person, asking.need_of(turn)):
        turn.say(words.paused(turn.t))
    asking.show(turn, asking.need_of(turn))


@may("publish")
def resume(turn: Turn) -> None:
    need = asking.need_of(turn)
    if need.state == needs.PAUSED and need.body.is_late(turn.now.date()):
        turn.say(words.is_late(turn.t), alert=True)
        turn.ask(asking.FIELD, {"need": need.ref, "field": "when"})
        return
    if actions.resume(turn, turn.person, need):
        turn.say(words.resumed(turn.t))
    asking.show(turn, asking.need_of(turn))


@may("publish")
def ask_whether(turn: Turn) -> None:
    turn.show(views.sure_to_withdraw(turn.t, asking.need_of(turn)))


@may("publish")
def withdraw(turn: Turn) -> None:
    need = asking.need_of(turn)
    if actions.withdraw(turn, turn.person, need):
        turn.say(words.discarded(turn.t) if need.state == needs.DRAFT else words.withdrawn(turn.t))
    turn.go("needs", "0")


def release_when_due(moment: Moment, subject: str) -> datetime | None:
    """Nobody took it back within the minute."""
    need = needs.in_state(moment.store, subject, [needs.QUEUED])
    if need is None or (need.release_at is not None and need.release_at > moment.now):
        return need.release_at if need else None
    if actions.release(moment, need, need.author) is not None and need.author is not None:
        moment.tell(need.author, "need-out", need.ref, f"need-out:{need.ref}:{need.rev}")
    return None


def tell_of_changes(moment: Moment, subject: str) -> datetime | None:
    """Only the last of several corrections in a row finds its revision still there."""
    ref, _, rev = subject.partition(".")
    need = needs.in_state(moment.store, ref, [needs.OPEN, needs.PAUSED])
    if need is not None and str(need.rev) == rev:
        actions.tell_of_changes(moment, need)
    return None


def _stays_as_cleared(turn: Turn, need: Need) -> None:
    """What a second member has cleared is not changed behind their back."""
    is_out = need.state in (needs.OPEN, needs.PAUSED)
    if is_out and clearance.is_asked(turn.store, turn.person) and not has(turn.person, "clear"):
        raise Refused(words.only_who_clears(turn.t))


def _waiting(store: Store, need: Need) -> int:
    """How many providers wait for an answer of ours."""
    return sum(match.state == matches.INTERESTED for match in matches.of_need(store, need.id))


def _first(turn: Turn) -> int:
    return int(turn.args) if turn.args.isdecimal() else 0
