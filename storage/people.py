"""Persons who use the bot, and the chats in which they are reached."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import BigInteger, Column, bindparam, case, func, insert, select, update
from sqlmodel import Field, SQLModel

from storage.columns import Instant, Serial, insert_for
from storage.database import Store
from storage.delegations import PostRow, is_held
from storage.dialogs import DialogRow


class ChatRow(SQLModel, table=True):
    """A chat of ours; `stopped_at` is set while Telegram refuses our messages there."""

    __tablename__ = "chats"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    stopped_at: datetime | None = Field(default=None, sa_type=Instant)
    stopped_because: str | None = None
    # Letters up to this number are kept back: whoever reads here lost the right to them.
    withheld_through: int | None = Field(default=None, sa_column=Column(BigInteger))


class PersonRow(SQLModel, table=True):
    __tablename__ = "people"

    id: int | None = Field(default=None, sa_column=Column(Serial, primary_key=True, autoincrement=True))
    telegram_id: int = Field(sa_column=Column(BigInteger, nullable=False, unique=True))
    name: str
    language: str
    # True once the person has chosen; until then the phone's own setting is followed.
    language_chosen: bool = False
    created_at: datetime = Field(sa_type=Instant)
    # Since when they want to be erased: until it is done, they can take it back.
    leaving_at: datetime | None = Field(default=None, sa_type=Instant)
    # What is left of somebody erased is the number that other rows know them by.
    erased_at: datetime | None = Field(default=None, sa_type=Instant)
    # The last day on which they did something here; no hour is kept.
    seen_on: date | None = None


class Person(NamedTuple):
    """`delegation`, `role`, `rank` and `remit` are those of their post, while it is held and not suspended.

    `form` is the one they are in the middle of, `suspended` the delegation of a post that is suspended;
    `leaving_at` is set for somebody who asked to be erased.
    """

    id: int
    telegram_id: int
    name: str
    language: str
    language_chosen: bool
    is_stopped: bool = False
    delegation: str | None = None
    role: str | None = None
    form: str | None = None
    rank: str | None = None
    remit: str | None = None
    leaving_at: datetime | None = None
    suspended: str | None = None
    seen_on: date | None = None


_people = PersonRow.__table__  # type: ignore[attr-defined]
_chats = ChatRow.__table__  # type: ignore[attr-defined]
_posts = PostRow.__table__  # type: ignore[attr-defined]
_dialogs = DialogRow.__table__  # type: ignore[attr-defined]
_rests = _posts.c.suspended_at.is_not(None)
# One query brings all that a turn wants to know of its person.
_person = (
    select(
        _people.c.id,
        _people.c.telegram_id,
        _people.c.name,
        _people.c.language,
        _people.c.language_chosen,
        _chats.c.stopped_at.is_not(None),
        *(case((_rests, None), else_=_posts.c[name]) for name in ("delegation", "role")),
        _dialogs.c.form,
        *(case((_rests, None), else_=_posts.c[name]) for name in ("rank", "remit")),
        _people.c.leaving_at,
        case((_rests, _posts.c.delegation)),
        _people.c.seen_on,
    )
    .outerjoin(_chats, _chats.c.id == _people.c.telegram_id)
    .outerjoin(_posts, (_posts.c.person == _people.c.id) & _posts.c.ended_at.is_(None))
    .outerjoin(_dialogs, _dialogs.c.person == _people.c.id)
)
_by_telegram_id = _person.where(_people.c.telegram_id == bindparam("telegram_id"))
_by_id = _person.where(_people.c.id == bindparam("person"), _people.c.erased_at.is_(None))


def by_telegram_id(store: Store, telegram_id: int) -> Person | None:
    row = store.connection.execute(_by_telegram_id, {"telegram_id": telegram_id}).first()
    return Person(*row) if row else None


def by_id(store: Store, person: int) -> Person | None:
    """A person; None for somebody who was erased."""
    row = store.connection.execute(_by_id, {"person": person}).first()
    return Person(*row) if row else None


def with_posts(store: Store, telegram_ids: set[int]) -> set[int]:
    """Those of them who hold a post now."""
    known = select(_people.c.telegram_id).join(_posts, (_posts.c.person == _people.c.id) & is_held)
    found = store.connection.execute(known.where(_people.c.telegram_id.in_(sorted(telegram_ids))))
    return {int(telegram_id) for (telegram_id,) in found}


def add(store: Store, telegram_id: int, name: str, language: str, now: datetime) -> Person:
    values = {"telegram_id": telegram_id, "name": name, "language": language}
    statement = (
        insert(_people).values(**values, language_chosen=False, created_at=now).returning(_people.c.id)
    )
    return Person(int(store.connection.execute(statement).scalar_one()), telegram_id, name, language, False)


def rename(store: Store, person: int, name: str) -> None:
    store.connection.execute(update(_people).where(_people.c.id == person).values(name=name))


def see(store: Store, person: int, today: date) -> None:
    """They did something today."""
    store.connection.execute(update(_people).where(_people.c.id == person).values(seen_on=today))


_set_language = (
    update(_people)
    .where(_people.c.id == bindparam("person"))
    .values(language=bindparam("spoken"), language_chosen=bindparam("chosen"))
)


def set_language(store: Store, person: int, language: str, *, chosen: bool) -> None:
    store.connection.execute(_set_language, {"person": person, "spoken": language, "chosen": chosen})


def know_chats(store: Store, chats: set[int]) -> None:
    """Make sure that each of these chats has its row."""
    if chats:
        statement = insert_for(store.connection.dialect.name, _chats).on_conflict_do_nothing()
        store.connection.execute(statement, [{"id": chat} for chat in sorted(chats)])


def lock_chat(store: Store, chat: int) -> bool:
    """Hold a chat for this transaction; False while another worker holds it. SQLite has one writer anyway."""
    if store.connection.dialect.name != "postgresql":
        return True
    statement = select(_chats.c.id).where(_chats.c.id == chat).with_for_update(skip_locked=True)
    if store.connection.execute(statement).first() is not None:
        return True
    # Held by another worker, or gone: its person was erased while this update was on its way in.
    missing = insert_for("postgresql", _chats).values(id=chat).on_conflict_do_nothing()
    return store.connection.execute(missing.returning(_chats.c.id)).first() is not None


def hold_chat(store: Store, chat: int) -> None:
    """Wait until nobody works in a chat, and keep it so until this transaction ends."""
    if store.connection.dialect.name == "postgresql":
        store.connection.execute(select(_chats.c.id).where(_chats.c.id == chat).with_for_update())


def withhold(store: Store, chat: int, through: int | None) -> None:
    """Keep letters back up to this number; with None none."""
    store.connection.execute(update(_chats).where(_chats.c.id == chat).values(withheld_through=through))


def stop_chat(store: Store, chat: int, because: str, now: datetime) -> None:
    statement = update(_chats).where(_chats.c.id == chat, _chats.c.stopped_at.is_(None))
    store.connection.execute(statement.values(stopped_at=now, stopped_because=because[:200]))


def reopen_chat(store: Store, chat: int) -> None:
    stopped = update(_chats).where(_chats.c.id == chat, _chats.c.stopped_at.is_not(None))
    store.connection.execute(stopped.values(stopped_at=None, stopped_because=None))


def count(store: Store) -> int:
    return int(store.connection.execute(select(func.count()).select_from(_people)).scalar_one())
