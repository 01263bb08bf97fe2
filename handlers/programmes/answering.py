"""What every answer about an entry shares: whose entry it is, what is shown next, whose cards follow."""

from datetime import date

from handlers.kit.errors import Refused
from handlers.kit.i18n import Translator
from handlers.kit.screen import Screen
from handlers.kit.turn import Moment, Turn
from handlers.programmes import actions, asking, views
from storage import cards, delegations, people, programmes
from storage.database import Store
from storage.programmes import Entry

ASKED = "ask"  # the place of a tap on a question, where others lead back to a list
CORRECTING = "programme"  # the form in which an entry is corrected


def own_entry(turn: Turn) -> tuple[Entry, str]:
    """The entry that a button is about, and its place; refused to everybody but those who answer for it."""
    id_, _, place = turn.args.partition("~")
    return entry_of(turn, id_), place


def entry_of(turn: Turn, id_: str) -> Entry:
    """The same by its id. Of colleagues who answer at once the second sees what the first said."""
    programmes.lock(turn.store)
    entry = programmes.entry(turn.store, id_, turn.now.date())
    if entry is None:
        raise Refused(views.gone(turn.t))
    if not views.owns(turn.person, entry):
        raise Refused(views.not_yours(turn.t))
    return entry


def again(turn: Turn, id_: str) -> Entry:
    """An entry as it is after what this turn did."""
    entry = programmes.entry(turn.store, id_, turn.now.date())
    if entry is None:
        raise LookupError(f"{id_} is gone")
    return entry


def show_card(turn: Turn, entry: Entry, place: str) -> None:
    today, into = turn.now.date(), entry.programme.absorbed_into
    successor = programmes.entry_seen(turn.store, turn.person, into, today) if into else None
    turn.show(
        views.card(turn.t, entry, place, today, turn.person, successor.programme if successor else None)
    )


def go_on(turn: Turn, id_: str, place: str) -> None:
    """After an answer: the next question, or the card as it is now. Other cards with the question follow."""
    entry = again(turn, id_)
    if place == ASKED:
        turn.show(question(turn.store, turn.t, entry.owner, turn.now.date(), id_))
    else:
        show_card(turn, entry, place)
    renew_questions(turn, entry.owner)


def question(store: Store, t: Translator, owner: str, today: date, after: str = "") -> Screen:
    """The next entry that waits for an answer, or thanks when there is none behind that id."""
    questions = actions.questions(store, owner, today)
    entry = questions.after(after)
    if entry is None:
        return asking.asked(t, questions.live, len(questions.waiting))
    return asking.ask(t, entry, questions.number(entry), questions.total)


def tell_questions(moment: Moment, owner: str, person: int) -> None:
    """Owe somebody the letter that asks about their entries."""
    moment.tell(person, "entries", _subject(moment, owner), _key(owner, person))


def renew_questions(turn: Turn, owner: str) -> None:
    """Let everybody's card ask what is still open; who is just correcting an entry is left in peace."""
    for person in delegations.speakers(turn.store, owner, "provider"):
        known = people.by_id(turn.store, person)
        if known is not None and known.form != CORRECTING and not _is_tapped(turn, person, owner):
            turn.renew(person, "entries", _subject(turn, owner), _key(owner, person))


def _is_tapped(turn: Turn, person: int, owner: str) -> bool:
    """Whether this person's card with the question is the very message that this turn redraws."""
    if person != turn.person.id:
        return False
    card = cards.find(turn.store, turn.person.telegram_id, _key(owner, person))
    tapped = cards.of_message(turn.store, turn.person.telegram_id, turn.incoming.message_id)
    return card is not None and card == tapped


def _subject(moment: Moment, owner: str) -> str:
    """A letter is written without a clock: the day of the question comes with it."""
    return f"{owner}~{moment.now.date().isoformat()}"


def _key(owner: str, person: int) -> str:
    return f"entries:{owner}:{person}"
