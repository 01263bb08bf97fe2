"""Sealing the lines of the audit trail into its chain, and reading the chain.

Lines are sealed in the order in which they are found, not of their ids: on a server a transaction that
commits late has a smaller id than what is sealed by then.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, select, update

from knowledge.chain import EMPTY, ERASED, Head, Sealed, digest, mac
from storage.audit import AuditRow
from storage.database import Store

_CHUNK = 2_000

_table = AuditRow.__table__  # type: ignore[attr-defined]
_is_unsealed = _table.c.number.is_(None)
_columns = [_table.c[name] for name in Sealed._fields]
_chunk = (
    select(*_columns).where(_table.c.number > bindparam("behind")).order_by(_table.c.number).limit(_CHUNK)
)
_last = select(_table.c.number, _table.c.mac).where(~_is_unsealed).order_by(_table.c.number.desc()).limit(1)
# The lock keeps a line's content from being erased between the look at it and its seal.
_next = select(*_columns).where(_is_unsealed).order_by(_table.c.id).with_for_update()
_seal = update(_table).where(_table.c.id == bindparam("line"), _is_unsealed)
_seal = _seal.values(
    number=bindparam("place"),
    sealed_at=bindparam("when"),
    salt=bindparam("grain"),
    digest=bindparam("content"),
    mac=bindparam("code"),
)


class Tail(NamedTuple):
    """What is not sealed yet."""

    lines: int
    oldest: datetime | None


def head(store: Store) -> Head:
    row = store.connection.execute(_last).first()
    return Head(int(row[0]), str(row[1])) if row else EMPTY


def tail(store: Store) -> Tail:
    counted = select(func.count(), func.min(_table.c.at)).where(_is_unsealed)
    return Tail(*store.connection.execute(counted).one())


def is_all_sealed(store: Store) -> bool:
    return store.connection.execute(select(_table.c.id).where(_is_unsealed).limit(1)).first() is None


def seal(store: Store, key: bytes, now: datetime, new_salt: Callable[[], str], limit: int) -> int:
    """Put the next lines into the chain; return how many that were.

    One at a time may do this: the leader, in its own term. Were there two, the second one's transaction
    would fail, for a number is given once.
    """
    end, values = head(store), []
    for row in store.connection.execute(_next.limit(limit)):
        salt = new_salt()
        line = Sealed(*row)._replace(number=end.length + 1, sealed_at=now)
        line = line._replace(digest=digest(salt, line.before, line.after))
        end = Head(line.number, mac(key, end.mac, line))
        sealed = {"line": line.id, "place": line.number, "when": now}
        values.append(sealed | {"grain": salt, "content": line.digest, "code": end.mac})
    if values:
        store.connection.execute(_seal, values)
    return len(values)


def chain(store: Store) -> Iterator[Sealed]:
    """All sealed lines in the order of their numbers."""
    behind = 0
    while rows := store.connection.execute(_chunk, {"behind": behind}).all():
        yield from (Sealed(*row) for row in rows)
        behind = rows[-1][0]


def unsealed_erasures(store: Store) -> list[str | None]:
    """The content of lines that name erased ones and are not sealed yet."""
    statement = select(_table.c.after).where(_is_unsealed, _table.c.verb == ERASED)
    return list(store.connection.execute(statement).scalars())
