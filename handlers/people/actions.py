"""What is done with the posts of others, and with one's own. Each step is taken once and is on record."""

from collections.abc import Mapping
from typing import Literal, get_args

from handlers.kit import leaving, pairing
from handlers.kit.access import has
from handlers.kit.seats import bring_open
from handlers.kit.turn import Moment
from knowledge.rights import REMITS, Rank, Remit, ranks_of
from storage import audit, delegations, invites, needs, people, posts
from storage.database import Store
from storage.people import Person
from storage.posts import Post

# Why nothing was done.
Trouble = Literal["gone", "oneself", "changed", "last administrator", "has a leader", "secretariat"]
TROUBLES: tuple[Trouble, ...] = get_args(Trouble)
Step = Literal["suspend", "lift", "end", "rank", "remit"]


def manages(person: Person, post: Post) -> bool:
    """Whether somebody else's post is theirs to change: by the table of rights, and never their own."""
    if person.id == post.person:
        return False
    if post.role == "secretariat":
        return has(person, "administer")
    own = (person.delegation, person.role) == (post.delegation, post.role)
    return has(person, "oversee") or (own and has(person, "lead"))


def ranks_for(person: Person, post: Post) -> list[Rank]:
    """The ranks that somebody can give.

    A focal point makes no second one but by handing over; a new administrator takes two people.
    """
    kept = {"administrator"} if has(person, "oversee") else {"focal"}
    return [rank for rank in ranks_of(post.role) if rank not in kept]


def hindrance(store: Store, person: Person, post: Post | None, step: str) -> Trouble | None:
    """Why a step (`suspend`, `rank.deputy` …) can't be taken; what one may not see is simply gone."""
    verb, _, value = step.partition(".")
    if post is None:
        return "gone"
    if person.id == post.person and verb != "end":
        return "oneself" if _sees(person, post) else "gone"
    if person.id != post.person and not manages(person, post):
        return "gone"
    if not _is_known(person, post, verb, value):
        return "changed"
    if post.rank == "administrator" and post.is_held and _takes_lead(verb, value):
        others = [each for each in posts.held(store, post.delegation, post.role) if each.id != post.id]
        return None if any(each.rank == "administrator" for each in others) else "last administrator"
    gets_lead = value == "focal" or (verb == "lift" and post.rank == "focal")
    return "has a leader" if gets_lead and posts.leader(store, post.delegation, post.role) else None


def take(moment: Moment, person: Person, post: Post, step: str) -> bool:
    """Take a step that nothing hinders; False where the post has changed meanwhile."""
    verb, _, value = step.partition(".")
    if verb == "suspend":
        return _suspend(moment, person, post)
    if verb == "lift":
        return _lift(moment, person, post)
    if verb == "end":
        return end(moment, person, post)
    return _rerank(moment, person, post, value) if verb == "rank" else _assign(moment, person, post, value)


def end(moment: Moment, person: Person, post: Post) -> bool:
    if not posts.end(moment.store, post, moment.now):
        return False
    leaving.close(moment, post, "the post has ended")
    _record(moment, person, post, "ended a post", _told(post), None)
    if person.id != post.person:
        _tell(moment, post, "ended")
    leaving.look_for_leader(moment, post.delegation, post.role)
    return True


def remove_delegation(moment: Moment, officer: Person, code: str) -> Trouble | None:
    """Let a delegation go: its posts end, its invitations die, what it looks for is paused."""
    store = moment.store
    if any(post.role == "secretariat" for post in posts.of_delegation(store, code)):
        return "secretariat"
    if not delegations.remove(store, code, moment.now):
        return "changed"
    subject = f"delegation:{code}"
    audit.record(store, moment.now, officer.id, "removed a delegation", subject)
    for post in posts.of_delegation(store, code):
        posts.end(store, post, moment.now)
        leaving.close(moment, post, "the delegation was removed")
        _record(moment, officer, post, "ended a post", _told(post), None)
        _tell(moment, post, "ended")
    invites.revoke_all(store, code, moment.now)
    _pause_needs(moment, officer, code)
    return None


def restore_delegation(moment: Moment, officer: Person, code: str) -> bool:
    """People can come in for it again; who spoke for it needs a new invitation."""
    if not delegations.remove(moment.store, code, None):
        return False
    audit.record(moment.store, moment.now, officer.id, "took a delegation back", f"delegation:{code}")
    return True


def _suspend(moment: Moment, person: Person, post: Post) -> bool:
    if not posts.suspend(moment.store, post, moment.now):
        return False
    leaving.close(moment, post, "the post is suspended")
    _record(moment, person, post, "suspended a post", {"suspended": False}, {"suspended": True})
    leaving.look_for_leader(moment, post.delegation, post.role)
    return True


def _lift(moment: Moment, person: Person, post: Post) -> bool:
    if not posts.suspend(moment.store, post, None):
        return False
    people.withhold(moment.store, post.telegram_id, None)
    bring_open(moment.store, post.person, post.role, moment.now)
    _record(moment, person, post, "lifted a suspension", {"suspended": True}, {"suspended": False})
    _tell(moment, post, "lifted")
    return True


def _rerank(moment: Moment, person: Person, post: Post, rank: str) -> bool:
    wanted = next(each for each in ranks_of(post.role) if each == rank)
    if not posts.rerank(moment.store, post, wanted):
        return False
    _record(moment, person, post, "changed rank", {"rank": post.rank}, {"rank": rank})
    _follow(moment, post)
    leaving.look_for_leader(moment, post.delegation, post.role)
    return True


def _assign(moment: Moment, person: Person, post: Post, remit: str) -> bool:
    wanted: Remit = next(each for each in REMITS if each == remit)
    if not posts.assign(moment.store, post, wanted):
        return False
    _record(moment, person, post, "changed a remit", {"remit": post.remit}, {"remit": remit})
    _follow(moment, post)
    return True


def _follow(moment: Moment, post: Post) -> None:
    """What somebody may do or is told of is another now: they learn of it, and get what they had not."""
    if post.is_held:
        bring_open(moment.store, post.person, post.role, moment.now)
        _tell(moment, post, "changed")


def _pause_needs(moment: Moment, officer: Person, code: str) -> None:
    """Nobody is left to answer a provider: nobody is asked."""
    for need in needs.out_of(moment.store, code):
        stands = needs.DRAFT if need.state == needs.QUEUED else needs.PAUSED
        if needs.move(moment.store, need, stands):
            audit.record(moment.store, moment.now, officer.id, "paused a need", f"need:{need.ref}")
            if need.state == needs.OPEN:
                moved = need._replace(state=stands, rev=need.rev + 1)
                pairing.tell_of_change(moment, moved, "paused")


def _sees(person: Person, post: Post) -> bool:
    return has(person, "oversee") or person.delegation == post.delegation


def _is_known(person: Person, post: Post, step: str, value: str) -> bool:
    """Whether there is such a step to take from where the post stands."""
    if step == "rank":
        return value in ranks_for(person, post) and value != post.rank
    if step == "remit":
        return value in REMITS and value != post.remit
    return step in ("end", "suspend" if post.suspended_at is None else "lift")


def _takes_lead(step: str, value: str) -> bool:
    return step in ("suspend", "end") or (step == "rank" and value != "administrator")


def _told(post: Post) -> dict[str, str]:
    return {"delegation": post.delegation, "role": post.role, "rank": post.rank, "remit": post.remit}


def _record(
    moment: Moment,
    person: Person,
    post: Post,
    verb: str,
    before: Mapping[str, object],
    after: Mapping[str, object] | None,
) -> None:
    subject = f"person:{post.person}"
    audit.record(moment.store, moment.now, person.id, verb, subject, before=before, after=after)


def _tell(moment: Moment, post: Post, what: str) -> None:
    key = f"post-news:{post.id}:{what}:{moment.now:%Y%m%d%H%M%S%f}"
    moment.tell(post.person, "post-news", f"{post.id}.{what}", key)
