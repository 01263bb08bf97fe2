"""A meeting's *Text for capital*."""

from datetime import datetime

from handlers.kit.capital import capital_t, for_capital, told_below
from handlers.kit.i18n import Translator
from handlers.kit.labels import appointment
from handlers.kit.screen import Screen
from handlers.kit.turn import Turn
from handlers.meetings.views import own_answer
from storage import meetings
from storage.database import Store
from storage.meetings import CANCELLED
from storage.people import Person


def send(turn: Turn, ref: str) -> None:
    """As a message of its own, below the card: that one stays."""
    turn.tell(turn.person.id, "meeting-capital", ref, f"meeting-capital:{ref}:{turn.new_ref()}")
    turn.say(told_below(turn.t))


def letter(store: Store, t: Translator, reader: Person, subject: str, now: datetime) -> Screen | None:
    found = meetings.by_ref(store, subject)
    if found is None or reader.delegation is None:
        return None
    t = capital_t(reader.delegation, t)
    said = meetings.answers_of(store, reader.id, [found]).get(found.id)
    if found.state == CANCELLED:
        state = t("This meeting was cancelled.")
    elif found.starts_at <= now:
        state = t("It has taken place.")
    else:
        state = own_answer(t, said)
    return for_capital(
        t,
        t("Clearinghouse meeting: {title}", title=found.title),
        t("When: {when}", when=appointment(t, found.starts_at)),
        state,
    )
