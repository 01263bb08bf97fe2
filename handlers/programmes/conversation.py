"""Answers a programme's card, /programmes, and the questions that a provider is asked about its entries."""

from datetime import date

from handlers.kit.access import anybody, has, may, renew_role, tell_role
from handlers.kit.book import Book
from handlers.kit.i18n import Translator
from handlers.kit.screen import Screen
from handlers.kit.turn import Moment, Turn
from handlers.programmes import actions, answering, asking, correcting, views
from storage import people, programmes
from storage.database import Store
from storage.people import Person

_ANY_DAY = date(2000, 1, 1)  # where it only matters whether an entry is hidden


def register(book: Book) -> None:
    # Short names: the id of an entry and the place to go back to take 46 of the code's 64 bytes.
    book.route("p", show)
    book.route("ours", ours)
    book.route("ask", ask)
    book.route("true", confirm)
    book.route("not", disown)
    book.route("undo", restore)
    book.route("edit", correcting.edit)
    book.form(correcting.FORM)
    book.command(["programmes", "offres"], ours)
    book.due("entries", ask_by_letter)


@anybody
def show(turn: Turn) -> None:
    id_, _, place = turn.args.partition("~")
    entry = programmes.entry_seen(turn.store, turn.person, id_, turn.now.date())
    if entry is None:
        turn.say(views.gone(turn.t), alert=True)
        return
    answering.show_card(turn, entry, place)


@may("see-entries")
def ours(turn: Turn) -> None:
    today, delegation = turn.now.date(), turn.person.delegation or ""
    entries = programmes.of_owner(turn.store, delegation, today)
    waiting = len(actions.questions(turn.store, delegation, today).waiting)
    waiting = waiting if has(turn.person, "answer-entries") else 0
    first = int(turn.args) if turn.args.isdecimal() else 0
    turn.show(views.ours(turn.t, delegation, entries, waiting, first, today))


@may("answer-entries")
def ask(turn: Turn) -> None:
    """The next question behind the entry that the button names: also what *Later* leads to."""
    delegation = turn.person.delegation or ""
    turn.show(answering.question(turn.store, turn.t, delegation, turn.now.date(), turn.args))


@may("answer-entries")
def confirm(turn: Turn) -> None:
    entry, place = answering.own_entry(turn)
    is_new = actions.confirm(turn.store, turn.person, entry, turn.now)
    turn.say(asking.confirmed(turn.t) if is_new else views.answered_before(turn.t))
    answering.go_on(turn, entry.programme.id, place)


@may("answer-entries")
def disown(turn: Turn) -> None:
    entry, place = answering.own_entry(turn)
    if actions.disown(turn.store, turn.person, entry, turn.now):
        turn.say(asking.disowned(turn.t))
        change = answering.again(turn, entry.programme.id).change
        tell_role(turn, "secretariat", "entry-objection", f"{entry.programme.id}~{change}")
    else:
        turn.say(views.answered_before(turn.t))
    answering.go_on(turn, entry.programme.id, place)


@may("restore-entry")
def restore(turn: Turn) -> None:
    id_, _, _change = turn.args.partition("~")
    entry = programmes.entry(turn.store, id_, turn.now.date())
    if entry is None:
        turn.say(views.gone(turn.t), alert=True)
        return
    is_new = actions.restore(turn.store, turn.person, entry, turn.now)
    turn.say(views.restored(turn.t) if is_new else views.answered_before(turn.t))
    turn.show(views.objection(turn.t, answering.again(turn, id_)))
    if is_new:
        renew_role(turn, "secretariat", "entry-objection", turn.args)
        answering.renew_questions(turn, entry.owner)


def ask_by_letter(moment: Moment, subject: str) -> None:
    """Somebody speaks for a provider now: what public sources say about it is put to them."""
    person = people.by_id(moment.store, int(subject))
    if person is None or person.delegation is None or not has(person, "answer-entries"):
        return
    if actions.questions(moment.store, person.delegation, moment.now.date()).waiting:
        answering.tell_questions(moment, person.delegation, person.id)


def entries_letter(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """The first question that is open, for people who still speak for this provider."""
    owner, _, day = subject.rpartition("~")
    if reader.delegation != owner or not has(reader, "answer-entries"):
        return None
    return answering.question(store, t, owner, date.fromisoformat(day))


def objection_letter(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """A provider's *not ours*, for the secretariat."""
    id_, _, _change = subject.partition("~")
    entry = programmes.entry(store, id_, _ANY_DAY)
    return views.objection(t, entry) if entry is not None and reader.role == "secretariat" else None
