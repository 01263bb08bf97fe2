"""Invitations by which a post changes hands. Its holder keeps it until one is used, and can take it back."""

from datetime import datetime, timedelta

from storage import audit, invites
from storage.database import Store
from storage.invites import Invite, Particulars
from storage.people import Person
from storage.posts import Post

INVITE_LIVES = timedelta(hours=72)


def invite_successor(
    store: Store,
    post: Post,
    holder: Person,
    named: tuple[str, Particulars],
    telegram_id: int | None,
    now: datetime,
) -> Invite:
    """Keep an invitation to this very post under its code and name; one made before no longer opens."""
    invites.keep_post(store, post.id, now)
    until = now + INVITE_LIVES
    code, particulars = named
    made = invites.add(
        store,
        code,
        post.delegation,
        post.role,
        now,
        until,
        holder.id,
        post.rank,
        post.remit,
        particulars,
    )
    made = invites.hang_on(store, made, post.id, telegram_id)
    told = {"post": post.id, "account": telegram_id, "expires": until.isoformat()}
    audit.record(store, now, holder.id, "invited a successor", f"invite:{made.id}", after=told)
    return made


def take_back(store: Store, post: Post, holder: Person, now: datetime) -> bool:
    """False where none is out."""
    if not invites.keep_post(store, post.id, now):
        return False
    audit.record(store, now, holder.id, "took a handover back", f"post:{post.id}")
    return True
