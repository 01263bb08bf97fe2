"""What is done about new administrators."""

from datetime import datetime
from typing import Literal, NamedTuple

from handlers.joining import actions
from handlers.kit.links import Links
from knowledge.rights import Remit
from storage import audit, delegations, people
from storage import proposals as rows
from storage.database import Store
from storage.invites import Particulars
from storage.people import Person
from storage.proposals import APPROVED, OPEN, WITHDRAWN, Proposal

Trouble = Literal["answered", "your own", "about you", "gone", "removed"]


class Newcomer(NamedTuple):
    """Somebody to be invited: official name, and the time zone of the duty station."""

    delegation: str
    name: str | None = None
    remit: Remit = "both"
    zone: str | None = None


def propose(
    store: Store,
    officer: Person,
    ref: str,
    now: datetime,
    *,
    candidate: Person | None = None,
    newcomer: Newcomer | None = None,
) -> str:
    """Of an officer who is here, or of a newcomer; its reference."""
    if candidate is not None:
        rows.add(store, ref, candidate.delegation or "", officer.id, now, person=candidate.id)
        about: dict[str, object] = {"person": candidate.id}
    else:
        delegation, name, remit, zone = newcomer or Newcomer("")
        rows.add(store, ref, delegation, officer.id, now, name=name, remit=remit, zone=zone)
        about = {"delegation": delegation, "name": name}
    audit.record(store, now, officer.id, "proposed administrator", _subject(ref), after=about)
    return ref


def why_not(officer: Person, proposal: Proposal) -> Trouble | None:
    """Why this person can't answer it."""
    if proposal.state != OPEN:
        return "answered"
    if proposal.begun_by == officer.id:
        return "your own"
    return "about you" if proposal.person == officer.id else None


def approve(
    store: Store, officer: Person, proposal: Proposal, now: datetime, links: Links, new_ref: str
) -> Trouble | None:
    """Make it so, on the word of a second person."""
    trouble = why_not(officer, proposal) or _gone(store, proposal)
    if trouble is not None:
        audit.record(store, now, officer.id, "could not approve", _subject(proposal.ref), after=trouble)
        return trouble
    if not rows.decide(store, proposal.ref, APPROVED, officer.id, now):
        return "answered"
    audit.record(
        store, now, officer.id, "approved administrator", _subject(proposal.ref), before=OPEN, after=APPROVED
    )
    if proposal.person is not None:
        delegations.set_rank(store, proposal.person, "administrator", was="officer")
        changed = f"person:{proposal.person}"
        audit.record(store, now, officer.id, "changed rank", changed, before="officer", after="administrator")
        return None
    beginner = people.by_id(store, proposal.begun_by)
    actions.invite(
        store,
        links.code(new_ref),
        proposal.delegation,
        "secretariat",
        now,
        beginner,
        "administrator",
        proposal.remit,
        Particulars(new_ref, proposal.name, proposal.zone),
    )
    rows.note_invite(store, proposal.ref, new_ref)
    return None


def refuse(store: Store, officer: Person, proposal: Proposal, reason: str, now: datetime) -> Trouble | None:
    trouble = why_not(officer, proposal)
    if trouble is not None:
        return trouble
    if not rows.decide(store, proposal.ref, rows.REFUSED, officer.id, now, reason):
        return "answered"
    audit.record(
        store,
        now,
        officer.id,
        "refused administrator",
        _subject(proposal.ref),
        before=OPEN,
        after=rows.REFUSED,
    )
    return None


def take_back(store: Store, officer: Person, proposal: Proposal, now: datetime) -> bool:
    """Only whoever proposed can; False where it is answered already."""
    if proposal.begun_by != officer.id:
        return False
    if not rows.decide(store, proposal.ref, WITHDRAWN, officer.id, now):
        return False
    audit.record(
        store, now, officer.id, "withdrew proposal", _subject(proposal.ref), before=OPEN, after=WITHDRAWN
    )
    return True


def _gone(store: Store, proposal: Proposal) -> Trouble | None:
    """Whoever proposed, and whom it is about, must still be in the secretariat."""
    beginner = people.by_id(store, proposal.begun_by)
    if beginner is None or beginner.role != "secretariat":
        return "gone"
    if proposal.person is None:
        return "removed" if delegations.is_removed(store, proposal.delegation) else None
    candidate = people.by_id(store, proposal.person)
    is_officer = candidate is not None and (candidate.role, candidate.rank) == ("secretariat", "officer")
    return None if is_officer else "gone"


def _subject(ref: str) -> str:
    return f"proposal:{ref}"
