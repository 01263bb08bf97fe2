"""What is done when somebody comes in. The command line and the exercise use the same actions."""

from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from handlers.kit.seats import seat
from knowledge.rights import Rank, Remit
from storage import audit, invites, people, requests
from storage.database import Store
from storage.delegations import Role
from storage.invites import Invite
from storage.people import Person
from storage.requests import Request

INVITE_LIVES = timedelta(hours=72)
MOST_GUESSES = 5
GUESSES_COUNT = timedelta(hours=1)
MOST_REQUESTS = 3
REQUESTS_COUNT = timedelta(hours=24)
LONGEST_WORDS = 300

# Why an invitation does not open.
Trouble = Literal["wrong", "too many", "holds a post", "used", "expired", "revoked"]


class Joined(NamedTuple):
    """The person with their post, and the request of theirs that needs no answer any more."""

    person: Person
    settled: str | None


def invite(
    store: Store,
    token: str,
    delegation: str,
    role: Role,
    now: datetime,
    by: Person | None = None,
    rank: Rank | None = None,
    remit: Remit = "both",
) -> Invite:
    """Keep an invitation under `token`; `by` is None for the command line, which counts as confirmed."""
    actor = by.id if by else None
    made = invites.add(store, token, delegation, role, now, now + INVITE_LIVES, actor, rank, remit)
    post = {"delegation": delegation, "role": role, "rank": rank, "remit": remit}
    bound = post | {"expires": made.expires_at.isoformat()}
    audit.record(store, now, actor, "invited", f"invite:{made.id}", after=bound)
    return made


def revoke(store: Store, token: str, now: datetime) -> Invite | None:
    """Withdraw an invitation; None where this code opens nothing (any more)."""
    found = invites.by_token(store, token)
    if found is None or not invites.revoke(store, found.id, now):
        return None
    audit.record(store, now, None, "revoked invitation", f"invite:{found.id}")
    return found


def open_invite(store: Store, person: Person, token: str, now: datetime) -> Invite | Trouble:
    """The invitation behind a code, if this person may use it now. Wrong codes are counted."""
    if len(invites.guesses(store, person.id, now - GUESSES_COUNT)) >= MOST_GUESSES:
        return "too many"
    found = invites.by_token(store, token)
    if found is None:
        invites.note_guess(store, person.id, now)
        audit.record(store, now, person.id, "tried a wrong code", f"person:{person.id}")
        return "wrong"
    trouble = _trouble(person, found, now)
    if trouble is not None:
        audit.record(store, now, person.id, "could not join", f"invite:{found.id}", after=trouble)
        return trouble
    return found


def wait_for_codes(store: Store, person: Person, now: datetime) -> timedelta:
    """How long a person has to wait after too many wrong codes."""
    since = now - GUESSES_COUNT
    tried = invites.guesses(store, person.id, since)[-MOST_GUESSES:]
    return tried[0] - since if tried else timedelta()


def join(store: Store, person: Person, invite_id: int, now: datetime) -> Joined | Trouble:
    """Use an invitation up and take its post."""
    found = invites.by_id(store, invite_id)
    if found is None:
        return "wrong"
    trouble = _trouble(person, found, now)
    if trouble is None and not invites.use(store, found.id, person.id, now):
        trouble = "used"  # by somebody else, in this very moment
    if trouble is not None:
        audit.record(store, now, person.id, "could not join", f"invite:{found.id}", after=trouble)
        return trouble
    post = found.delegation, found.role
    seated = seat(store, person.id, *post, now, by=person.id, rank=found.rank, remit=found.remit)
    asked = requests.open_of(store, person.id)
    if asked is not None:
        requests.decide(store, asked.ref, requests.SETTLED, now)
    return Joined(seated, asked.ref if asked else None)


def may_ask(store: Store, person: Person, now: datetime) -> bool:
    """Whether the person has not asked too often of late."""
    return requests.count_since(store, person.id, now - REQUESTS_COUNT) < MOST_REQUESTS


def ask_access(
    store: Store, person: Person, ref: str, delegation: str, role: Role, words: str, now: datetime
) -> Request | None:
    """Open a request under `ref`, or return the one that is open; None for somebody who has a post by now."""
    person = people.by_id(store, person.id) or person
    if person.role is not None:
        return None
    known = requests.open_of(store, person.id)
    if known is not None:
        return known
    requests.add(store, ref, person.id, delegation, role, words[:LONGEST_WORDS], now)
    wish = {"delegation": delegation, "role": role}
    audit.record(store, now, person.id, "asked for access", f"request:{ref}", after=wish)
    return requests.by_ref(store, ref)


def withdraw(store: Store, person: Person, ref: str, now: datetime) -> bool:
    """Take one's own request back; False when it is not one's own or answered already."""
    found = requests.by_ref(store, ref)
    if found is None or found.person != person.id:
        return False
    if not requests.decide(store, ref, requests.WITHDRAWN, now):
        return False
    audit.record(store, now, person.id, "withdrew request", f"request:{ref}")
    return True


def _trouble(person: Person, found: Invite, now: datetime) -> Trouble | None:
    if person.role is not None:
        return "holds a post"
    if found.used_at is not None:
        return "used"
    if found.revoked_at is not None:
        return "revoked"
    return "expired" if found.expires_at <= now else None
