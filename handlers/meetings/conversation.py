"""Answers /meetings and the buttons under a meeting."""

from handlers.kit.access import may
from handlers.kit.book import Book
from handlers.kit.turn import Turn
from handlers.meetings import actions, capital, forms, formviews, listviews, reminding, telling, views
from storage import delegations, meetings, rhythms
from storage.meetings import COMING, NOT_COMING, PLANNED, Answer, Meeting


def register(book: Book) -> None:
    book.command(["meetings", "reunions"], coming_up)
    book.route("meetings", coming_up)
    book.route("meeting", meeting)
    book.route("meeting-capital", text_for_capital)
    book.route("coming", coming)
    book.route("notcoming", not_coming)
    book.route("whocomes", who_comes)
    book.route("newmeeting", new_meeting)
    book.route("movemeeting", move_meeting)
    book.route("cancelmeeting", cancel_meeting)
    book.route("cancelnow", cancel_now)
    book.form(forms.NEW)
    book.form(forms.MOVE)
    telling.register(book)
    reminding.register(book)


@may("look")
def coming_up(turn: Turn) -> None:
    planned = meetings.planned(turn.store, turn.now)
    said = meetings.answers_of(turn.store, turn.person.id, planned)
    first, zone = _number(turn.args), rhythms.zone_of(turn.store, turn.person.id)
    turn.show(listviews.coming_up(turn.t, turn.person, planned, said, first, zone))


@may("look")
def meeting(turn: Turn) -> None:
    if (found := _found(turn, turn.args)) is not None:
        _show(turn, found)


@may("look")
def text_for_capital(turn: Turn) -> None:
    if (found := _found(turn, turn.args)) is not None:
        capital.send(turn, found.ref)


@may("look")
def coming(turn: Turn) -> None:
    _answer(turn, COMING)


@may("look")
def not_coming(turn: Turn) -> None:
    _answer(turn, NOT_COMING)


@may("convene")
def who_comes(turn: Turn) -> None:
    ref, _, first = turn.args.partition(".")
    if (found := _found(turn, ref)) is not None:
        attendance = meetings.attendance(turn.store, found)
        turn.show(listviews.who_comes(turn.t, found, attendance, _number(first)))


@may("convene")
def new_meeting(turn: Turn) -> None:
    turn.ask(forms.NEW)


@may("convene")
def move_meeting(turn: Turn) -> None:
    if (found := _as_shown(turn)) is not None:
        turn.ask(forms.MOVE, {"meeting": found.ref, "rev": str(found.rev)})


@may("convene")
def cancel_meeting(turn: Turn) -> None:
    if (found := _as_shown(turn)) is not None:
        turn.show(formviews.confirm_cancel(turn.t, found, delegations.people(turn.store)))


@may("convene")
def cancel_now(turn: Turn) -> None:
    found = _as_shown(turn)
    cancelled = actions.cancel(turn.store, turn.person, found, turn.now) if found is not None else None
    if cancelled is not None:
        turn.say(formviews.cancelled(turn.t))
        _show(turn, cancelled)


def _answer(turn: Turn, said: Answer) -> None:
    rev = turn.incoming.code.rev if turn.incoming.code else 0
    reply = actions.answer(turn.store, turn.person, turn.args, rev, said, turn.now)
    if reply.trouble is not None:
        turn.say(views.not_noted(turn.t, reply.trouble), alert=True)
    else:
        turn.say(views.noted(turn.t, said))
    if reply.meeting is not None:
        _show(turn, reply.meeting)
    if reply.meeting is not None and reply.trouble is None:
        telling.renew_cards(turn, reply.meeting)


def _found(turn: Turn, ref: str, *, hold: bool = False) -> Meeting | None:
    found = meetings.by_ref(turn.store, ref, hold=hold)
    if found is None:
        turn.say(views.not_noted(turn.t, "gone"), alert=True)
    return found


def _as_shown(turn: Turn) -> Meeting | None:
    """The meeting of a button, if it is as the button saw it; else the person is told what has changed."""
    found = _found(turn, turn.args, hold=True)
    rev = turn.incoming.code.rev if turn.incoming.code else 0
    if found is None:
        return None
    if found.state == PLANNED and found.starts_at > turn.now and found.rev == rev:
        return found
    turn.say(views.changed(turn.t, found, turn.now), alert=True)
    _show(turn, found)
    return None


def _show(turn: Turn, found: Meeting) -> None:
    turn.show(telling.card(turn.store, turn.t, turn.person, found, turn.now))


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else 0
