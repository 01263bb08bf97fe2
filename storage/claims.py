"""The outbox as the sender asks it: what may go next, what was claimed, what became of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, update

from storage import cards
from storage.cards import CardRow
from storage.database import Store
from storage.outbox import SENDING, WAITING, LetterRow, is_waiting
from storage.people import ChatRow


class Letter(NamedTuple):
    """A claimed letter; `card_message` and `card_shown` are its card's, where it has one."""

    id: int
    key: str
    chat: int
    card: int | None
    person: int | None
    kind: str
    subject: str
    method: str
    payload: str | None
    priority: int
    attempts: int
    deadline: datetime
    created_at: datetime
    card_message: int | None
    card_shown: str | None
    is_stopped: bool
    is_withheld: bool | None = None


_table = LetterRow.__table__  # type: ignore[attr-defined]
_cards = CardRow.__table__  # type: ignore[attr-defined]
_chats = ChatRow.__table__  # type: ignore[attr-defined]
_names = (
    "id",
    "key",
    "chat",
    "card",
    "person",
    "kind",
    "subject",
    "method",
    "payload",
    "priority",
    "attempts",
    "deadline",
    "created_at",
)
_columns = [
    *(_table.c[name] for name in _names),
    _cards.c.message_id,
    _cards.c.shown,
    _chats.c.stopped_at.is_not(None),
    _table.c.id <= _chats.c.withheld_through,
]

_candidates = (
    select(*_columns)
    .outerjoin(_cards, _cards.c.id == _table.c.card)
    .outerjoin(_chats, _chats.c.id == _table.c.chat)
    .where(is_waiting, _table.c.due_at <= bindparam("now"))
    .order_by(_table.c.priority, _table.c.id)
    .limit(bindparam("most"))
)
_candidates_awake = _candidates.where(_table.c.chat.not_in(bindparam("resting", expanding=True)))


def candidates(store: Store, now: datetime, *, resting: Sequence[int], limit: int) -> list[Letter]:
    """Letters that may go now, best first, without those of the `resting` chats."""
    values = {"now": now, "most": limit}
    if resting:
        rows = store.connection.execute(_candidates_awake, values | {"resting": resting})
    else:
        rows = store.connection.execute(_candidates, values)
    return [Letter(*row) for row in rows]


_claim = update(_table).where(
    _table.c.id.in_(bindparam("letters", expanding=True)), _table.c.state == WAITING
)
_claim = _claim.values(state=SENDING, attempts=_table.c.attempts + 1, epoch=bindparam("term"))
# On a server a turn may redraw a letter between the look at it and its claim: the row counts, not the look.
_redrawn = ("person", "kind", "subject", "payload", "priority", "attempts", "deadline")
_claim = _claim.returning(_table.c.id, *(_table.c[name] for name in _redrawn))


def claim(store: Store, letters: Sequence[Letter], epoch: int) -> list[Letter]:
    """Take letters for sending; those that are still to be had, in their order, as they are by now.

    Their `attempts` are the ones before this one.
    """
    if not letters:
        return []
    values = {"letters": [letter.id for letter in letters], "term": epoch}
    claimed = {row.id: row for row in store.connection.execute(_claim, values)}
    return [_as_claimed(letter, claimed[letter.id]) for letter in letters if letter.id in claimed]


def _as_claimed(letter: Letter, row: Any) -> Letter:
    now = letter._replace(**{name: getattr(row, name) for name in _redrawn})
    return now._replace(attempts=row.attempts - 1)


class Outcome(NamedTuple):
    letter: int
    state: str
    at: datetime
    attempts: int
    message_id: int | None = None
    error: str | None = None


# What is sent or dropped stays so, whatever a process that lost its lead still says.
_settle = update(_table).where(
    _table.c.id == bindparam("letter"), (_table.c.state == SENDING) | (_table.c.state == WAITING)
)
_settle = _settle.values(
    state=bindparam("new_state"),
    message_id=bindparam("message"),
    error=bindparam("why"),
    attempts=bindparam("tries"),
    done_at=bindparam("at"),
)


def settle(store: Store, outcomes: Sequence[Outcome]) -> None:
    if outcomes:
        rows = [
            {
                "letter": o.letter,
                "new_state": o.state,
                "message": o.message_id,
                "why": o.error and o.error[:300],
                "at": o.at,
                "tries": o.attempts,
            }
            for o in outcomes
        ]
        store.connection.execute(_settle, rows)


def is_superseded(store: Store, card: int | None, letter: int) -> bool:
    """Whether a newer letter of the same card waits; none can come before the transaction ends."""
    if card is None:
        return False
    cards.lock(store, card)
    newer = select(_table.c.id).where(_table.c.card == card, _table.c.state == WAITING, _table.c.id != letter)
    return store.connection.execute(newer.limit(1)).first() is not None


def left_behind(store: Store, epoch: int) -> list[Letter]:
    """Letters that a dead process was sending: nobody knows whether they arrived."""
    return _sending(store, _table.c.epoch != epoch)


def sending(store: Store, epoch: int) -> list[Letter]:
    """Letters claimed in this term and not settled."""
    return _sending(store, _table.c.epoch == epoch)


def _sending(store: Store, condition: Any) -> list[Letter]:
    statement = (
        select(*_columns)
        .outerjoin(_cards, _cards.c.id == _table.c.card)
        .outerjoin(_chats, _chats.c.id == _table.c.chat)
        .where(_table.c.state == SENDING, condition)
        .order_by(_table.c.id)
    )
    return [Letter(*row) for row in store.connection.execute(statement)]
