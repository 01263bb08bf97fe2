"""One process leads: it polls, runs turns, sends and ticks. The others wait, and store webhook updates."""

import fcntl
import os
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from storage import leader
from storage.database import Database, Store


class Leadership:
    """A lock that ends with the process: on the file beside SQLite, an advisory one on PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._file: int | None = None
        self._connection: Connection | None = None

    def try_to_lead(self) -> bool:
        return self._lock_file(self._database.path) if self._database.is_sqlite else self._lock_server()

    def is_held(self) -> bool:
        """Whether the lock is still ours: on PostgreSQL it is gone with its connection."""
        if self._connection is None:
            return self._file is not None
        try:
            self._connection.exec_driver_sql("SELECT 1")
            self._connection.commit()
        except DBAPIError:
            return False
        return True

    def release(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _lock_file(self, path: Path | None) -> bool:
        if path is None:
            self._file = os.open(os.devnull, os.O_RDONLY)
            return True
        descriptor = os.open(path.with_name(path.name + ".lock"), os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self._file = descriptor
        return True

    def _lock_server(self) -> bool:
        try:
            if self._connection is None:
                self._connection = self._database.engine.connect()
            held = leader.try_advisory_lock(Store(self._connection))
            self._connection.commit()
        except DBAPIError:
            self.release()
            return False
        return held
