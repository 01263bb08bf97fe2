"""Leaving for good: access ends at once, the data goes some days later, a number without a name stays."""

from datetime import datetime

from sqlalchemy import delete, func, select, update

from knowledge.rights import ranks_of
from storage import contacts, dialogs, digests, outbox, people, rhythms
from storage.cards import CardRow
from storage.database import Store
from storage.delegations import PostRow, is_held
from storage.guesses import GuessRow
from storage.inbox import NEW, InboxRow
from storage.invites import InviteRow
from storage.meetings import AttendanceRow
from storage.outbox import LetterRow
from storage.people import ChatRow, Person, PersonRow
from storage.proposals import ProposalRow
from storage.requests import OPEN, WITHDRAWN, RequestRow
from storage.searches import SearchRow

# Stands for the number on Telegram of somebody erased; no account and no group has one like it.
_TOMBSTONE = -(2**60)

_people = PersonRow.__table__  # type: ignore[attr-defined]
_posts = PostRow.__table__  # type: ignore[attr-defined]
_chats = ChatRow.__table__  # type: ignore[attr-defined]
_cards = CardRow.__table__  # type: ignore[attr-defined]
_letters = LetterRow.__table__  # type: ignore[attr-defined]
_inbox = InboxRow.__table__  # type: ignore[attr-defined]
_requests = RequestRow.__table__  # type: ignore[attr-defined]
_invites = InviteRow.__table__  # type: ignore[attr-defined]
_searches = SearchRow.__table__  # type: ignore[attr-defined]
_attendance = AttendanceRow.__table__  # type: ignore[attr-defined]
_proposals = ProposalRow.__table__  # type: ignore[attr-defined]
_guesses = GuessRow.__table__  # type: ignore[attr-defined]


def begin(store: Store, person: Person, now: datetime) -> bool:
    """Let somebody's access rest from now on; False when it does already."""
    asking = update(_people).where(_people.c.id == person.id, _people.c.leaving_at.is_(None))
    if store.connection.execute(asking.values(leaving_at=now)).rowcount == 0:
        return False
    # Its own instant tells this rest from one that somebody else has ordered.
    store.connection.execute(
        update(_posts).where(_posts.c.person == person.id, is_held).values(suspended_at=now)
    )
    dialogs.close(store, person.id)
    outbox.drop_chat(store, person.telegram_id, "the person asked to be erased", now)
    return True


def take_back(store: Store, person: Person) -> bool:
    """Everything is as it was; False when they were not leaving (any more)."""
    leaving = update(_people).where(_people.c.id == person.id, _people.c.leaving_at == person.leaving_at)
    if person.leaving_at is None or store.connection.execute(leaving.values(leaving_at=None)).rowcount == 0:
        return False
    resting = update(_posts).where(_posts.c.person == person.id, _posts.c.suspended_at == person.leaving_at)
    store.connection.execute(resting.values(suspended_at=None))
    return True


def leads_alone(store: Store, person: Person) -> bool:
    """Whether nobody else leads where this person does: their delegation, or the secretariat."""
    if person.role not in ("recipient", "provider", "secretariat") or person.rank is None:
        return False
    if person.rank != ranks_of(person.role)[0]:  # type: ignore[arg-type]  # a role, as was just seen
        return False
    same = [_posts.c.role == person.role, _posts.c.rank == person.rank, _posts.c.person != person.id]
    if person.role != "secretariat":
        same.append(_posts.c.delegation == person.delegation)
    others = select(func.count()).select_from(_posts).where(is_held, *same)
    return store.connection.execute(others).scalar_one() == 0


def end(store: Store, person: Person, now: datetime) -> None:
    """Erase a person: what is about them goes, what is their delegation's stays under their number."""
    run, nobody = store.connection.execute, _TOMBSTONE - person.id
    for rows in (_searches, _attendance, _guesses):
        run(delete(rows).where(rows.c.person == person.id))
    dialogs.close(store, person.id)
    for shelf in (contacts, rhythms, digests):
        shelf.forget(store, person.id)
    post = update(_posts).where(_posts.c.person == person.id, _posts.c.ended_at.is_(None))
    run(post.values(ended_at=now))
    asked = update(_requests).where(_requests.c.person == person.id)
    run(asked.where(_requests.c.state == OPEN).values(state=WITHDRAWN, decided_at=now))
    run(asked.values(words="", username=None))
    used = select(_invites.c.ref).where(_invites.c.used_by == person.id)
    theirs = (_proposals.c.person == person.id) | _proposals.c.invite.in_(used)
    run(update(_proposals).where(theirs).values(name=None))
    run(update(_invites).where(_invites.c.used_by == person.id).values(name=None))
    bound = update(_invites).where(_invites.c.telegram_id == person.telegram_id)
    # Without its account it would be anybody's: it opens nothing any more.
    run(bound.where(_invites.c.used_at.is_(None), _invites.c.revoked_at.is_(None)).values(revoked_at=now))
    run(bound.values(telegram_id=None))
    _empty_chat(store, person.telegram_id, nobody, now)
    emptied = {"telegram_id": nobody, "name": "", "language": "en", "language_chosen": False}
    run(update(_people).where(_people.c.id == person.id).values(**emptied, leaving_at=None, erased_at=now))


def erased(store: Store) -> int:
    """How many people were erased."""
    statement = select(func.count()).select_from(_people).where(_people.c.erased_at.is_not(None))
    return int(store.connection.execute(statement).scalar_one())


def is_leaving(store: Store, person: int) -> Person | None:
    """Somebody who asked to be erased and has neither taken it back nor been erased."""
    found = people.by_id(store, person)
    return found if found is not None and found.leaving_at is not None else None


def _empty_chat(store: Store, chat: int, nobody: int, now: datetime) -> None:
    """Letters stay as entries in the books, without words and address; the chat itself goes."""
    run = store.connection.execute
    outbox.drop_chat(store, chat, "the person was erased", now)
    blank = {"chat": nobody, "card": None, "payload": None, "message_id": None, "error": None}
    run(update(_letters).where(_letters.c.chat == chat).values(**blank))
    run(delete(_cards).where(_cards.c.chat == chat))
    done = update(_inbox).where(_inbox.c.chat == chat, _inbox.c.state != NEW)
    run(done.values(chat=nobody, raw=None, update_id=None, error=None))
    run(delete(_chats).where(_chats.c.id == chat))
