"""How things stand, in figures: the same for the page and the command line."""

from datetime import datetime
from typing import Any

from storage import dues, errands, inbox, outbox, seals
from storage.database import Database


def read_status(database: Database, now: datetime) -> dict[str, Any]:
    """`{now, inbox, outbox, due, errands, audit}`; counts by state, and the trail's head."""
    with database.reading() as store:
        head = seals.head(store)
        return {
            "now": now.isoformat(),
            "inbox": inbox.counts(store),
            "outbox": outbox.counts(store),
            "due": dues.count(store),
            "errands": errands.count_open(store),
            "audit": {
                "sealed": head.length,
                "unsealed": seals.tail(store).lines,
                "head": str(head) if head.length else "",
            },
        }
