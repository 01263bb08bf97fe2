"""Letters that wait for their reader's hours, those that never come by themselves, and what came today."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, case, func, select, update

from knowledge.kinds import COUNTED
from storage.cards import CardRow
from storage.database import Store
from storage.outbox import HELD, SENDING, SENT, SKIPPED, UNCERTAIN, WAITING, LetterRow
from storage.people import ChatRow

_table = LetterRow.__table__  # type: ignore[attr-defined]
_cards = CardRow.__table__  # type: ignore[attr-defined]
_chats = ChatRow.__table__  # type: ignore[attr-defined]

# Why a letter was skipped that was read all the same.
_WITH_OTHERS = "told with others: "
_OPENED = "its card was opened meanwhile"


class Held(NamedTuple):
    """A letter and its `key`, by which its card is known; `sent_at` for one that has gone out."""

    id: int
    key: str
    kind: str
    subject: str
    card: int | None
    created_at: datetime
    due_at: datetime
    sent_at: datetime | None = None
    is_withheld: bool | None = None


class Heard(NamedTuple):
    """When a letter reached somebody, or will; `is_held` while it waits for their hours."""

    person: int
    is_held: bool
    at: datetime


_columns = (
    _table.c.id,
    # The key of a notice that was told a second time has the turn's name after it; its card has not.
    func.coalesce(_cards.c.subject, _table.c.key),
    _table.c.kind,
    _table.c.subject,
    _table.c.card,
    _table.c.created_at,
    _table.c.due_at,
    _table.c.done_at,
    _table.c.id <= _chats.c.withheld_through,
)
_letters = (
    select(*_columns)
    .outerjoin(_cards, _cards.c.id == _table.c.card)
    .outerjoin(_chats, _chats.c.id == _table.c.chat)
)


def held(store: Store, person: int, until: datetime | None = None) -> list[Held]:
    """What is held for somebody, oldest first: all, or what may come by an instant."""
    statement = _letters.where(_table.c.person == person, _table.c.state == HELD)
    if until is not None:
        statement = statement.where(_table.c.due_at <= until)
    return [Held(*row) for row in store.connection.execute(statement.order_by(_table.c.id))]


def overdue(store: Store, before: datetime) -> list[int]:
    """People for whom something is held that might have come before this instant."""
    late = select(_table.c.person).where(_table.c.state == HELD, _table.c.due_at < before).distinct()
    return [int(person) for (person,) in store.connection.execute(late)]


def by_ids(store: Store, person: int, ids: Sequence[int]) -> list[Held]:
    """These letters of somebody, in this order; those of others are left out."""
    rows = store.connection.execute(_letters.where(_table.c.person == person, _table.c.id.in_(ids)))
    found = {row[0]: Held(*row) for row in rows}
    return [found[id_] for id_ in ids if id_ in found]


def told(store: Store, person: int, kinds: Sequence[str], since: datetime) -> list[Held]:
    """Letters of these kinds that somebody had since then, alone or in a card with others, oldest first."""
    with_others = (_table.c.state == SKIPPED) & _table.c.error.startswith(_WITH_OTHERS)
    had = (_table.c.done_at >= since) & ((_table.c.state == SENT) | with_others)
    statement = _letters.where(_table.c.person == person, had, _table.c.kind.in_(kinds))
    return [Held(*row) for row in store.connection.execute(statement.order_by(_table.c.id))]


# Two looks into the index of a person's letters, however many they have had.
_counted = (_table.c.person == bindparam("reader")) & _table.c.kind.in_(COUNTED)
_under_way = _table.c.done_at.is_(None) & _table.c.state.in_([WAITING, SENDING])
_had = (_table.c.done_at >= bindparam("since")) & _table.c.state.in_([SENT, UNCERTAIN])
_count = select(
    select(func.count()).select_from(_table).where(_counted, _under_way).scalar_subquery()
    + select(func.count()).select_from(_table).where(_counted, _had).scalar_subquery()
)


def told_since(store: Store, person: int, since: datetime) -> int:
    """How many letters that count somebody had since then, and how many are on their way to them."""
    return int(store.connection.execute(_count, {"reader": person, "since": since}).scalar_one())


def heard(store: Store, keys: Sequence[str]) -> list[Heard]:
    """When what was told under these keys reached its readers, or will; without what never does."""
    is_held, gone_out = _table.c.state == HELD, _table.c.state.in_([SENT, UNCERTAIN, SKIPPED])
    was_read = _table.c.error.startswith(_WITH_OTHERS) | (_table.c.error == _OPENED)
    reaches = _table.c.state.in_([HELD, WAITING, SENDING, SENT, UNCERTAIN])
    at = case((gone_out, _table.c.done_at), else_=_table.c.due_at)
    # What was told anew, as the first letter was dropped, is on the same card.
    of_cards = _table.c.card.in_(select(_table.c.card).where(_table.c.key.in_(keys)))
    statement = select(_table.c.person, is_held, at).where(
        of_cards, _table.c.person.is_not(None), reaches | ((_table.c.state == SKIPPED) & was_read)
    )
    return [Heard(*row) for row in store.connection.execute(statement)]


def lies(store: Store, card: int) -> bool:
    """Whether nothing of a card was shown, and its letter is held, or came in no message of its own."""
    never = select(_cards.c.id).where(_cards.c.id == card, _cards.c.message_id.is_(None))
    lying = select(_table.c.id).where(_table.c.card == card, _table.c.state.in_([HELD, SKIPPED]))
    found = store.connection.execute(lying.where(_table.c.card.in_(never)).limit(1))
    return found.first() is not None


def hold_until(store: Store, letter: int, due_at: datetime, deadline: datetime | None = None) -> None:
    """Let a held letter come at another time; its life goes with it where a `deadline` is given."""
    values = {"due_at": due_at} | ({"deadline": deadline} if deadline is not None else {})
    held_ = update(_table).where(_table.c.id == letter, _table.c.state == HELD)
    store.connection.execute(held_.values(**values))


def put_back(store: Store, letter: int, due_at: datetime, deadline: datetime, attempts: int) -> None:
    """Hold a letter that was claimed and may not come now."""
    claimed = update(_table).where(_table.c.id == letter, _table.c.state == SENDING)
    store.connection.execute(claimed.values(state=HELD, due_at=due_at, deadline=deadline, attempts=attempts))


def release(store: Store, letter: Held, now: datetime, lives: timedelta) -> None:
    """Let a held letter go out now; one whose card was shown meanwhile stays where it is."""
    shown = select(_cards.c.id).where(_cards.c.id == letter.card, _cards.c.message_id.is_not(None))
    waits = select(_table.c.id).where(_table.c.card == letter.card, _table.c.state == WAITING)
    is_seen = letter.card is not None and (
        store.connection.execute(shown).first() is not None
        or store.connection.execute(waits).first() is not None
    )
    if is_seen:
        skip(store, letter.id, _OPENED, now)
        return
    held_ = update(_table).where(_table.c.id == letter.id, _table.c.state == HELD)
    store.connection.execute(held_.values(state=WAITING, due_at=now, deadline=now + lives))


def gather(store: Store, letter: int, digest: str, now: datetime) -> None:
    """It is told in a card with others."""
    skip(store, letter, f"{_WITH_OTHERS}{digest}", now)


def skip(store: Store, letter: int, why: str, now: datetime) -> None:
    """It comes in no message of its own."""
    waiting = update(_table).where(_table.c.id == letter, _table.c.state.in_([HELD, WAITING, SENDING]))
    store.connection.execute(waiting.values(state=SKIPPED, error=why[:300], done_at=now))
