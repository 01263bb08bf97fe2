"""What need not be done again, by hash: telling Telegram about the bot, loading the catalogue, files."""

from sqlalchemy import bindparam, select
from sqlmodel import Field, SQLModel

from storage.columns import insert_for
from storage.database import Store


class ProfileRow(SQLModel, table=True):
    __tablename__ = "profile"

    name: str = Field(primary_key=True)
    hash: str
    revision: int = 1


_table = ProfileRow.__table__  # type: ignore[attr-defined]
_hash = select(_table.c.hash).where(_table.c.name == bindparam("known"))


def known(store: Store, name: str) -> str | None:
    """The hash noted last under this name."""
    return store.connection.execute(_hash, {"known": name}).scalar()


def change(store: Store, name: str, hash_: str) -> int | None:
    """Note what will be told (or done); its revision, or None when that happened already."""
    known = store.connection.execute(
        select(_table).where(_table.c.name == bindparam("known")), {"known": name}
    ).first()
    if known is not None and known.hash == hash_:
        return None
    revision = known.revision + 1 if known is not None else 1
    values = {"name": name, "hash": hash_, "revision": revision}
    statement = insert_for(store.connection.dialect.name, _table).values(values)
    store.connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=values))
    return revision
