"""`clearinghouse run`: from settings to a running bot, and back to an exit code."""

import asyncio
import gc
import os
import signal
from collections.abc import Callable
from functools import partial

from telegram.error import InvalidToken

from bot.app import wire
from bot.exits import Exit, Unavailable
from bot.lifecycle import Lifecycle
from bot.settings import Settings, SettingsError
from handlers.kit.turn import World
from knowledge.programmes import shipped_programmes
from knowledge.search import Finder
from storage import programmes
from storage.catalogue import Catalogue
from storage.database import Database
from storage.migrations import HEAD, migrate, revision


def run_bot(settings: Settings, finder: Finder) -> Exit:
    """Until SIGTERM or Ctrl-C."""
    _apart(partial(prepare_database, settings))
    prepare_database(settings)
    asyncio.run(_run(settings, finder))
    return Exit.DONE


def _apart(work: Callable[[], None]) -> None:
    """Do something in a child: what it loads (Alembic: nine megabytes) goes with it.

    Nothing is told of its failure: the parent does the same again, and finds nothing or the reason.
    """
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        work()
    finally:
        os._exit(0)


async def _run(settings: Settings, finder: Finder) -> None:
    await run_until(settings, finder, stopping_on_signals())


def stopping_on_signals() -> asyncio.Event:
    """Set by SIGTERM and Ctrl-C."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    return stopping


async def run_until(
    settings: Settings,
    finder: Finder,
    stopping: asyncio.Event,
    announce: Callable[[dict[str, object]], None] | None = None,
) -> None:
    """Run the bot in this loop until `stopping` is set."""
    world = World(Catalogue(finder), settings.operator, settings.retention)
    # Before updates are taken: a first question that takes long is a turn in which a process is likely to
    # be ended, and a row whose turn was cut short again and again is put aside as deadly.
    finder.get_ready()
    # The catalogue lives as long as the process: the collector need not walk through it again.
    gc.collect()
    gc.freeze()
    try:
        await Lifecycle(wire(settings, world), announce=announce).run(stopping)
    except InvalidToken:
        raise SettingsError(
            "Telegram no longer accepts CLEARINGHOUSE_BOT_TOKEN: copy it anew from @BotFather"
        ) from None


def prepare_database(settings: Settings) -> None:
    """Bring the embedded database, and an empty one anywhere, to the newest schema and catalogue."""
    database = Database(settings.database_url)
    try:
        found = revision(database)
        if found != HEAD:
            if found is not None and not database.is_sqlite:
                raise Unavailable(
                    f"the database's schema is {found}, not {HEAD}: run `clearinghouse migrate` first"
                )
            migrate(database)
        ship(database)
    finally:
        database.close()


def ship(database: Database) -> None:
    """Bring the shipped catalogue into the rows; nothing is written where it is there already."""
    with database.reading() as store:
        if programmes.is_shipped(store, shipped_programmes()):
            return
    with database.transaction() as store:
        programmes.ship(store, shipped_programmes())
