"""Backups of the embedded database: consistent under load, checked, with a checksum beside them."""

import hashlib
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

_KEEP = 14
_NAME = re.compile(r"clearinghouse-\d{8}T\d{6}\.db")


class BackupError(Exception):
    """The backup can't be made or is not whole; the text says why."""


def back_up(
    database: Path,
    folder: Path,
    now: datetime,
    on_open: Callable[[sqlite3.Connection], None] = lambda _connection: None,
) -> tuple[Path, str]:
    """Write `clearinghouse-DATE.db` and its `.sha256`; return the file and its SHA-256.

    `on_open` is given the connection, on which `interrupt()` ends the work early.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"clearinghouse-{now:%Y%m%dT%H%M%S}.db"
    beside = target.with_suffix(".part")
    beside.unlink(missing_ok=True)
    beside.touch(mode=0o600)
    try:
        with closing(
            sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30, check_same_thread=False)
        ) as source:
            on_open(source)
            source.execute("VACUUM INTO ?", (str(beside),))
        check(beside)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    digest = _sha256(beside)
    beside.replace(target)
    target.with_suffix(".db.sha256").write_text(f"{digest}  {target.name}\n")
    return target, digest


def prune(folder: Path, now: datetime, keep_days: int) -> list[str]:
    """Delete what `back_up` wrote here and is too old, or more than fourteen; the names of what is gone.

    Nothing else in the folder is touched.
    """
    ours = sorted(file for file in folder.iterdir() if _NAME.fullmatch(file.name))
    oldest = f"clearinghouse-{now - timedelta(days=keep_days):%Y%m%dT%H%M%S}.db"
    gone = [file for file in ours if file.name < oldest or file not in ours[-_KEEP:]]
    for file in gone:
        file.unlink()
        file.with_suffix(".db.sha256").unlink(missing_ok=True)
    return [file.name for file in gone]


def check(file: Path) -> None:
    """Raise `BackupError` unless the file is a whole database of ours."""
    note = file.with_suffix(".db.sha256")
    if note.exists() and note.read_text().split()[:1] != [_sha256(file)]:
        raise BackupError(f"{file.name} is not what was backed up: its checksum differs")
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
            verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
            copy.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        raise BackupError(f"{file.name} is no backup of Clearinghouse: {error}") from None
    if verdict != "ok":
        raise BackupError(f"{file.name} is damaged: {verdict}")


def restore(file: Path, database: Path) -> None:
    """Put a checked backup in the place of the database, which must not be in use."""
    check(file)
    beside = database.with_name(database.name + ".restoring")
    beside.touch(mode=0o600)
    beside.write_bytes(file.read_bytes())
    for leftover in ("-wal", "-shm"):
        database.with_name(database.name + leftover).unlink(missing_ok=True)
    beside.replace(database)


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
