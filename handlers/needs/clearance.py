"""What is done where a delegation asks for a second member: a draft is saved, cleared or sent back."""

from handlers.kit.turn import Moment
from handlers.needs.actions import PATIENCE
from knowledge.needs import LONGEST_WORDS
from knowledge.rights import holders
from storage import audit, delegations, dues, needs
from storage.database import Store
from storage.needs import Need
from storage.people import Person


def is_asked(store: Store, person: Person) -> bool:
    """Whether a need of this person's delegation goes out only when a second member has cleared it."""
    return person.delegation is not None and delegations.has_to_clear(store, person.delegation)


def approvers(store: Store, delegation: str, submitter: int | None) -> list[int]:
    """Who may clear what somebody saved: focal point and deputies, never oneself."""
    found = delegations.ranked(store, delegation, holders("clear"))
    return [person for person in found if person != submitter]


def submit(moment: Moment, person: Person, need: Need) -> Need | None:
    """Save a draft for clearance and tell who may clear it; None when it is no complete draft (any more)."""
    if need.state != needs.DRAFT or need.body.to_ask() is not None:
        return None
    if not needs.move(moment.store, need, needs.CLEARING, submitted_by=person.id, sent_back=None):
        return None
    _record(moment, person, need, "saved a need for clearance")
    for approver in approvers(moment.store, need.delegation, person.id):
        moment.tell(approver, "need-clearing", need.ref, _asked(need.ref, need.rev + 1, approver))
    return needs.own(moment.store, person, need.ref)


def catch_up(moment: Moment, newcomer: Person) -> None:
    """Whoever may clear since now gets what waits for it."""
    for need in needs.of_delegation(moment.store, newcomer):
        if need.state == needs.CLEARING and need.submitted_by != newcomer.id:
            moment.tell(newcomer.id, "need-clearing", need.ref, _asked(need.ref, need.rev, newcomer.id))


def clear(moment: Moment, person: Person, need: Need) -> Need | None:
    """Let it go out in a minute; None when it does not wait (any more) or the person saved it themselves."""
    if need.state != needs.CLEARING or need.submitted_by == person.id:
        return None
    if not needs.move(moment.store, need, needs.QUEUED, release_at=moment.now + PATIENCE):
        return None
    key = f"need-release:{need.ref}:{need.rev + 1}"
    dues.add(moment.store, key, "need-release", moment.now + PATIENCE, need.ref)
    _record(moment, person, need, "cleared a need")
    _answer(moment, person, need, "cleared")
    return needs.own(moment.store, person, need.ref)


def send_back(moment: Moment, person: Person, need: Need, words: str) -> bool:
    """It is a draft again, with a word of why; False when it does not wait (any more)."""
    words = words[:LONGEST_WORDS]
    if need.state != needs.CLEARING or need.submitted_by == person.id:
        return False
    if not needs.move(moment.store, need, needs.DRAFT, sent_back=words):
        return False
    _record(moment, person, need, "sent a need back")
    _answer(moment, person, need, "back")
    return True


def take_back(moment: Moment, person: Person, need: Need) -> bool:
    """Whoever saved it, or a colleague who may write drafts, goes on with the draft."""
    if need.state != needs.CLEARING or not needs.move(moment.store, need, needs.DRAFT):
        return False
    _record(moment, person, need, "took a need back")
    _renew(moment, person, need)
    return True


def _answer(moment: Moment, person: Person, need: Need, what: str) -> None:
    if need.submitted_by is not None:
        key = f"need-{what}:{need.ref}:{need.rev}"
        moment.tell(need.submitted_by, "need-cleared", f"{need.ref}.{what}", key)
    _renew(moment, person, need)


def _renew(moment: Moment, person: Person, need: Need) -> None:
    """What the others were asked is answered; whoever answered sees it on their own card."""
    for approver in approvers(moment.store, need.delegation, need.submitted_by):
        if approver != person.id:
            moment.renew(approver, "need-clearing", need.ref, _asked(need.ref, need.rev, approver))


def _asked(ref: str, rev: int, approver: int) -> str:
    return f"need-clearing:{ref}:{rev}:{approver}"


def _record(moment: Moment, person: Person, need: Need, verb: str) -> None:
    audit.record(moment.store, moment.now, person.id, verb, f"need:{need.ref}")
