"""Audit trails to be tampered with, as somebody would who has the database and not the key."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import text

from knowledge.chain import Head, Report, verify
from storage import audit, people, seals
from storage.database import Database, Store

KEY, OLD_KEY = b"the key of the chain", b"the key before"
DEEDS = (
    ("began a need", "need:ab2cd3ef", None, {"words": "تدريب وحدة شرطة مشكّلة", "languages": ["fr"]}),
    ("changed words of a need", "need:ab2cd3ef", "déminage\nет", "=1+1; 排雷"),
    ("took a post", "person:1", None, {"delegation": "TD", "role": "recipient"}),
    ("published a need", "need:ab2cd3ef", None, None),
)


def write(store: Store, now: datetime, count: int, start: int = 0) -> None:
    """Add lines as turns do, a second apart."""
    for number in range(start, start + count):
        verb, subject, before, after = DEEDS[number % len(DEEDS)]
        at = now + timedelta(seconds=number)
        audit.record(store, at, number % 3 or None, verb, subject, before=before, after=after)


def a_sealed_trail(database: Database, now: datetime, count: int) -> Head:
    with database.transaction() as store:
        for name in ("Amina", "Ruth"):
            people.add(store, hash(name) % 1_000_000, name, "en", now)
        write(store, now, count)
        seal_all(store, now + timedelta(seconds=count))
        return seals.head(store)


def seal_all(store: Store, now: datetime, key: bytes = KEY, seed: int = 1) -> None:
    random = Random(seed)
    while seals.seal(store, key, now, lambda: random.randbytes(16).hex(), 50):
        pass


def judged(store: Store, *heads: Head, keys: tuple[bytes, ...] = (KEY, OLD_KEY)) -> Report:
    return verify(seals.chain(store), keys, heads, seals.unsealed_erasures(store))


@contextmanager
def undone(database: Database) -> Iterator[Store]:
    """A transaction of which nothing stays."""
    with database.engine.connect() as connection, connection.begin() as transaction:
        yield Store(connection)
        transaction.rollback()


def without_fence(store: Store) -> None:
    """The database's own fence is no hindrance for who may change its schema."""
    if store.connection.dialect.name == "postgresql":
        run(store, "ALTER TABLE audit DISABLE TRIGGER ALL")
    else:
        run(store, "DROP TRIGGER audit_changed")
        run(store, "DROP TRIGGER audit_deleted")


def run(store: Store, statement: str, **values: object) -> None:
    store.connection.execute(text(statement), values)


def tamper(store: Store, random: Random, count: int) -> str:
    """Do one thing to a trail of `count` sealed lines, at random; return what that was."""
    number = random.randint(1, count)
    kind = random.choice((*_KINDS, "cut off"))
    if kind == "cut off":
        run(store, "DELETE FROM audit WHERE number >= :number", number=number)
    else:
        _KINDS[kind](store, random, number, count)
    return f"{kind} at {number}"


def _edit(store: Store, random: Random, number: int, _count: int) -> None:
    column, value = random.choice(
        (
            ("actor", 77),
            ("verb", "'resumed a need'"),
            ("subject", "'need:zzzzzzzz'"),
            ("before", "'\"forged\"'"),
            ("after", "'\"forged\"'"),
            ("after", "NULL" if number % 2 else "'null'"),
            ("at", "sealed_at"),
            ("salt", "'00'"),
            ("digest", "mac"),
            ("mac", "digest"),
        )
    )
    if column == "at":  # the newest line is as old as its seal
        run(store, f"UPDATE audit SET at = '2026-01-01 00:00:00+00' WHERE number = {number}")
    elif (column, value) == ("after", "NULL"):
        run(store, f'UPDATE audit SET "after" = NULL, "before" = \'1\' WHERE number = {number}')
    else:
        run(store, f'UPDATE audit SET "{column}" = {value} WHERE number = {number}')


def _blank(store: Store, _random: Random, number: int, _count: int) -> None:
    """As if it had been erased, without a line that says so."""
    run(store, f'UPDATE audit SET salt = NULL, "before" = NULL, "after" = NULL WHERE number = {number}')


def _delete(store: Store, random: Random, number: int, _count: int) -> None:
    run(store, f"DELETE FROM audit WHERE number = {number}")
    if random.random() < 0.5:  # and close the gap
        run(store, f"UPDATE audit SET number = -number WHERE number > {number}")
        run(store, "UPDATE audit SET number = -number - 1 WHERE number < 0")


def _swap(store: Store, random: Random, number: int, count: int) -> None:
    other = number % count + 1
    columns = ("number",) if random.random() < 0.5 else ("number", "id")
    for column in columns:
        run(store, f"UPDATE audit SET {column} = -{column} WHERE number IN ({number}, {other})")
        if column == "number":
            run(store, f"UPDATE audit SET number = {other} WHERE number = {-number}")
            run(store, f"UPDATE audit SET number = {number} WHERE number = {-other}")


def _insert(store: Store, _random: Random, number: int, _count: int) -> None:
    """A copy of a line behind it, with all its seals."""
    run(store, f"UPDATE audit SET number = -number WHERE number > {number}")
    run(store, "UPDATE audit SET number = -number + 1 WHERE number < 0")
    names = 'at, actor, verb, subject, "before", "after", sealed_at, salt, digest, mac'
    run(
        store,
        f"INSERT INTO audit (number, {names}) SELECT number + 1, {names} FROM audit WHERE number = {number}",
    )


def _rewrite(store: Store, random: Random, number: int, _count: int) -> None:
    """Everything from a line on is changed and sealed anew, with a key that is not ours."""
    run(store, f"UPDATE audit SET number = NULL, actor = 2, salt = NULL WHERE number >= {number}")
    seal_all(store, datetime.fromisoformat("2027-03-01T13:00:00+00:00"), b"forged", random.randrange(99))


_KINDS = {
    "edit": _edit,
    "blank": _blank,
    "delete": _delete,
    "swap": _swap,
    "insert": _insert,
    "rewrite": _rewrite,
}


def erased_ids(line: audit.AuditRow) -> list[int]:
    return json.loads(line.after or "{}")["lines"]
