"""What is done when a focal point sets the rules of their delegation."""

from datetime import datetime

from storage import audit, consents, delegations
from storage.database import Store
from storage.people import Person


def let_clear(store: Store, person: Person, *, clears: bool, now: datetime) -> bool:
    """Whether a second member clears needs from now on; False where that is how it stood."""
    code = _delegation(person)
    before = delegations.has_to_clear(store, code)
    if before == clears:
        return False
    delegations.let_clear(store, code, clears=clears)
    audit.record(store, now, person.id, "set clearance", f"delegation:{code}", before=before, after=clears)
    return True


def let_see(store: Store, person: Person, organisation: str, *, consents_to_it: bool, now: datetime) -> bool:
    """Let an organisation see the delegation's published needs, or no longer; False where it stood so."""
    code = _delegation(person)
    if consents_to_it:
        is_new = consents.give(store, code, organisation, person.id, now)
    else:
        is_new = consents.withdraw(store, code, organisation, now)
    if is_new:
        verb = "shared needs" if consents_to_it else "stopped sharing needs"
        audit.record(store, now, person.id, verb, f"delegation:{code}", after=organisation)
    return is_new


def _delegation(person: Person) -> str:
    if person.delegation is None:
        raise LookupError(f"person {person.id} holds no post")
    return person.delegation
