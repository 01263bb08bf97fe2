"""Letters: everything that is to be said on Telegram, once each, and what became of it."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    String,
    Text,
    bindparam,
    cast,
    func,
    insert,
    literal,
    literal_column,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from knowledge.kinds import Kind
from storage import cards, people
from storage.cards import CardRow
from storage.columns import Instant, Serial, index_while, insert_for
from storage.database import Store
from storage.people import PersonRow

# HELD: until its reader's hours, or their limits, let it come. SKIPPED: it comes in no message of its own.
WAITING, HELD, SENDING, SENT, UNCERTAIN, FAILED, DROPPED, SKIPPED = (
    "waiting",
    "held",
    "sending",
    "sent",
    "uncertain",
    "failed",
    "dropped",
    "skipped",
)


class LetterRow(SQLModel, table=True):
    """A *fixed* letter has its payload; a *living* one gets it from `kind` and `subject` when claimed."""

    __tablename__ = "outbox"
    __table_args__ = (
        index_while(WAITING, "ix_outbox_next", "priority", "id"),
        index_while(WAITING, "ix_outbox_chat", "chat"),
        index_while(WAITING, "uq_outbox_card", "card", unique=True),
        index_while(SENDING, "ix_outbox_sending", "id"),
        index_while(HELD, "ix_outbox_held", "person", "due_at"),
        Index("ix_outbox_card", "card"),
        Index("ix_outbox_person", "person", "done_at"),
        Index("ix_outbox_done", "done_at"),
    )

    id: int | None = Field(default=None, sa_column=Column(Serial, primary_key=True, autoincrement=True))
    key: str = Field(unique=True)
    # 0 for calls that belong to no chat, such as the command menu.
    chat: int = Field(sa_column=Column(BigInteger, nullable=False))
    card: int | None = Field(default=None, sa_column=Column(Serial, ForeignKey("cards.id")))
    person: int | None = Field(default=None, sa_column=Column(Serial, ForeignKey("people.id")))
    kind: str
    subject: str = ""
    method: str = ""
    payload: str | None = Field(default=None, sa_column=Column(Text))
    priority: int = 0
    state: str = WAITING
    attempts: int = 0
    epoch: int = 0
    error: str | None = None
    message_id: int | None = Field(default=None, sa_column=Column(BigInteger))
    created_at: datetime = Field(sa_type=Instant)
    due_at: datetime = Field(sa_type=Instant)
    deadline: datetime = Field(sa_type=Instant)
    done_at: datetime | None = Field(default=None, sa_type=Instant)


_table = LetterRow.__table__  # type: ignore[attr-defined]
_cards = CardRow.__table__  # type: ignore[attr-defined]
_people = PersonRow.__table__  # type: ignore[attr-defined]
# Written out: with a parameter SQLite plans anew every time, to see whether the partial index serves.
is_waiting = _table.c.state == literal_column(f"'{WAITING}'")
_insert = insert(_table)
_redraw = update(_table).where(_table.c.card == bindparam("of_card"), is_waiting)
_redraw = _redraw.values(
    payload=bindparam("content"),
    kind=bindparam("sort"),
    priority=bindparam("rank"),
    due_at=bindparam("due"),
    deadline=bindparam("until"),
    attempts=0,
    person=None,
)


def add(store: Store, letter: LetterRow) -> None:
    """Owe a letter; a key that is there already means that it is owed (or sent) already."""
    values = letter.model_dump(exclude={"id"})
    store.connection.execute(
        insert_for(store.connection.dialect.name, _table)
        .values(values)
        .on_conflict_do_nothing(index_elements=["key"])
    )


def add_new(store: Store, values: dict[str, object]) -> None:
    """Owe a letter whose key can't be there yet: the short way for answers."""
    store.connection.execute(_insert, values)


def is_owed(store: Store, key: str) -> bool:
    """Whether a letter of this key was ever written."""
    return store.connection.execute(select(_table.c.id).where(_table.c.key == key)).first() is not None


def was_dropped(store: Store, card: int) -> bool:
    """Whether nothing of a card ever went out or will: its chat was stopped, for example."""
    never = select(_cards.c.id).where(_cards.c.id == card, _cards.c.message_id.is_(None))
    if store.connection.execute(never).first() is None:
        return False
    states = set(store.connection.execute(select(_table.c.state).where(_table.c.card == card)).scalars())
    return bool(states) and states <= {DROPPED, FAILED}


def redraw(store: Store, card: int, payload: str, kind: Kind, now: datetime) -> bool:
    """Put new content, of this kind, into the card's waiting letter; False where none waits."""
    values = {"of_card": card, "content": payload, "sort": kind.name, "rank": kind.priority}
    return store.connection.execute(_redraw, values | {"due": now, "until": now + kind.lives}).rowcount > 0


def adopt(store: Store, chat: int, message_id: int) -> int:
    """The card that a tapped message is: known, or one whose send is in doubt, or new to us."""
    known = cards.of_message(store, chat, message_id)
    if known is not None:
        return known
    # Only the newest message can be one whose send is in doubt; any other is the twin of an older one.
    card = _in_doubt(store, chat) if cards.is_newest(store, chat, message_id) else None
    if card is None:
        return cards.add(store, chat, f"message:{message_id}", wanted="", message_id=message_id)
    cards.settle(store, [(card, message_id, None)])
    return card


def _in_doubt(store: Store, chat: int) -> int | None:
    tried = _table.c.state.in_([SENDING, UNCERTAIN]) | ((_table.c.state == WAITING) & (_table.c.attempts > 0))
    doubtful = (
        select(_cards.c.id)
        .join(_table, _table.c.card == _cards.c.id)
        .where(_cards.c.chat == chat, _cards.c.message_id.is_(None), tried)
        .order_by(_cards.c.id)
    )
    return store.connection.execute(doubtful.limit(1)).scalar()


def revive(store: Store, card: int, kind: str, subject: str, person: int) -> bool:
    """Make the card's waiting letter a living one; False where none waits."""
    statement = update(_table).where(_table.c.card == card, _table.c.state == WAITING)
    values = {"kind": kind, "subject": subject, "person": person, "payload": None}
    return store.connection.execute(statement.values(values)).rowcount > 0


def drop_chat(store: Store, chat: int, because: str, now: datetime) -> int:
    """Drop everything that waits for a chat; return how many letters that were."""
    statement = update(_table).where(_table.c.chat == chat, _table.c.state.in_([WAITING, HELD]))
    return store.connection.execute(
        statement.values(state=DROPPED, error=because[:300], done_at=now)
    ).rowcount


def withhold(store: Store, chat: int, because: str, now: datetime) -> int:
    """Keep back whatever was written for a chat so far, and what is under way if it comes back.

    Whoever works in the chat is waited for, so that no answer of theirs is written past this. Return how
    many letters waited.
    """
    people.hold_chat(store, chat)
    newest = store.connection.execute(select(func.max(_table.c.id))).scalar()
    people.withhold(store, chat, newest or 0)
    return drop_chat(store, chat, because, now)


def move_chat(store: Store, old: int, new: int) -> None:
    store.connection.execute(
        update(_table).where(_table.c.chat == old, _table.c.state.in_([WAITING, HELD])).values(chat=new)
    )


def forget(store: Store, before: datetime, limit: int = 200) -> int:
    """Erase the text of letters done before this instant; return how many."""
    done = _table.c.state.in_([SENT, FAILED, DROPPED, SKIPPED])
    old = select(_table.c.id).where(_table.c.payload.is_not(None), _table.c.done_at < before, done)
    old = old.order_by(_table.c.done_at).limit(limit)
    return store.connection.execute(update(_table).where(_table.c.id.in_(old)).values(payload=None)).rowcount


def of_update(store: Store, seq: int) -> list[LetterRow]:
    """The letters that a turn wrote, for tracing."""
    statement = select(_table).where(_table.c.key.startswith(f"turn:{seq}:")).order_by(_table.c.id)
    return [LetterRow(**row) for row in store.connection.execute(statement).mappings()]


def fates(store: Store, prefix: str) -> dict[str, int]:
    """What became of the letters whose keys are `prefix` and their reader's id, counted by state."""
    owed = _people.join(_table, _table.c.key == literal(prefix) + cast(_people.c.id, String))
    statement = select(_table.c.state, func.count()).select_from(owed).group_by(_table.c.state)
    return {row[0]: row[1] for row in store.connection.execute(statement)}


def counts(store: Store) -> dict[str, int]:
    states = dict.fromkeys((WAITING, HELD, SENDING, SENT, UNCERTAIN, FAILED), 0)
    found = store.connection.execute(select(_table.c.state, func.count()).group_by(_table.c.state)).all()
    return states | {row[0]: row[1] for row in found}
