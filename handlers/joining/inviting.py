"""Answers /invite: people of a delegation invite colleagues, the secretariat invites anybody."""

from datetime import datetime

from handlers.joining import actions, invitingform, invitingviews, invitingwords
from handlers.kit.access import has, may
from handlers.kit.book import Book
from handlers.kit.i18n import LANGUAGES, Translator, translator
from handlers.kit.links import Links
from handlers.kit.postnames import known_as
from handlers.kit.qr import qr_png
from handlers.kit.screen import Document, Screen
from handlers.kit.turn import Moment, Turn
from knowledge.rights import Role
from storage import invites, people
from storage.database import Store
from storage.invites import Invite
from storage.people import Person


def register(book: Book) -> None:
    book.command(["invite", "inviter"], begin)
    book.route("invite", begin)
    book.route("invites", still_open)
    book.route("invite-card", card)
    book.route("invite-link", link)
    book.route("invite-qr", qr_code)
    book.route("invite-end", withdraw)
    book.form(invitingform.INVITE)


@may("invite", "admit")
def begin(turn: Turn) -> None:
    """A new invitation: people of a delegation are not asked for whom it is."""
    person = turn.person
    if has(person, "admit"):
        turn.ask(invitingform.INVITE)
    else:
        turn.ask(invitingform.INVITE, {"delegation": person.delegation or "", "role": person.role or ""})


@may("invite", "admit")
def still_open(turn: Turn) -> None:
    found = _theirs(turn.store, turn.person, turn.now)
    turn.show(invitingviews.still_open(turn.t, turn.person, found, _number(turn.args)))


@may("invite", "admit")
def card(turn: Turn) -> None:
    if (found := _found(turn, turn.args)) is not None:
        turn.show(_card(turn.store, turn.t, turn.person, found, turn.now))


@may("invite", "admit")
def link(turn: Turn) -> None:
    """The words to forward once more, in the language of whoever gets them."""
    ref, _, language = turn.args.partition(".")
    found = _open(turn, ref)
    if found is not None and language in LANGUAGES:
        turn.tell(turn.person.id, "invite-link", turn.args, f"invite-link:{ref}:{turn.new_ref()}")
        turn.say(invitingwords.comes_below(turn.t))


@may("invite", "admit")
def qr_code(turn: Turn) -> None:
    if (found := _open(turn, turn.args)) is not None:
        turn.tell(turn.person.id, "invite-qr", found.ref, f"invite-qr:{found.ref}:{turn.new_ref()}")
        turn.say(invitingwords.comes_below(turn.t))


@may("invite", "admit")
def withdraw(turn: Turn) -> None:
    found = _found(turn, turn.args)
    if found is None:
        return
    if actions.take_back(turn.store, found, turn.now, turn.person):
        turn.say(invitingwords.withdrawn(turn.t))
        renew_own(turn, found)
    else:
        turn.say(invitingwords.over(turn.t), alert=True)
    now = invites.by_ref(turn.store, found.ref) or found
    turn.show(_card(turn.store, turn.t, turn.person, now, turn.now))


def renew_own(moment: Moment, invite: Invite) -> None:
    """Let the inviter's card say what has become of it."""
    if invite.created_by is not None:
        moment.renew(invite.created_by, "invite-own", invite.ref, f"invite-own:{invite.ref}")


# What letters say.


def own_letter(store: Store, t: Translator, reader: Person, subject: str, now: datetime) -> Screen | None:
    """The inviter's card, as it is now."""
    found = invites.by_ref(store, subject)
    return _card(store, t, reader, found, now) if found is not None and is_theirs(reader, found) else None


def declined_letter(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    found = invites.by_ref(store, subject)
    return invitingviews.declined(t, found) if found is not None and is_theirs(reader, found) else None


# The link itself is its maker's alone: colleagues can withdraw, and make one of their own.


def link_letter(
    store: Store, _t: Translator, reader: Person, subject: str, now: datetime, links: Links
) -> Screen | None:
    """The words to forward, in the language that the subject names."""
    ref, _, language = subject.partition(".")
    found = invites.by_ref(store, ref)
    if found is None or found.created_by != reader.id or not found.is_open(now):
        return None
    t, address = translator(language), links.address_of(store, found)
    return invitingviews.to_forward(t, found, address) if address else invitingviews.link_is_gone(t, found)


def qr_letter(
    store: Store, t: Translator, reader: Person, subject: str, now: datetime, links: Links
) -> Screen | Document | None:
    found = invites.by_ref(store, subject)
    if found is None or found.created_by != reader.id or not found.is_open(now):
        return None
    address = links.address_of(store, found)
    return (
        invitingviews.on_paper(t, found, qr_png(address)) if address else invitingviews.link_is_gone(t, found)
    )


def is_theirs(person: Person, invite: Invite) -> bool:
    """Whether somebody may see and withdraw it: who made it, who leads the delegation, the secretariat."""
    if has(person, "admit"):
        return True
    is_of_theirs = (person.delegation, person.role) == (invite.delegation, invite.role)
    return is_of_theirs and (
        has(person, "lead") or (has(person, "invite") and invite.created_by == person.id)
    )


def _theirs(store: Store, person: Person, now: datetime) -> list[Invite]:
    if has(person, "admit"):
        return invites.still_open(store, now)
    role: Role = "provider" if person.role == "provider" else "recipient"
    own = None if has(person, "lead") else person.id
    return invites.still_open(store, now, by=own, of=(person.delegation or "", role))


def _card(store: Store, t: Translator, reader: Person, invite: Invite, now: datetime) -> Screen:
    inviter = people.by_id(store, invite.created_by) if invite.created_by is not None else None
    is_own = inviter is not None and inviter.id == reader.id
    name = known_as(store, inviter) if inviter is not None and not is_own else ""
    taker = people.by_id(store, invite.used_by) if invite.used_by is not None else None
    return invitingviews.card(t, invite, now, name, taker.name if taker else "", is_own=is_own)


def _found(turn: Turn, ref: str) -> Invite | None:
    """One of theirs; the same answer where there is none and where it is somebody else's."""
    found = invites.by_ref(turn.store, ref)
    if found is None or not is_theirs(turn.person, found):
        turn.say(invitingwords.gone(turn.t), alert=True)
        return None
    return found


def _open(turn: Turn, ref: str) -> Invite | None:
    """One that they made themselves and that can still be used."""
    found = _found(turn, ref)
    if found is None:
        return None
    if found.created_by != turn.person.id:
        turn.say(invitingwords.gone(turn.t), alert=True)
        return None
    if found.is_open(turn.now):
        return found
    turn.say(invitingwords.over(turn.t), alert=True)
    turn.show(_card(turn.store, turn.t, turn.person, found, turn.now))
    return None


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else 0
