"""Answers *declare this as a need*, /needs, and every button of a need's card."""

from datetime import datetime
from typing import cast

from handlers.kit import pairing
from handlers.kit.access import needs_role
from handlers.kit.book import Book
from handlers.kit.errors import Refused
from handlers.kit.forms import Answers, Form, Question, Step
from handlers.kit.i18n import Translator
from handlers.kit.screen import Screen
from handlers.kit.turn import Moment, Turn
from handlers.needs import actions, lists, options, views, words
from knowledge.needs import FIELDS, Field, draft_of
from storage import matches, needs, searches
from storage.database import Store
from storage.needs import Need, Visibility
from storage.people import Person


def register(book: Book) -> None:
    book.command(["needs", "besoins"], own_needs)
    book.route("needs", own_needs)
    book.route("all-needs", all_needs)
    book.route("need-new", declare)
    book.route("need", show)
    book.route("need-edit", edit)
    book.route("need-field", ask_field)
    book.route("need-view", choose_viewers)
    book.route("need-views", set_viewers)
    book.route("need-out", publish)
    book.route("need-undo", undo)
    book.route("need-now", send_now)
    book.route("need-pause", pause)
    book.route("need-resume", resume)
    book.route("need-drop", ask_whether)
    book.route("need-gone", withdraw)
    book.form(FIELD)
    book.due("need-release", release_when_due)
    book.due("need-changed", tell_of_changes)


@needs_role("recipient")
def own_needs(turn: Turn) -> None:
    found = needs.of_delegation(turn.store, turn.person)
    waiting = {need.id: _waiting(turn.store, need) for need in found}
    turn.show(lists.own_needs(turn.t, found, waiting, _first(turn)))


@needs_role("secretariat")
def all_needs(turn: Turn) -> None:
    found = needs.seen_by(turn.store, turn.person, [needs.OPEN, needs.PAUSED])
    turn.show(lists.all_needs(turn.t, found, _first(turn)))


@needs_role("recipient")
def declare(turn: Turn) -> None:
    """From the search under which the button stands."""
    text = searches.text_of(turn.store, turn.args.partition(".")[0], turn.person.id)
    if text is None:
        turn.say(words.search_forgotten(turn.t), alert=True)
        return
    today = turn.now.date()
    body = draft_of(turn.world.finder.search(text, limit=1, today=today), today)
    need = actions.declare(turn.store, turn.person, turn.new_ref(), body, turn.now)
    if need is None:
        turn.say(words.too_many_drafts(turn.t), alert=True)
        turn.go("needs")
        return
    _next(turn, need)


@needs_role("recipient", "secretariat")
def show(turn: Turn) -> None:
    _show(turn, _need(turn))


@needs_role("recipient")
def edit(turn: Turn) -> None:
    """The fields of a need that is out, each behind a button."""
    turn.show(views.fields(turn.t, _need(turn)))


@needs_role("recipient")
def ask_field(turn: Turn) -> None:
    ref, _, name = turn.args.partition(".")
    need = _need(turn, ref)
    if name in FIELDS and need.state in (needs.DRAFT, needs.OPEN, needs.PAUSED):
        turn.ask(FIELD, {"need": need.ref, "field": name})
    else:
        _show(turn, need)


@needs_role("recipient")
def choose_viewers(turn: Turn) -> None:
    turn.show(views.viewers(turn.t, _need(turn)))


@needs_role("recipient")
def set_viewers(turn: Turn) -> None:
    ref, _, chosen = turn.args.partition(".")
    need = _need(turn, ref)
    if chosen in (needs.MATCHED, needs.CODES, needs.SECRETARIAT):
        need = actions.show_to(turn.store, turn.person, need, cast(Visibility, chosen), turn.now) or need
    _show(turn, need)


@needs_role("recipient")
def publish(turn: Turn) -> None:
    need = _need(turn)
    if need.body.to_ask() is not None:
        _next(turn, need)
        return
    out = actions.publish(turn.store, turn.person, need, turn.now)
    if out is None:
        turn.say(words.not_a_draft(turn.t), alert=True)
    _show(turn, out or need)


@needs_role("recipient")
def undo(turn: Turn) -> None:
    need = _need(turn)
    if actions.undo(turn.store, turn.person, need, turn.now):
        turn.say(words.undone(turn.t))
    else:
        turn.say(words.out_already(turn.t) if need.state != needs.DRAFT else words.undone(turn.t))
    _show(turn, _need(turn))


@needs_role("recipient")
def send_now(turn: Turn) -> None:
    need = _need(turn)
    if actions.release(turn, need, turn.person.id) is not None:
        turn.say(words.sent(turn.t))
    elif need.state == needs.DRAFT:
        turn.say(words.taken_back(turn.t), alert=True)
    _show(turn, _need(turn))


@needs_role("recipient")
def pause(turn: Turn) -> None:
    if actions.pause(turn, turn.person, _need(turn)):
        turn.say(words.paused(turn.t))
    _show(turn, _need(turn))


@needs_role("recipient")
def resume(turn: Turn) -> None:
    if actions.resume(turn, turn.person, _need(turn)):
        turn.say(words.resumed(turn.t))
    _show(turn, _need(turn))


@needs_role("recipient")
def ask_whether(turn: Turn) -> None:
    turn.show(views.sure_to_withdraw(turn.t, _need(turn)))


@needs_role("recipient")
def withdraw(turn: Turn) -> None:
    need = _need(turn)
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


def out_letter(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """The need is out: its card with the matches, for whoever published it."""
    need = needs.by_ref(store, reader, subject)
    if need is None or reader.role != "recipient" or need.state == needs.DRAFT:
        return None
    return _live(store, t, need, need.published_at or need.created_at, is_own=True)


def secretariat_letter(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """A need that only the secretariat may see."""
    need = needs.by_ref(store, reader, subject)
    if need is None or reader.role != "secretariat":
        return None
    return _live(store, t, need, need.published_at or need.created_at, is_own=False)


def _show(turn: Turn, need: Need) -> None:
    """The card that fits the state of a need."""
    if need.state in (needs.DRAFT, needs.QUEUED):
        assert turn.person.delegation is not None  # noqa: S101 -- a recipient has one
        found = pairing.plan(turn.store, need.body, turn.person.delegation, turn.now)
        twin = actions.similar(turn.store, turn.person, need)
        screen = (
            views.draft(turn.t, need, found, twin)
            if need.state == needs.DRAFT
            else views.queued(turn.t, need, found)
        )
        turn.show(screen)
        return
    is_own = turn.person.role == "recipient"
    turn.show(_live(turn.store, turn.t, need, turn.now, is_own=is_own))


def _live(store: Store, t: Translator, need: Need, now: datetime, *, is_own: bool) -> Screen:
    near = pairing.plan(store, need.body, need.delegation, now).near if need.state == needs.OPEN else []
    return views.live(t, need, matches.of_need(store, need.id), near, is_own=is_own)


def _next(turn: Turn, need: Need) -> None:
    """One thing at a time: the next question, or the card when nothing is missing."""
    field = need.body.to_ask()
    if field is None:
        _show(turn, need)
    else:
        turn.ask(FIELD, {"need": need.ref, "field": field})


def _need(turn: Turn, ref: str | None = None) -> Need:
    found = needs.by_ref(turn.store, turn.person, turn.args if ref is None else ref)
    if found is None or found.state == needs.DISCARDED:
        raise Refused(words.gone(turn.t))
    return found


def _waiting(store: Store, need: Need) -> int:
    """How many providers wait for an answer of ours."""
    return sum(match.state == matches.INTERESTED for match in matches.of_need(store, need.id))


def _first(turn: Turn) -> int:
    return int(turn.args) if turn.args.isdecimal() else 0


# The form that asks for one field.


def _ask(turn: Turn, question: Question) -> Screen:
    need = _need(turn, question.answers["need"])
    field = cast(Field, question.answers["field"])
    offered = options.offered(turn.t, turn.world.finder, need.body, field, turn.now.date())
    return views.field_question(turn.t, question, need, field, offered)


def _take(turn: Turn, answers: Answers, said: str) -> Answers:
    field = cast(Field, answers["field"])
    need = _need(turn, answers["need"])
    value: object = None
    if said != options.NONE or field in ("capabilities", "assistance"):
        value = options.chosen(field, said)
        try:
            value = value or actions.read_field(turn.world.finder, field, said, turn.now.date())
        except actions.Passed as passed:
            raise Refused(words.has_passed(turn.t, passed.when)) from None
        if value is None:
            raise Refused(words.not_read(turn.t, field, said))
    if actions.set_field(turn.store, turn.person, need, field, value, turn.now) is None:
        raise Refused(words.changed_meanwhile(turn.t))
    return answers | {"value": said}


def _after(turn: Turn, answers: Answers) -> None:
    need = _need(turn, answers["need"])  # seen a moment ago, in the same turn
    if need.state == needs.DRAFT:
        _next(turn, need)
    else:
        turn.say(words.changes_go_out(turn.t))
        turn.show(views.fields(turn.t, need))


def _leave(turn: Turn, ref: str) -> None:
    """Back to the need; to all of them where it is gone meanwhile."""
    found = needs.by_ref(turn.store, turn.person, ref)
    if found is None or found.state == needs.DISCARDED:
        turn.go("needs", "0")
    else:
        _show(turn, found)


FIELD = Form(
    "need-field",
    (Step("value", _ask, _take),),
    _after,
    leaves=lambda turn, answers: _leave(turn, answers["need"]),
)
