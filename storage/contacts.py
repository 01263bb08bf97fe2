"""Contact cards: what somebody lets the other side have, once both sides of a match have said yes."""

from datetime import datetime
from typing import Literal, NamedTuple, get_args

from sqlalchemy import Column, ForeignKey, Text, delete, select
from sqlmodel import Field, SQLModel

from storage.columns import Instant, Serial, insert_for
from storage.database import Store

ContactField = Literal["name", "function", "email", "phone"]
CONTACT_FIELDS: tuple[ContactField, ...] = get_args(ContactField)


class ContactRow(SQLModel, table=True):
    """No row: the card has nothing but the name on Telegram and the way to it."""

    __tablename__ = "contact_cards"

    person: int = Field(
        sa_column=Column(Serial, ForeignKey("people.id"), primary_key=True, autoincrement=False)
    )
    name: str | None = Field(default=None, sa_column=Column(Text))
    function: str | None = Field(default=None, sa_column=Column(Text))
    email: str | None = Field(default=None, sa_column=Column(Text))
    phone: str | None = Field(default=None, sa_column=Column(Text))
    # Whether it leads to the account on Telegram; the @name as it was when its owner last had a hand in it.
    on_telegram: bool = True
    username: str | None = None
    changed_at: datetime = Field(sa_type=Instant)


class Contact(NamedTuple):
    """A name of None is the one on Telegram."""

    name: str | None = None
    function: str | None = None
    email: str | None = None
    phone: str | None = None
    on_telegram: bool = True
    username: str | None = None

    def with_field(self, field: ContactField, value: str | None) -> "Contact":
        return Contact(**(self._asdict() | {field: value}))

    @property
    def is_reachable(self) -> bool:
        """Whether whoever gets it can write or call."""
        return self.on_telegram or bool(self.email or self.phone)


_table = ContactRow.__table__  # type: ignore[attr-defined]
_columns = [_table.c[name] for name in Contact._fields]


def of(store: Store, person: int) -> Contact:
    """What a person's card says; the default where they never touched it."""
    row = store.connection.execute(select(*_columns).where(_table.c.person == person)).first()
    return Contact(*row) if row else Contact()


def put(store: Store, person: int, contact: Contact, now: datetime) -> None:
    values = contact._asdict() | {"changed_at": now}
    statement = insert_for(store.connection.dialect.name, _table).values(person=person, **values)
    store.connection.execute(statement.on_conflict_do_update(index_elements=["person"], set_=values))


def forget(store: Store, person: int) -> None:
    store.connection.execute(delete(_table).where(_table.c.person == person))
