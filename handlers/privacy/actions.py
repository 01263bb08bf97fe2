"""What is done when people ask for what is kept of them, or go for good."""

from datetime import timedelta

from handlers.kit.turn import Moment
from knowledge.retention import UNDO
from storage import audit, dues, erasure, people, personal, requests, sweeping
from storage.people import Person
from storage.sweeping import Place

MOST_FILES = 3
FILES_COUNT = timedelta(hours=24)
_SOON = timedelta(seconds=1)


def ask_for_data(moment: Moment, person: Person) -> bool:
    """Owe somebody the file about them; False where they had it often enough today."""
    if (
        personal.asked_since(moment.store, person.id, "asked for own data", moment.now - FILES_COUNT)
        >= MOST_FILES
    ):
        return False
    audit.record(moment.store, moment.now, person.id, "asked for own data", f"person:{person.id}")
    moment.tell(person.id, "my-data", "", f"my-data:{person.id}:{moment.now:%Y%m%d%H%M%S%f}")
    return True


def leave(moment: Moment, person: Person) -> str | None:
    """End somebody's access now and have their data erased later; the request for access that this ends."""
    if not erasure.begin(moment.store, person, moment.now):
        return None
    asked = requests.open_of(moment.store, person.id)
    if asked is not None:
        requests.decide(moment.store, asked.ref, requests.WITHDRAWN, moment.now)
    _due(moment, person.id, Place(), UNDO)
    key = f"yeses-back:{person.id}:{moment.now:%Y%m%d%H%M%S%f}"
    dues.add(moment.store, key, "yeses-back", moment.now, str(person.id))
    audit.record(moment.store, moment.now, person.id, "asked to be erased", f"person:{person.id}")
    return asked.ref if asked else None


def stay(moment: Moment, person: Person) -> bool:
    """Take it back: their post is theirs again, and what is still open comes to them."""
    if not erasure.take_back(moment.store, person):
        return False
    audit.record(moment.store, moment.now, person.id, "took the erasure back", f"person:{person.id}")
    for kind in ("matches-aboard", "meetings-aboard"):
        key = f"stays:{kind}:{person.id}:{moment.now:%Y%m%d%H%M%S%f}"
        dues.add(moment.store, key, kind, moment.now, str(person.id))
    return True


def erase(moment: Moment, id_: int, place: Place) -> timedelta | None:
    """Go on erasing somebody whose time has come; how long to wait where their chat is busy just now."""
    person = erasure.is_leaving(moment.store, id_)
    if person is None or person.leaving_at is None or person.leaving_at + UNDO > moment.now:
        return None  # they stay, or asked again later: that has a row of its own
    if not people.lock_chat(moment.store, person.telegram_id):
        return _SOON
    further = sweeping.sweep(moment.store, person, place, moment.now)
    if further is not None:
        _due(moment, id_, further, timedelta())
        return None
    erasure.end(moment.store, person, moment.now)
    audit.record(moment.store, moment.now, None, "erased a person", f"person:{id_}")
    return None


def _due(moment: Moment, person: int, place: Place, after: timedelta) -> None:
    subject = f"{person}.{place.update}.{place.letter}"
    key = f"erase:{subject}:{moment.now:%Y%m%d%H%M%S%f}"
    dues.add(moment.store, key, "erase", moment.now + after, subject)
