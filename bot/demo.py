"""`clearinghouse demo`: the bot, a sandbox of Telegram and phones in the browser, on this machine alone."""

import asyncio
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from bot import exercise, exercise_story
from bot.exits import Exit, Unavailable
from bot.logs import set_up
from bot.passing import Passing
from bot.running import prepare_database, run_until, stopping_on_signals
from bot.sandbox.phone import Phone
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from bot.settings import Settings
from bot.wallclock import WallClock
from knowledge.search import Finder
from storage.database import Database

# Plainly no secret: it is only valid in the sandbox that this process runs itself.
_TOKEN = "1000001:exercise-token-of-the-local-sandbox"  # noqa: S105


def run_demo(port: int) -> Exit:
    """Until Ctrl-C. Everything is forgotten afterwards."""
    set_up("WARNING")
    with tempfile.TemporaryDirectory(prefix="clearinghouse-demo-") as folder:
        asyncio.run(_run(Path(folder), port))
    return Exit.DONE


async def _run(folder: Path, port: int) -> None:
    wall = WallClock(folder / "clock")
    wall.forward(exercise.opening(wall.now()) - wall.now())
    world = World(token=_TOKEN, now=wall.now)
    ready, database = asyncio.Event(), Database(_database_url(folder))
    passing = Passing(wall, database, lambda: world.events.emit("clock", now=wall.now().isoformat()))

    async def forward(seconds: float) -> None:
        await ready.wait()
        await passing.forward(timedelta(seconds=seconds))

    try:
        async with Sandbox(world, port=port, on_forward=forward) as sandbox:
            await _play(demo_settings(folder, sandbox.url), wall, world, ready)
    except OSError as error:
        raise Unavailable(
            f"port {port} can't be used ({error.strerror}): add --port 0 for a free one"
        ) from None
    finally:
        database.close()


async def _play(settings: Settings, wall: WallClock, world: World, ready: asyncio.Event) -> None:
    """The bot runs until Ctrl-C; the exercise begins as soon as it is `ready`."""
    stopping, phones = stopping_on_signals(), exercise.phones(world)
    codes = await asyncio.to_thread(_prepare, settings, wall)
    opening = asyncio.create_task(_open(ready, phones, codes, wall.now, settings.api_url))
    opening.add_done_callback(
        lambda done: stopping.set() if not done.cancelled() and done.exception() else None
    )
    finder = await asyncio.to_thread(Finder.shipped)
    await run_until(settings, finder, stopping, lambda _line: ready.set())
    opening.cancel()
    with suppress(asyncio.CancelledError):
        await opening


def _database_url(folder: Path) -> str:
    return f"sqlite:///{folder}/demo.db"


def demo_settings(folder: Path, api_url: str) -> Settings:
    """Settings that point at the sandbox and at nothing else, whatever the environment says."""
    return Settings(
        _env_file=None,
        bot_token=_TOKEN,
        bot_username="clearinghouse_demo_bot",
        api_url=api_url,
        api_file_url=f"{api_url}/file",
        database_url=_database_url(folder),
        webhook_url=None,
        http_port=0,
        clock=folder / "clock",
        ready_file=None,
        backup_dir=None,
        flood_limit=0,
        operator="this exercise",
    )


def _prepare(settings: Settings, wall: WallClock) -> dict[str, str]:
    """The database with the exercise's programmes, and the invitations of its people."""
    prepare_database(settings)
    database = Database(settings.database_url)
    try:
        exercise.bring_programmes(database, wall.now())
        return exercise.invitations(database, wall.now())
    finally:
        database.close()


async def _open(
    ready: asyncio.Event,
    phones: dict[str, Phone],
    codes: dict[str, str],
    now: Callable[[], datetime],
    url: str,
) -> None:
    """As soon as the bot answers: everybody comes in and does their part, then the visitor is told where."""
    await ready.wait()
    await exercise.come_in(phones, codes)
    await exercise_story.happen(phones, now())
    sys.stdout.write(f"\nThe phones are at  {url}/\nCtrl-C ends the exercise.\n")
    sys.stdout.flush()
