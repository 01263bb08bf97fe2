"""The daily backup as an errand: made in a thread, noted on the audit trail."""

import asyncio
import sqlite3
from datetime import datetime
from pathlib import Path

from bot.backups import back_up, prune
from bot.errands import Conclude, Work
from bot.wallclock import WallClock
from storage import audit
from storage.database import Database, Store


def backup_errand(
    database: Database, folder: Path, clock: WallClock, keep_days: int
) -> tuple[Work, Conclude]:
    """The work and its conclusion, for a database that is a file."""
    path = database.path
    if path is None:
        raise ValueError("only the embedded database is backed up here")

    async def work(_args: dict[str, object]) -> dict[str, object]:
        now, opened = clock.now(), list[sqlite3.Connection]()
        try:
            file, digest = await asyncio.to_thread(back_up, path, folder, now, opened.append)
            gone = await asyncio.to_thread(prune, folder, now, keep_days)
        except asyncio.CancelledError:
            for connection in opened:
                connection.interrupt()  # the process stops; tomorrow, or the next start, makes another
            raise
        return {"file": file.name, "sha256": digest, "at": now.isoformat(), "deleted": gone}

    def conclude(store: Store, result: dict[str, object]) -> None:
        audit.record(
            store,
            datetime.fromisoformat(str(result["at"])),
            None,
            "backed up",
            str(result["file"]),
            after=result,
        )

    return work, conclude
