"""What is done when a person decides for themselves."""

from datetime import datetime

from storage import audit, people
from storage.database import Store
from storage.people import Person


def choose_language(store: Store, person: Person, language: str, now: datetime) -> Person:
    """Keep the choice, whatever the phone says from now on. Choosing it again changes nothing."""
    if person.language_chosen and person.language == language:
        return person
    people.set_language(store, person.id, language, chosen=True)
    before = person.language if person.language_chosen else None
    audit.record(
        store, now, person.id, "chose language", f"person:{person.id}", before=before, after=language
    )
    return person._replace(language=language, language_chosen=True)
