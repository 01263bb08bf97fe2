"""`clearinghouse doctor`: what is wrong, and how to mend it. One line a finding."""

import asyncio
import os
import re
import shutil
import sqlite3
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import metadata
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import InvalidToken, TelegramError

from bot.exits import Exit
from bot.settings import Settings, SettingsError, load_settings
from bot.transport import build_api
from bot.wallclock import WallClock
from storage.database import Database, explain
from storage.migrations import HEAD, revision

_FREE_SHARE = 0.1
_RULES_LIVE = timedelta(days=18 * 30)
_SAFE_SQLITE = (3, 51, 3)
Finding = tuple[Exit, str]


def examine() -> Iterator[Finding]:
    """Findings as (exit code, line)."""
    try:
        settings = load_settings()
    except SettingsError as error:
        yield Exit.SETTINGS, str(error)
        return
    yield from _environment()
    yield from _database(settings)
    yield from _clock(settings.clock)
    yield time_zones(datetime.now(UTC).date())
    yield from _telegram(settings)


def _clock(file: Path | None) -> Iterator[Finding]:
    if file is None:
        return
    unset = "for exercises and tests only: unset CLEARINGHOUSE_CLOCK in real service"
    yield Exit.REFUSED, f"the clock is set by a file, {file}: {unset}"
    try:
        now = WallClock(file).now()
    except (ValueError, OverflowError, OSError):
        yield (
            Exit.SETTINGS,
            f"{file} can't be read as a clock: it must hold an instant such as 2027-03-01T08:00:00Z",
        )
        return
    if file.exists():
        yield Exit.DONE, f"by that file it is {now:%Y-%m-%d %H:%M} UTC"
    else:
        yield Exit.SETTINGS, f"there is no file {file}: until it is written the machine's clock counts"


def time_zones(today: date) -> Finding:
    """How fresh the rules of the time zones are: governments change them a few times a year."""
    version, source = _rules()
    told = f"the rules of the time zones are of {version}, by {source}"
    if not re.fullmatch(r"\d{4}[a-z]", version):
        return Exit.DONE, told
    # 2026a comes in the first months of 2026, and the letters go on through the year.
    published = date(int(version[:4]), min(12, 1 + 2 * (ord(version[4]) - ord("a"))), 1)
    if today - published > _RULES_LIVE:
        # What is right for most states is no fault of this installation.
        return Exit.DONE, f"{told}: older than a year and a half, so update it when you can"
    return Exit.DONE, told


def _rules() -> tuple[str, str]:
    """The version of the rules that count, and whose they are: the system's files come first."""
    for folder in map(Path, zoneinfo.TZPATH):
        if (folder / "Etc" / "UTC").exists():
            rules = folder / "tzdata.zi"
            first = rules.read_text(encoding="utf-8").partition("\n")[0] if rules.exists() else ""
            return first.rpartition(" ")[2] or "an unknown version", f"the system's files in {folder}"
    year, _, number = metadata.version("tzdata").partition(".")  # 2026.2 is 2026b
    return f"{year}{chr(ord('a') - 1 + int(number))}", "the package tzdata"


def _environment() -> Iterator[Finding]:
    file = Path(".env")
    if file.exists() and file.stat().st_mode & 0o077:
        yield Exit.REFUSED, ".env can be read by others on this machine: chmod 600 .env"
    elif file.exists():
        yield Exit.DONE, ".env is readable by its owner alone"


def _database(settings: Settings) -> Iterator[Finding]:
    database = Database(settings.database_url)
    try:
        if database.path is not None and not database.path.exists():
            yield Exit.DONE, f"{database.path} will be made at the first start"
            return
        found = revision(database)
    except (SQLAlchemyError, OSError) as error:
        yield Exit.UNAVAILABLE, f"the database can't be used: {explain(error)}"
        return
    finally:
        database.close()
    if found == HEAD:
        yield Exit.DONE, f"the database answers, schema {found}"
    else:
        yield Exit.REFUSED, f"the schema is {found or 'empty'}, not {HEAD}: clearinghouse migrate"
    if database.path is not None:
        yield from _file(database.path)


def _file(path: Path) -> Iterator[Finding]:
    if path.stat().st_mode & 0o077:
        yield Exit.REFUSED, f"{path} can be read by others on this machine: chmod 600 {path}"
    if not os.access(path, os.W_OK):
        yield Exit.UNAVAILABLE, f"{path} is read-only: give this user the right to write it"
    usage = shutil.disk_usage(path.parent if str(path.parent) else ".")
    if usage.free < usage.total * _FREE_SHARE:
        yield Exit.REFUSED, f"the disk has {usage.free / usage.total:.0%} left: make room"
    if sqlite3.sqlite_version_info < _SAFE_SQLITE:
        yield (
            Exit.DONE,
            f"SQLite {sqlite3.sqlite_version}: older than 3.51.3, so one process only (a lock sees to it)",
        )
    else:
        yield Exit.DONE, f"SQLite {sqlite3.sqlite_version}"


def _telegram(settings: Settings) -> Iterator[Finding]:
    try:
        token = settings.token
    except SettingsError as error:
        yield Exit.SETTINGS, str(error)
        return
    yield asyncio.run(_ask(token, settings))


async def _ask(token: str, settings: Settings) -> Finding:
    api = build_api(token, settings.api_url, settings.api_file_url or "")
    try:
        async with api:
            return Exit.DONE, f"the Bot API at {settings.api_url} knows us as @{api.username}"
    except InvalidToken:
        return (
            Exit.SETTINGS,
            "Telegram does not know this CLEARINGHOUSE_BOT_TOKEN: copy it anew from @BotFather",
        )
    except TelegramError as error:
        return Exit.UNAVAILABLE, f"the Bot API at {settings.api_url} can't be reached: {error}"
