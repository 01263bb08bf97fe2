"""Sealing the audit trail: the leader's tick puts new lines into the chain, some a transaction."""

import secrets
from datetime import datetime

from storage import leader, seals
from storage.database import Database

AT_ONCE = 200
_SALT_BYTES = 16


class Sealer:
    """`key` signs; turns leave lines unsealed: chaining in them made them wait for each other."""

    def __init__(self, database: Database, key: bytes) -> None:
        self._database, self._key = database, key

    def some(self, epoch: int, now: datetime) -> int:
        """Seal what is next, if this term still runs; return how many lines that were, at most `AT_ONCE`."""
        with self._database.reading() as store:
            if seals.is_all_sealed(store):
                return 0
        with self._database.transaction() as store:
            if not leader.is_current(store, epoch):
                return 0
            return seals.seal(store, self._key, now, _salt, AT_ONCE)


def _salt() -> str:
    return secrets.token_hex(_SALT_BYTES)
