"""What is done at the secretariat's desk."""

from datetime import datetime
from typing import NamedTuple

from storage import audit, delegations, requests
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
            _seat(store, officer, found, now)
    return Decision(found, is_new)


def _seat(store: Store, officer: Person, request: Request, now: datetime) -> None:
    if not delegations.take_post(store, request.person, request.delegation, request.role, now):
        # They used an invitation in the same instant: the turn is tried again, and finds the request settled.
        raise RuntimeError(f"person {request.person} got a post meanwhile")
    post = {"delegation": request.delegation, "role": request.role}
    audit.record(store, now, officer.id, "took a post", f"person:{request.person}", after=post)
