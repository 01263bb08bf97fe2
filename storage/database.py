"""The door to storage: one engine that writes, one that only reads, and the transactions on them."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import Session

# Short, for a thread that waits can't be stopped; every caller tries again.
BUSY_TIMEOUT_MS = 1_000
# A server that vanished without a word must be noticed in seconds, not in a quarter of an hour.
_PATIENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
    "options": "-c timezone=UTC -c statement_timeout=30000",
}
_READ_ONLY_SERVER = "25006"
_SQLITE_FULL = 13
_SQLITE_READONLY = 8


class Store:
    """One open transaction. `connection` serves Core statements, `session` the same transaction as ORM."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        # Names of what this transaction has changed, so that no memory takes over what may be undone.
        self.changed: set[str] = set()

    @cached_property
    def session(self) -> Session:
        return Session(bind=self.connection, expire_on_commit=False, autoflush=True)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A part that can fail alone: an exception undoes it and nothing else."""
        with self.connection.begin_nested():
            yield

    def flush(self) -> None:
        """Write what the ORM still holds back; called before every commit."""
        if "session" in self.__dict__:
            self.session.flush()


class Database:
    """Opens transactions. `url` is `sqlite:///file`, `postgresql://…` or `postgres://…`."""

    def __init__(self, url: str) -> None:
        self.url = _driver_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.path = Path(self.url.database) if self.is_sqlite and self.url.database else None

    @cached_property
    def engine(self) -> Engine:
        if not self.is_sqlite:
            return create_engine(
                self.url,
                pool_size=8,
                pool_pre_ping=True,
                hide_parameters=True,
                connect_args=_PATIENCE,
            )
        if self.path:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # The file holds personal data: nobody but its owner may read it. One that is there is not even
            # opened: closing it again would drop the locks that SQLite holds on it anywhere in this process,
            # and another process would then clear the log away that ours still writes to.
            with suppress(FileExistsError):
                os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            if not os.access(self.path, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self.path))
        engine = create_engine(self.url, pool_size=1, max_overflow=0, pool_timeout=60, hide_parameters=True)
        event.listen(engine, "connect", _prepare_writer)
        event.listen(engine, "begin", _begin_immediate)
        return engine

    @cached_property
    def reader(self) -> Engine:
        """For reads outside turns: on SQLite it cannot write and never waits for the writer."""
        if not self.is_sqlite:
            return self.engine
        engine = create_engine(self.url, pool_size=2, max_overflow=2, hide_parameters=True)
        event.listen(engine, "connect", _prepare_reader)
        event.listen(engine, "begin", _begin_deferred)
        return engine

    @contextmanager
    def transaction(self, *, durable: bool = False) -> Iterator[Store]:
        """Commit on leaving, roll back on an exception.

        `durable` waits for the disk (SQLite `synchronous=FULL`): what was committed before on the same
        file is then safe from a power cut too.
        """
        with self.engine.connect() as connection:
            if durable and self.is_sqlite:
                _pragma(connection, "synchronous=FULL")
            try:
                with connection.begin():
                    store = Store(connection)
                    yield store
                    store.flush()
            finally:
                if durable and self.is_sqlite:
                    _pragma(connection, "synchronous=NORMAL")

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """A consistent view of the committed rows; writes fail on SQLite."""
        with self.reader.connect() as connection, connection.begin():
            yield Store(connection)

    def close(self) -> None:
        for name in ("engine", "reader"):
            if name in self.__dict__:
                self.__dict__.pop(name).dispose()


def is_busy(error: BaseException) -> bool:
    """Whether waiting may help: a lock held elsewhere, a full disk, a server that restarts."""
    if isinstance(error, PoolTimeout):
        return True
    if isinstance(error, OperationalError | InterfaceError):
        return not _is_schema_error(error)
    if not isinstance(error, DBAPIError):
        return False
    return error.connection_invalidated or getattr(error.orig, "sqlstate", "") == _READ_ONLY_SERVER


def explain(error: BaseException) -> str:
    """One line for people who run the bot; no statement and no parameters in it."""
    origin = error.orig if isinstance(error, DBAPIError) else error
    text = str(origin).strip().splitlines()[0] if str(origin).strip() else type(origin).__name__
    code = getattr(origin, "sqlite_errorcode", None)
    if isinstance(code, int) and code & 0xFF == _SQLITE_FULL:
        return "the disk is full"
    if isinstance(code, int) and code & 0xFF == _SQLITE_READONLY:
        return "the database file is read-only"
    return text


def _is_schema_error(error: DBAPIError) -> bool:
    """A missing table or column is a bug or a missing migration: waiting does not mend it."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    return isinstance(error.orig, sqlite3.OperationalError) and code == sqlite3.SQLITE_ERROR


def _driver_url(url: str) -> URL:
    parsed = make_url(url)
    if parsed.drivername in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def _pragma(connection: Connection, pragma: str) -> None:
    # On the driver's own connection: SQLAlchemy would open a transaction first, and inside one
    # SQLite refuses to change this setting.
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA {pragma}")


def _prepare_writer(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=FAST")  # what is erased is not left in the file's pages


def _prepare_reader(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA query_only=ON")
    # Only the writer may move pages from the log into the file (older SQLite has a bug there).
    connection.execute("PRAGMA wal_autocheckpoint=0")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_deferred(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
