"""Giving somebody a post: the same deed, whether an invitation, an answer or a hand-over leads to it."""

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
    follows: int | None = None,
) -> Person:
    """Give a person a post, on the record of who did it; the person, as they are then.

    Without a rank, whoever comes first leads, and whoever comes later is a member or an officer. `follows`
    is the post that was handed over to them.
    """
    if not delegations.take_post(store, person, delegation, role, now, rank, remit, follows):
        # Only somebody else in the same instant can have seated them: the turn is tried again, and sees it.
        raise RuntimeError(f"person {person} got a post meanwhile")
    bring_open(store, person, role, now)
    seated = people.by_id(store, person)
    if seated is None:
        raise LookupError(f"person {person} is gone")
    post = {"delegation": delegation, "role": role, "rank": seated.rank, "remit": remit}
    audit.record(store, now, by, "took a post", f"person:{person}", after=post)
    return seated


def bring_open(store: Store, person: int, role: Role, now: datetime) -> None:
    """Let what is still open come to whoever may answer it now: at the next tick, after the welcome."""
    # The clock asks providers what of the catalogue's entries about them is true.
    own = {"provider": ["entries"], "recipient": ["questions-aboard", "clearing-aboard"]}
    for kind in ("matches-aboard", *own.get(role, ()), "meetings-aboard"):
        dues.add(store, f"{kind}:{person}:{now:%Y%m%d%H%M%S%f}", kind, now, str(person))
