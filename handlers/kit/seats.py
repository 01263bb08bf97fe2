"""Giving somebody a post: the same deed, whether an invitation or the secretariat's answer leads to it."""

from datetime import datetime

from knowledge.rights import Rank, Remit
from storage import audit, delegations, dues, people
from storage.database import Store
from storage.delegations import Role
from storage.people import Person


def seat(
    store: Store,
    person: int,
    delegation: str,
    role: Role,
    now: datetime,
    *,
    by: int,
    rank: Rank | None = None,
    remit: Remit = "both",
) -> Person:
    """Give a person a post, on the record of who did it; the person, as they are then.

    Without a rank, whoever comes first leads, and whoever comes later is a member or an officer.
    """
    if not delegations.take_post(store, person, delegation, role, now, rank, remit):
        # Only somebody else in the same instant can have seated them: the turn is tried again, and sees it.
        raise RuntimeError(f"person {person} got a post meanwhile")
    # What is still open comes to whoever came in: at the next tick, so that the welcome is first.
    dues.add(store, f"matches-aboard:{person}:{now:%Y%m%d%H%M%S%f}", "matches-aboard", now, str(person))
    if role == "provider":
        # The clock asks them what of the catalogue's entries about them is true.
        dues.add(store, f"aboard:{person}:{now.isoformat()}", "entries", now, subject=str(person))
    seated = people.by_id(store, person)
    if seated is None:
        raise LookupError(f"person {person} is gone")
    post = {"delegation": delegation, "role": role, "rank": seated.rank, "remit": remit}
    audit.record(store, now, by, "took a post", f"person:{person}", after=post)
    dues.add(store, f"meetings:{person}:{now.isoformat()}", "meetings-aboard", now, subject=str(person))
    return seated
