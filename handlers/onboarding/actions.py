"""What is done when people come and go."""

from datetime import datetime

from storage import people
from storage.database import Store
from storage.people import Person


def leave(store: Store, person: Person, now: datetime) -> None:
    """The person blocked us: nothing more is sent until they come back."""
    people.stop_chat(store, person.telegram_id, "blocked", now)
