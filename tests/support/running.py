"""The bot, running in the test's own loop against a sandbox over real HTTP."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bot.running import prepare_database, run_until
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from bot.settings import Settings
from knowledge.programmes import shipped_programmes
from knowledge.search import Finder
from storage import programmes
from storage.database import Database

TOKEN = "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"  # of the sandbox alone


@dataclass
class Running:
    world: World
    settings: Settings
    database: Database
    http: str
    stopping: asyncio.Event


@cache
def finder() -> Finder:
    """The shipped catalogue, built once for all tests of a process."""
    return Finder.shipped()


def as_shipped(database: Database) -> None:
    """Undo in the shared finder what this database's catalogue has changed in it."""
    known = {programme.id: programme for programme in shipped_programmes()}
    with database.reading() as store:
        found = programmes.every(store, utc_now().date())
    for entry in found:
        if entry.change and entry.programme.id not in known:
            finder().remove(entry.programme.id)
    for programme in known.values():
        if finder().programme(programme.id) is not programme:
            finder().add(programme)


def utc_now() -> datetime:
    return datetime.now(UTC)


def make_settings(**overrides) -> Settings:
    defaults = {"bot_token": TOKEN, "http_port": 0, "flood_limit": 0, "operator": "the exercise staff"}
    return Settings(_env_file=None, **(defaults | overrides))


@asynccontextmanager
async def running_bot(world: World, sandbox: Sandbox, url: str, **overrides) -> AsyncIterator[Running]:
    """A bot that is ready; on leaving it is stopped as by SIGTERM."""
    settings = make_settings(api_url=sandbox.url, database_url=url, **overrides)
    await asyncio.to_thread(prepare_database, settings)
    stopping, ready = asyncio.Event(), asyncio.get_running_loop().create_future()
    run = asyncio.create_task(
        run_until(settings, finder(), stopping, lambda line: ready.set_result(line["http"]))
    )
    await asyncio.wait({ready, run}, return_when=asyncio.FIRST_COMPLETED)
    if run.done():
        run.result()
    database = Database(url)
    try:
        yield Running(world, settings, database, ready.result(), stopping)
    finally:
        stopping.set()
        await run
        as_shipped(database)
        database.close()


def file_url(folder: Path) -> str:
    return f"sqlite:///{folder}/clearinghouse.db"
