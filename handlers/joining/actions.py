"""What is done when somebody comes in. The command line and the exercise use the same actions."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from handlers.kit import handover
from handlers.kit.seats import seat
from handlers.kit.turn import Moment
from handlers.kit.waking import rearrange
from knowledge.rights import Rank, Remit, may
from knowledge.stations import hours_at
from storage import audit, delegations, guesses, invites, people, posts, requests, rhythms
from storage.database import Store
from storage.delegations import Role
from storage.invites import UNNAMED, Invite, Particulars
from storage.people import Person
from storage.requests import Request

INVITE_LIVES = timedelta(hours=72)
MOST_GUESSES = 5
MOST_GUESSES_OF_ALL = 100
GUESSES_COUNT = timedelta(hours=1)
MOST_REQUESTS = 3
REQUESTS_COUNT = timedelta(hours=24)
LONGEST_WORDS = 300

# Why an invitation does not open.
Trouble = Literal[
    "wrong",
    "too many",
    "closed",
    "holds a post",
    "other account",
    "used",
    "expired",
    "revoked",
    "declined",
    "removed",
]


class Joined(NamedTuple):
    """The person with their post, and the request of theirs that needs no answer any more."""

    person: Person
    settled: str | None
    invite: Invite


def invite(
    store: Store,
    token: str,
    delegation: str,
    role: Role,
    now: datetime,
    by: Person | None = None,
    rank: Rank | None = None,
    remit: Remit = "both",
    particulars: Particulars = UNNAMED,
    lives: timedelta = INVITE_LIVES,
) -> Invite:
    """Keep an invitation under `token`; `by` is None for the command line, which counts as confirmed."""
    actor, until = by.id if by else None, now + min(lives, INVITE_LIVES)
    made = invites.add(store, token, delegation, role, now, until, actor, rank, remit, particulars)
    post = {"delegation": delegation, "role": role, "rank": rank, "remit": remit, "name": made.name}
    details = {"expires": until.isoformat()} | ({"zone": made.zone} if made.zone is not None else {})
    audit.record(store, now, actor, "invited", _subject(made), after=post | details)
    return made


def revoke(store: Store, token: str, now: datetime) -> Invite | None:
    """Withdraw an invitation; None where this code opens nothing (any more)."""
    found = invites.by_token(store, token)
    return found if found is not None and take_back(store, found, now) else None


def take_back(store: Store, invite: Invite, now: datetime, by: Person | None = None) -> bool:
    """The same of an invitation that is at hand; False where it was used or ended before."""
    if not invites.revoke(store, invite.id, now):
        return False
    audit.record(store, now, by.id if by else None, "revoked invitation", _subject(invite))
    return True


def decline(store: Store, person: Person, invite: Invite, now: datetime) -> bool:
    """Whoever opened it says that it is not for them: it opens for nobody any more."""
    if not invites.decline(store, invite.id, now):
        return False
    audit.record(store, now, person.id, "declined invitation", _subject(invite))
    return True


def open_invite(store: Store, person: Person, token: str, now: datetime) -> Invite | Trouble:
    """The invitation behind a code, if this person may use it now. Wrong codes are counted."""
    since = now - GUESSES_COUNT
    if len(guesses.of(store, person.id, since)) >= MOST_GUESSES:
        return "too many"
    if guesses.count(store, since) >= MOST_GUESSES_OF_ALL:
        return "closed"
    found = invites.by_token(store, token)
    if found is None:
        _count_guess(store, person, now)
        return "wrong"
    trouble = _trouble(store, person, found, now)
    if trouble is not None:
        audit.record(store, now, person.id, "could not join", _subject(found), after=trouble)
        return trouble
    return found


def _count_guess(store: Store, person: Person, now: datetime) -> None:
    """One line for each guess, and one more for the guess that closes the door: none while it is closed."""
    guesses.note(store, person.id, now)
    audit.record(store, now, person.id, "tried a wrong code", f"person:{person.id}")
    since = now - GUESSES_COUNT
    if len(guesses.of(store, person.id, since)) == MOST_GUESSES:
        audit.record(store, now, person.id, "tried too many codes", f"person:{person.id}")
    if guesses.count(store, since) == MOST_GUESSES_OF_ALL:
        audit.record(store, now, None, "closed the door to codes", "invitations")


def wait_for_codes(store: Store, person: Person, now: datetime) -> timedelta:
    """How long a person has to wait after too many wrong codes, their own or everybody's."""
    since = now - GUESSES_COUNT
    tried = guesses.of(store, person.id, since)[-MOST_GUESSES:]
    if len(tried) == MOST_GUESSES:
        return tried[0] - since
    oldest = guesses.oldest(store, since)
    return oldest - since if oldest is not None else timedelta()


def join(store: Store, person: Person, invite_id: int, now: datetime) -> Joined | Trouble:
    """Use an invitation up and take its post."""
    found = invites.by_id(store, invite_id)
    if found is None:
        return "wrong"
    trouble = _trouble(store, person, found, now)
    if trouble is None and not invites.use(store, found.id, person.id, now):
        trouble = "used"  # by somebody else, in this very moment
    if trouble is not None:
        audit.record(store, now, person.id, "could not join", _subject(found), after=trouble)
        return trouble
    post = found.delegation, found.role
    seated = seat(store, person.id, *post, now, by=person.id, rank=found.rank, remit=found.remit)
    if found.zone is not None:
        _work_at(store, person.id, found.zone, now)
    return Joined(seated, _settle(store, person, now), found)


def _work_at(store: Store, person: int, zone: str, now: datetime) -> None:
    """Let somebody's clock be that of their duty station; whatever else they have chosen stays."""
    there, rhythm = hours_at(zone), rhythms.of(store, person)
    rhythm = replace(rhythm, hours=replace(rhythm.hours, zone=zone, days=there.days))
    rearrange(store, person, rhythm, now)


def take_over(moment: Moment, person: Person, invite_id: int) -> Joined | Trouble | None:
    """Use an invitation up by which a post changes hands.

    One that was made for this very account changes it now; of another the holder of the post is told, and
    has the last word: None.
    """
    store = moment.store
    found = invites.by_id(store, invite_id)
    trouble = _trouble(store, person, found, moment.now) if found is not None else "wrong"
    post = posts.by_id(store, found.hands_over) if found is not None and found.hands_over else None
    if trouble is None and (found is None or post is None):
        trouble = "revoked"
    if trouble is None and found is not None and not invites.use(store, found.id, person.id, moment.now):
        trouble = "used"
    if trouble is not None or found is None or post is None:
        audit.record(store, moment.now, person.id, "could not join", f"invite:{invite_id}", after=trouble)
        return trouble
    if found.telegram_id is None:
        audit.record(store, moment.now, person.id, "asked to take over", f"post:{post.id}")
        moment.tell(post.person, "handover-asked", str(found.id), f"handover-asked:{found.id}")
        return None
    handover.hand_over(moment, post, person.id, person.id)
    return Joined(people.by_id(store, person.id) or person, _settle(store, person, moment.now), found)


def may_ask(store: Store, person: Person, now: datetime) -> bool:
    """Whether the person has not asked too often of late."""
    return requests.count_since(store, person.id, now - REQUESTS_COUNT) < MOST_REQUESTS


def ask_access(
    store: Store,
    person: Person,
    ref: str,
    delegation: str,
    role: Role,
    words: str,
    now: datetime,
    username: str = "",
) -> Request | None:
    """Open a request under `ref`, or return the one that is open; None for somebody who has a post by now."""
    person = people.by_id(store, person.id) or person
    if person.role is not None:
        return None
    known = requests.open_of(store, person.id)
    if known is not None:
        return known
    requests.add(store, ref, person.id, delegation, role, words[:LONGEST_WORDS], now, username or None)
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


def _settle(store: Store, person: Person, now: datetime) -> str | None:
    """A request for access that needs no answer any more."""
    asked = requests.open_of(store, person.id)
    if asked is not None:
        requests.decide(store, asked.ref, requests.SETTLED, now)
    return asked.ref if asked else None


def _trouble(store: Store, person: Person, found: Invite, now: datetime) -> Trouble | None:
    if person.role is not None:
        return "holds a post"
    if found.telegram_id not in (None, person.telegram_id):
        return "other account"
    ended: tuple[tuple[object, Trouble], ...] = (
        (found.used_at, "used"),
        (found.declined_at, "declined"),
        (found.revoked_at, "revoked"),
    )
    for at, trouble in ended:
        if at is not None:
            return trouble
    if found.expires_at <= now:
        return "expired"
    if delegations.is_removed(store, found.delegation):
        return "removed"
    return None if _is_backed(store, found) else "revoked"


def _is_backed(store: Store, found: Invite) -> bool:
    """Whether whoever invited could still do so; what was made on the command line needs nobody."""
    if found.created_by is None:
        return True
    inviter = people.by_id(store, found.created_by)
    if inviter is None or may(inviter.role, inviter.rank, "admit"):
        return inviter is not None
    is_colleague = (inviter.delegation, inviter.role) == (found.delegation, found.role)
    return is_colleague and may(inviter.role, inviter.rank, "invite")


def _subject(invite: Invite) -> str:
    return f"invite:{invite.id}"
