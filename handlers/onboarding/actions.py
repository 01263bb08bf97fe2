"""What is done when people come and go."""

from datetime import datetime

from storage import dues, people
from storage.database import Store
from storage.people import Person


def come_back(store: Store, person: Person, now: datetime) -> None:
    """The clock tells them what is still open, as it tells somebody new."""
    if person.role is not None:
        for kind in ("matches-aboard", "meetings-aboard"):
            key = f"back:{kind}:{person.id}:{now:%Y%m%d%H%M%S%f}"
            dues.add(store, key, kind, now, str(person.id))


def leave(store: Store, person: Person, now: datetime) -> None:
    """The person blocked us: nothing more is sent until they come back."""
    people.stop_chat(store, person.telegram_id, "blocked", now)
