"""What is done at the secretariat's desk."""

from datetime import datetime
from typing import NamedTuple

from handlers.kit.seats import seat
from storage import audit, requests
from storage.database import Store
from storage.people import Person
from storage.requests import GRANTED, REFUSED, Request


class Decision(NamedTuple):
    """The request as it stands now; `is_new` is False when somebody had answered it before."""

    request: Request
    is_new: bool


def decide(store: Store, officer: Person, ref: str, now: datetime, *, grant: bool) -> Decision | None:
    """Grant or refuse; None when there is no such request. Whoever comes second changes nothing."""
    state = GRANTED if grant else REFUSED
    is_new = requests.decide(store, ref, state, now, officer.id)
    found = requests.by_ref(store, ref)
    if found is None:
        return None
    if is_new:
        audit.record(
            store, now, officer.id, f"{state} request", f"request:{ref}", before=requests.OPEN, after=state
        )
        if grant:
            seat(store, found.person, found.delegation, found.role, now, by=officer.id)
    return Decision(found, is_new)
