"""`clearinghouse demo`: the bot, a sandbox of Telegram and phones in the browser, on this machine alone."""

import asyncio
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from bot.exits import Exit, Unavailable
from bot.logs import set_up
from bot.running import prepare_database, run_until, stopping_on_signals
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from bot.settings import Settings
from bot.wallclock import WallClock
from knowledge.search import Finder

# Plainly no secret: it is only valid in the sandbox that this process runs itself.
_TOKEN = "1000001:exercise-token-of-the-local-sandbox"  # noqa: S105
_PEOPLE = (
    ("Amina", "Mosana", "fr"),
    ("Daniel", "Valmora", "en"),
    ("ليلى", "Qasrat", "ar"),
)


def run_demo(port: int) -> Exit:
    """Until Ctrl-C. Everything is forgotten afterwards."""
    set_up("WARNING")
    with tempfile.TemporaryDirectory(prefix="clearinghouse-demo-") as folder:
        asyncio.run(_run(Path(folder), port))
    return Exit.DONE


async def _run(folder: Path, port: int) -> None:
    stopping = stopping_on_signals()
    wall = WallClock(folder / "clock")
    wall.forward(timedelta())
    world = World(token=_TOKEN, now=wall.now)
    for first_name, last_name, language in _PEOPLE:
        world.person(first_name, last_name=last_name, language_code=language)

    def forward(seconds: float) -> None:
        wall.forward(timedelta(seconds=seconds))

    try:
        async with Sandbox(world, port=port, on_forward=forward) as sandbox:
            settings = demo_settings(folder, sandbox.url)
            await asyncio.to_thread(prepare_database, settings)
            finder = await asyncio.to_thread(Finder.shipped)
            await run_until(settings, finder, stopping, lambda _line: _invite(sandbox.url))
    except OSError as error:
        raise Unavailable(
            f"port {port} can't be used ({error.strerror}): add --port 0 for a free one"
        ) from None


def demo_settings(folder: Path, api_url: str) -> Settings:
    """Settings that point at the sandbox and at nothing else, whatever the environment says."""
    return Settings(
        _env_file=None,
        bot_token=_TOKEN,
        bot_username="clearinghouse_demo_bot",
        api_url=api_url,
        api_file_url=f"{api_url}/file",
        database_url=f"sqlite:///{folder}/demo.db",
        webhook_url=None,
        http_port=0,
        clock=folder / "clock",
        ready_file=None,
        backup_dir=None,
        operator="this exercise",
    )


def _invite(url: str) -> None:
    sys.stdout.write(f"\nThe phones are at  {url}/\nCtrl-C ends the exercise.\n")
    sys.stdout.flush()
