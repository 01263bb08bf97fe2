"""Cards: one message in a chat that is redrawn in place. A row per (chat, subject)."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    UniqueConstraint,
    bindparam,
    func,
    insert,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from storage.columns import Serial
from storage.database import Store


class CardRow(SQLModel, table=True):
    __tablename__ = "cards"
    __table_args__ = (
        UniqueConstraint("chat", "subject", name="uq_cards_subject"),
        Index("ix_cards_message", "chat", "message_id"),
    )

    id: int | None = Field(default=None, sa_column=Column(Serial, primary_key=True, autoincrement=True))
    chat: int = Field(sa_column=Column(BigInteger, ForeignKey("chats.id"), nullable=False))
    subject: str
    # None until Telegram has answered the first send.
    message_id: int | None = Field(default=None, sa_column=Column(BigInteger))
    # Hash of what the phone shows, and of what it should show.
    shown: str | None = None
    wanted: str


_table = CardRow.__table__  # type: ignore[attr-defined]
_by_message = select(_table.c.id).where(
    _table.c.chat == bindparam("chat_id"), _table.c.message_id == bindparam("message")
)
_by_subject = select(_table.c.id).where(
    _table.c.chat == bindparam("chat_id"), _table.c.subject == bindparam("about")
)
_add = insert(_table).returning(_table.c.id)
_want = update(_table).where(_table.c.id == bindparam("card")).values(wanted=bindparam("hash"))
_settle = (
    update(_table)
    .where(_table.c.id == bindparam("card"))
    .values(message_id=bindparam("message"), shown=bindparam("hash"))
)


def find(store: Store, chat: int, subject: str) -> int | None:
    return store.connection.execute(_by_subject, {"chat_id": chat, "about": subject}).scalar()


def of_message(store: Store, chat: int, message_id: int) -> int | None:
    return store.connection.execute(_by_message, {"chat_id": chat, "message": message_id}).scalar()


def is_newest(store: Store, chat: int, message_id: int) -> bool:
    """Whether a message is newer than every card's that we know in this chat."""
    newest = select(func.max(_table.c.message_id)).where(_table.c.chat == chat)
    return message_id > (store.connection.execute(newest).scalar() or 0)


def add(store: Store, chat: int, subject: str, *, wanted: str, message_id: int | None = None) -> int:
    values = {"chat": chat, "subject": subject, "wanted": wanted, "message_id": message_id}
    return int(store.connection.execute(_add, values).scalar_one())


def name(store: Store, card: int, subject: str) -> None:
    """Let a card be about this from now on, so that it is found when that changes."""
    store.connection.execute(update(_table).where(_table.c.id == card).values(subject=subject))


def want(store: Store, card: int, wanted: str) -> None:
    store.connection.execute(_want, {"card": card, "hash": wanted})


def lock(store: Store, card: int) -> None:
    """Keep other processes from changing this card until the transaction ends."""
    if store.connection.dialect.name == "postgresql":
        store.connection.execute(select(_table.c.id).where(_table.c.id == card).with_for_update())


def settle(store: Store, shown: list[tuple[int, int | None, str | None]]) -> None:
    """Record what phones show now, as (card, message_id, hash); no message_id means that it vanished."""
    if shown:
        rows = [{"card": card, "message": message, "hash": hash_} for card, message, hash_ in shown]
        store.connection.execute(_settle, rows)
