"""Whoever said yes has gone: the successor's own card is shared by their own yes alone."""

from typing import Literal

from handlers.kit.turn import Moment
from handlers.matches.actions import CONSENT_WORDS
from storage import audit, contact_consents, matches, people
from storage.database import Store
from storage.matches import Match
from storage.people import Person

Side = Literal["provider", "recipient"]


def side_of(person: Person) -> Side:
    return "provider" if person.role == "provider" else "recipient"


def is_open(store: Store, person: Person, match: Match) -> bool:
    """Whether both sides have said yes, and who said it for this person's side no longer speaks for it."""
    said = match.answered_by if side_of(person) == "provider" else match.decided_by
    former = people.by_id(store, said or 0)
    own = (person.delegation, person.role)
    return match.state == matches.AGREED and (former is None or (former.delegation, former.role) != own)


def share(moment: Moment, person: Person, match: Match) -> bool:
    """Share a person's card in place of the former one's; False where somebody shares theirs already."""
    if not is_open(moment.store, person, match):
        return False
    side = side_of(person)
    moved = matches.stand_in(moment.store, match, side, person.id)
    contact_consents.give(moment.store, moved, side, person.id, CONSENT_WORDS, moment.now)
    audit.record(moment.store, moment.now, person.id, "shared a contact card", f"match:{match.ref}")
    other = moved.decided_by if side == "provider" else moved.answered_by
    if other is not None:
        moment.tell(other, "contact", match.ref, f"contact:{match.ref}:{other}:{person.id}")
    return True
