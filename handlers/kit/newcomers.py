"""Those who can tell whether somebody belongs there hear of everybody who comes in."""

from handlers.kit.access import has
from handlers.kit.buttons import Code
from handlers.kit.html import bold, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import provider, role
from handlers.kit.postnames import known_as, post
from handlers.kit.screen import Button, Screen
from handlers.kit.turn import Moment
from knowledge.rights import Rank, Remit
from storage import delegations, invites, people, posts
from storage.database import Store
from storage.delegations import Role
from storage.people import Person


def tell_of_newcomer(moment: Moment, newcomer: Person, ref: str, inviter: int | None = None) -> None:
    """A letter to who invited them and to those who lead; `ref` is of what let them in."""
    for reader in _who_hear(moment, newcomer, inviter):
        moment.tell(reader, "newcomer", str(newcomer.id), f"newcomer:{ref}:{reader}")


def renew_newcomer(moment: Moment, newcomer: Person, ref: str) -> None:
    """Let those letters say what has become of the post; `newcomer` as they were while they held it."""
    for reader in _who_hear(moment, newcomer, None):
        moment.renew(reader, "newcomer", str(newcomer.id), f"newcomer:{ref}:{reader}")


def letter(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """Who came in and for what; nothing for readers whom it does not concern (any more)."""
    newcomer = people.by_id(store, int(subject))
    if newcomer is None or reader.role is None:
        return None
    home = Button(t.label("What I can do now"), Code("home"))
    name = bold(known_as(store, newcomer))
    if newcomer.delegation is None or newcomer.role is None:
        return Screen(t("{name} holds no post here any more.", name=name), ((home,),))
    if reader.role != "secretariat" and reader.delegation != newcomer.delegation:
        return None
    came_by = invites.came_by(store, newcomer.id)
    may_act, held = has(reader, "lead", "oversee"), posts.of_person(store, newcomer.id)
    inviter = people.by_id(store, came_by.created_by) if came_by and came_by.created_by else None
    text = lines(
        t(
            "{name} has come in for {delegation} as {role}: {post}.",
            name=name,
            delegation=bold(provider(newcomer.delegation, t.language)),
            role=role(t, newcomer.role),
            post=_post(t, newcomer),
        ),
        t("Name on Telegram, which everybody chooses freely: {name}", name=newcomer.name),
        t("Invited by {name}.", name=known_as(store, inviter)) if inviter is not None else None,
        None if may_act else t("If that is wrong, tell the secretariat at once."),
    )
    if may_act and held is not None:
        # Where a post is suspended with one more tap.
        return Screen(text, ((Button(t.label("That is wrong"), Code("person", str(held.id))), home),))
    return Screen(text, ((home,),))


def _post(t: Translator, person: Person) -> str:
    rank: Rank = person.rank or "member"  # type: ignore[assignment]  # rows hold ranks
    remit: Remit = person.remit or "both"  # type: ignore[assignment]
    return post(t, person.role or "", rank, remit)


def _who_hear(moment: Moment, newcomer: Person, inviter: int | None) -> list[int]:
    role_: Role = newcomer.role  # type: ignore[assignment]  # who came in holds a post
    leading = delegations.leaders(moment.store, newcomer.delegation or "", role_)
    both = dict.fromkeys([*leading, *([inviter] if inviter is not None else [])])
    return [person for person in both if person != newcomer.id]
