"""What is done with one's own contact card. The audit trail hears which field changed, never to what."""

from datetime import datetime

from knowledge.contacts import LONGEST_TEXT, read_email, read_phone
from storage import audit, contacts
from storage.contacts import Contact, ContactField
from storage.database import Store
from storage.people import Person


class Unreachable(Exception):  # noqa: N818 -- an answer, not a fault
    """The card would name no way to reach its owner."""


def read(field: ContactField, typed: str) -> str | None:
    """What somebody typed for a field, as the card says it; None where it can't be that."""
    if field == "email":
        return read_email(typed)
    if field == "phone":
        return read_phone(typed)
    text = " ".join(typed.split())
    return text if 0 < len(text) <= LONGEST_TEXT else None


def set_field(store: Store, person: Person, field: ContactField, value: str | None, now: datetime) -> Contact:
    """Put something on the card, or with None take it off. Raises `Unreachable`."""
    card = contacts.of(store, person.id)
    return _keep(store, person, card, card.with_field(field, value), field, now)


def set_telegram(store: Store, person: Person, username: str, now: datetime, *, shown: bool) -> Contact:
    """Let the card lead to the account on Telegram, or not. Raises `Unreachable`."""
    card = contacts.of(store, person.id)
    changed = card._replace(on_telegram=shown, username=(username or None) if shown else None)
    return _keep(store, person, card, changed, "telegram", now)


def _keep(store: Store, person: Person, before: Contact, card: Contact, field: str, now: datetime) -> Contact:
    if not card.is_reachable:
        raise Unreachable
    if card != before:
        contacts.put(store, person.id, card, now)
        subject = f"person:{person.id}"
        audit.record(store, now, person.id, "changed the contact card", subject, after=field)
    return card
