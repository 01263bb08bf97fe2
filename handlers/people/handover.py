"""Handing one's post over: pick somebody in Telegram's own list and confirm, or send an invitation."""

from handlers.kit import handover
from handlers.kit.access import may
from handlers.kit.book import Book
from handlers.kit.i18n import Translator
from handlers.kit.screen import Screen
from handlers.kit.turn import Turn
from handlers.people import handoverviews as views
from handlers.people import invitations
from storage import audit, invites, people, posts
from storage.database import Store
from storage.invites import Particulars
from storage.people import Person
from storage.posts import Post


def register(book: Book) -> None:
    book.route("handover", begin)
    book.deed("picked", picked)
    book.route("handover-now", now)
    book.route("handover-invite", invite)
    book.route("handover-link", link)
    book.route("handover-stop", stop)
    book.route("handover-no", keep)


@may("lead")
def begin(turn: Turn) -> None:
    post = _own(turn)
    open_ = invites.handing_over(turn.store, post.id, turn.now)
    if open_ is not None:
        waiting = asked_letter(turn.store, turn.t, turn.person, str(open_.id))
        turn.show(waiting or views.under_way(turn.t, post, open_))
        return
    turn.show(views.explanation(turn.t, post))
    turn.show(views.picker(turn.t))


@may("lead")
def picked(turn: Turn) -> None:
    """Telegram says which account was picked; its number counts, its name is only shown."""
    chosen = turn.incoming.picked
    if chosen is None:
        return
    post = _own(turn)
    turn.show(views.picked(turn.t, chosen.name, chosen.telegram_id))
    if _is_refused(turn, post, chosen.telegram_id, is_bot=chosen.is_bot):
        return
    known = people.by_telegram_id(turn.store, chosen.telegram_id)
    if known is not None and not known.is_stopped:
        turn.show(views.confirm(turn.t, post, known, posts.of_person(turn.store, known.id)))
    else:
        turn.show(views.offer_invitation(turn.t, post, chosen.name, chosen.telegram_id))


@may("lead")
def now(turn: Turn) -> None:
    """The second tap. Everything is looked at once more: since the first, much can have happened."""
    post, telegram_id = _own(turn), _number(turn)
    if _is_refused(turn, post, telegram_id):
        return
    successor = people.by_telegram_id(turn.store, telegram_id)
    if successor is None or successor.is_stopped:
        turn.show(views.offer_invitation(turn.t, post, "", telegram_id))
    elif handover.hand_over(turn, post, successor.id, turn.person.id) is None:
        turn.say(views.changed(turn.t), alert=True)
    else:
        turn.show(views.done(turn.t))


@may("lead")
def invite(turn: Turn) -> None:
    """One that opens for the picked account alone."""
    post, telegram_id = _own(turn), _number(turn)
    if not _is_refused(turn, post, telegram_id):
        _send(turn, post, telegram_id)


@may("lead")
def link(turn: Turn) -> None:
    """One for whoever opens it first: the holder of the post then says whether that is the right person."""
    _send(turn, _own(turn), None)


@may("lead")
def stop(turn: Turn) -> None:
    post = _own(turn)
    if invitations.take_back(turn.store, post, turn.person, turn.now):
        turn.say(views.taken_back(turn.t))
    else:
        turn.say(views.nothing_under_way(turn.t), alert=True)
    turn.go("people")


@may("lead")
def keep(turn: Turn) -> None:
    turn.show(views.nothing_changed(turn.t))
    turn.go("people")


def asked_letter(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """Somebody opened the link: for the holder of the post, as long as they have not answered."""
    found = invites.by_id(store, int(subject))
    if found is None or found.used_by is None or found.hands_over is None or found.revoked_at is not None:
        return None
    post, successor = posts.by_id(store, found.hands_over), people.by_id(store, found.used_by)
    if post is None or successor is None or post.person != reader.id:
        return None
    return views.asked(t, post, successor.name, successor.telegram_id, found.expires_at)


def _send(turn: Turn, post: Post, telegram_id: int | None) -> None:
    links, ref = turn.world.links, turn.new_ref()
    named = links.code(ref), Particulars(ref)
    made = invitations.invite_successor(turn.store, post, turn.person, named, telegram_id, turn.now)
    turn.show(views.under_way(turn.t, post, made))
    turn.show(views.to_forward(turn.t, post, links.address_of(turn.store, made) or "", made))


def _is_refused(turn: Turn, post: Post, telegram_id: int, *, is_bot: bool = False) -> bool:
    """Say why an account can't take over; a line on record, and nothing changed."""
    why = handover.trouble(turn.store, post, telegram_id, is_bot=is_bot)
    if why is None:
        return False
    tried = {"account": telegram_id, "why": why}
    audit.record(turn.store, turn.now, turn.person.id, "could not hand over", f"post:{post.id}", after=tried)
    turn.show(views.refused(turn.t, why, post))
    return True


def _own(turn: Turn) -> Post:
    post = posts.of_person(turn.store, turn.person.id)
    if post is None:
        raise LookupError(f"person {turn.person.id} leads and holds no post")
    return post


def _number(turn: Turn) -> int:
    return int(turn.args) if turn.args.isdecimal() else 0
