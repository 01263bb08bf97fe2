"""How things stand, in figures: the same for the page and the command line."""

from datetime import datetime
from typing import Any

from storage import dues, errands, inbox, outbox
from storage.database import Database


def read_status(database: Database, now: datetime) -> dict[str, Any]:
    """`{now, inbox, outbox, due, errands}`; counts of rows by state."""
    with database.reading() as store:
        return {
            "now": now.isoformat(),
            "inbox": inbox.counts(store),
            "outbox": outbox.counts(store),
            "due": dues.count(store),
            "errands": errands.count_open(store),
        }
