"""What is done about messages to everybody."""

from datetime import datetime, timedelta

from handlers.kit import rounds
from knowledge.emergencies import EMERGENCIES_COUNT, next_possible
from storage import audit, broadcasts, delegations, dues
from storage.broadcasts import ASKED, SENT, UNDONE, WAITING
from storage.database import Store
from storage.people import Person

LONGEST_TEXT = 1_500
# What goes to more people than this needs the word of a second person of the secretariat.
MOST_ALONE = 50
UNDO_WITHIN = timedelta(seconds=60)
# When the author's card first tells how many got it; then after twice as long, and so on, for an hour.
FIRST_COUNT = timedelta(seconds=3)
COUNTED_FOR = timedelta(hours=1)
# As long as some wait for their readers' hours: a long weekend, and a night.
COUNTED_FOR_THE_LATE = timedelta(days=4)
LONGEST_NAME = 60


def needs_a_second(people: int) -> bool:
    """Whether a text to so many people needs the word of a second person."""
    return people > MOST_ALONE


def asked_kind(emergency: str | None) -> str:
    """The kind of letter by which colleagues are asked to agree; `emergency` is the name of one."""
    return "broadcast-asked" if emergency is None else "emergency-asked"


def next_emergency(store: Store, now: datetime) -> datetime:
    """From when on an emergency may go out: now, unless there were too many of late."""
    return next_possible(broadcasts.emergencies(store, now - EMERGENCIES_COUNT), now)


def write(
    store: Store, officer: Person, ref: str, text: str, now: datetime, emergency: str | None = None
) -> bool:
    """Keep a text that goes out in a minute, unless it is undone; False where somebody has to agree first.

    An `emergency`, by its name, always needs somebody who agrees.
    """
    release_at = now + UNDO_WITHIN
    is_asked = emergency is not None or needs_a_second(delegations.people(store))
    state = ASKED if is_asked else WAITING
    broadcasts.add(store, ref, text, officer.id, now, release_at, state, emergency)
    verb = "wrote broadcast" if emergency is None else "wrote emergency"
    audit.record(store, now, officer.id, verb, _subject(ref), after=state)
    if state == WAITING:
        dues.add(store, f"broadcast-release:{ref}", "broadcast-release", release_at, ref)
    return state == WAITING


def agree(store: Store, ref: str, officer: Person, now: datetime) -> bool:
    """The second word: it goes out in a minute, and an emergency at once.

    False for one's own, and when it is asked no more.
    """
    release_at = now + UNDO_WITHIN
    if not broadcasts.agree(store, ref, officer.id, release_at):
        return False
    found = broadcasts.by_ref(store, ref)
    if found is not None and found.emergency is not None:
        audit.record(store, now, officer.id, "agreed to emergency", _subject(ref), before=ASKED, after=SENT)
        return release(store, ref, now, officer)
    audit.record(store, now, officer.id, "agreed to broadcast", _subject(ref), before=ASKED, after=WAITING)
    dues.add(store, f"broadcast-release:{ref}", "broadcast-release", release_at, ref)
    return True


def release(store: Store, ref: str, now: datetime, officer: Person | None = None) -> bool:
    """Let it go out, on the word of an officer or by the clock; False when it has gone or was undone."""
    if not broadcasts.release(store, ref, now):
        return False
    actor = officer.id if officer else None
    audit.record(store, now, actor, "released broadcast", _subject(ref), before=WAITING, after=SENT)
    rounds.begin(store, "broadcast-round", ref, now)
    dues.add(store, f"broadcast-count:{ref}", "broadcast-count", now + FIRST_COUNT, ref)
    return True


def undo(store: Store, ref: str, officer: Person, now: datetime) -> bool:
    """Keep it from going out; False when it has gone or was undone before."""
    found = broadcasts.by_ref(store, ref)
    if found is None or not broadcasts.undo(store, ref):
        return False
    audit.record(store, now, officer.id, "undid broadcast", _subject(ref), before=found.state, after=UNDONE)
    return True


def _subject(ref: str) -> str:
    return f"broadcast:{ref}"
