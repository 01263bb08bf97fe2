"""What is done at the secretariat's desk."""

from datetime import datetime, timedelta
from typing import NamedTuple

from handlers.kit.seats import seat
from knowledge.rights import Rank
from storage import audit, delegations, requests
from storage.database import Store
from storage.people import Person
from storage.requests import GRANTED, REFUSED, Request

UNDO_WITHIN = timedelta(seconds=60)


class Decision(NamedTuple):
    """The request as it stands now; `is_new` is False when somebody had answered it before.

    `seated` is who asked, with the post they were given.
    """

    request: Request
    is_new: bool
    seated: Person | None = None


def decide(
    store: Store, officer: Person, ref: str, now: datetime, *, grant: bool, rank: Rank | None = None
) -> Decision | None:
    """Grant or refuse; None when there is no such request. Whoever comes second changes nothing."""
    state = GRANTED if grant else REFUSED
    is_new = requests.decide(store, ref, state, now, officer.id, rank if grant else None)
    found = requests.by_ref(store, ref)
    if found is None:
        return None
    if not is_new:
        return Decision(found, is_new=False)
    subject = f"request:{ref}"
    audit.record(store, now, officer.id, f"{state} request", subject, before=requests.OPEN, after=state)
    if not grant:
        return Decision(found, is_new=True)
    post = (found.delegation, found.role)
    return Decision(
        found, is_new=True, seated=seat(store, found.person, *post, now, by=officer.id, rank=rank)
    )


def is_shut(store: Store, officer: Person, ref: str, now: datetime) -> bool:
    """Whether a request is for a delegation that no longer takes part: nothing can be granted."""
    found = requests.by_ref(store, ref)
    if found is None or not delegations.is_removed(store, found.delegation):
        return False
    audit.record(store, now, officer.id, "could not grant", f"request:{ref}", after="removed")
    return True


def may_undo(reader: Person, request: Request, now: datetime) -> bool:
    """Whether this officer gave the answer, less than a minute ago."""
    is_recent = request.decided_at is not None and request.decided_at > now - UNDO_WITHIN
    return is_recent and request.decider == reader.id and request.state in (GRANTED, REFUSED)


def undo(store: Store, officer: Person, ref: str, now: datetime) -> bool:
    """Take one's own answer back within a minute; False where it is too late or they asked anew."""
    found = requests.by_ref(store, ref)
    if found is None or requests.open_of(store, found.person) is not None:
        return False
    if not requests.reopen(store, ref, officer.id, now - UNDO_WITHIN):
        return False
    subject = f"request:{ref}"
    audit.record(store, now, officer.id, "undid answer", subject, before=found.state, after=requests.OPEN)
    if found.state == GRANTED and delegations.end_post(
        store, found.person, found.delegation, found.role, now
    ):
        post = {"delegation": found.delegation, "role": found.role}
        audit.record(store, now, officer.id, "ended a post", f"person:{found.person}", before=post)
    return True
