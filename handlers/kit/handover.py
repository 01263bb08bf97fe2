"""A post changes hands: the same deed, whether its holder picks somebody or an invitation is used."""

from typing import Literal

from handlers.kit import leaving
from handlers.kit.access import tell_role
from handlers.kit.seats import seat
from handlers.kit.turn import Moment
from storage import audit, dialogs, invites, matches, meetings, needs, people, posts, searches
from storage.database import Store
from storage.posts import Post

# Why an account can't take a post over.
Trouble = Literal["oneself", "bot", "holds a post", "suspended"]
WHY_DROPPED = "the post was handed over"


def trouble(store: Store, post: Post, telegram_id: int, *, is_bot: bool = False) -> Trouble | None:
    """What is known of an account by its number: names count for nothing. A colleague can move up."""
    if telegram_id == post.telegram_id:
        return "oneself"
    if is_bot:
        return "bot"
    known = people.by_telegram_id(store, telegram_id)
    theirs = posts.of_person(store, known.id) if known is not None else None
    if theirs is None:
        return None
    if theirs.suspended_at is not None:
        return "suspended"
    return None if (theirs.delegation, theirs.role) == (post.delegation, post.role) else "holds a post"


def hand_over(moment: Moment, post: Post, successor: int, by: int) -> Post | None:
    """To a person whom nothing stands in the way of; None where the post has ended meanwhile.

    Rank, remit and whatever is open go along; the predecessor loses everything, and gets a receipt.
    """
    store, now = moment.store, moment.now
    if not posts.end(store, post, now):
        return None
    open_form = dialogs.of(store, post.person)
    leaving.close(moment, post, WHY_DROPPED)
    if (own := posts.of_person(store, successor)) is not None:
        posts.end(store, own, now)
    place = post.delegation, post.role
    seat(store, successor, *place, now, by=by, rank=post.rank, remit=post.remit, follows=post.id)
    new = posts.of_person(store, successor)
    if new is None:
        raise LookupError(f"person {successor} has not got their post")
    _pass_on(moment, post, new)
    if open_form is not None and dialogs.of(store, successor) is None:
        dialogs.put(store, successor, open_form.form, moment.new_ref(), open_form.answers, now)
    before, after = {"person": post.person}, {"person": successor, "post": new.id}
    audit.record(store, now, by, "handed over a post", f"post:{post.id}", before=before, after=after)
    _tell(moment, post, new)
    return new


def _pass_on(moment: Moment, old: Post, new: Post) -> None:
    """What hangs on the person and belongs to the post. The delegation's own stays where it is."""
    store = moment.store
    needs.pass_on(store, old.person, new.person, old.delegation)
    meetings.pass_on(store, old.person, new.person, moment.now)
    searches.pass_on(store, old.person, new.person)
    for match in matches.agreed_by(store, old.person):
        # The successor gets the other side's card. Theirs is shared by their own yes alone.
        moment.tell(new.person, "contact", match.ref, f"contact:{match.ref}:{new.person}")
        for party in (match.answered_by, match.decided_by):
            if party is not None and party != old.person:
                moment.renew(party, "contact", match.ref, f"contact:{match.ref}:{party}")


def _tell(moment: Moment, old: Post, new: Post) -> None:
    """The predecessor a receipt, the successor what came along, everybody else who it is now."""
    subject = str(new.id)
    moment.tell(old.person, "handover-receipt", subject, f"handover-receipt:{new.id}")
    came_by = invites.came_by(moment.store, new.person)
    has_asked = came_by is not None and came_by.hands_over == old.id
    welcome = "handover-done" if has_asked else "handover-welcome"
    moment.tell(new.person, welcome, subject, f"handover-welcome:{new.id}")
    for colleague in posts.of_delegation(moment.store, new.delegation):
        if colleague.is_held and colleague.person != new.person:
            key = f"handover-news:{new.id}:{colleague.person}"
            moment.tell(colleague.person, "handover-news", subject, key)
    tell_role(moment, "secretariat", "handover-news", subject)
