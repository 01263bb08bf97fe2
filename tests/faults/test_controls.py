"""The stock pattern must fail here: a harness that finds no losses there would prove nothing."""

import asyncio
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from tests.faults.controls import stock_bot
from tests.support.crowd import Crowd
from tests.support.disk import limit_files
from tests.support.program import Program, until
from tests.support.running import TOKEN, file_url, utc_now

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("kills-others")]
Tell = Callable[[str], None]
_KILLS = 8


@pytest.fixture
def world() -> World:
    """It lets malformed updates pass."""
    return World(token=TOKEN, now=utc_now)


@pytest.fixture
def stock(sandbox: Sandbox, tmp_path: Path) -> Iterator[Program]:
    with Program(tmp_path, {"api_url": sandbox.url}, (sys.executable, stock_bot.__file__)) as stock:
        yield stock


async def test_the_stock_bot_loses_updates_when_it_is_killed(crowd: Crowd, stock: Program, tell: Tell):
    people = asyncio.create_task(crowd.keeps_on())
    for _ in range(_KILLS):
        stock.start()
        await stock.ready()
        await asyncio.sleep(crowd.random.uniform(0.2, 0.8))
        stock.kill()
    people.cancel()
    stock.start()
    await stock.ready()
    lost = await _lost(crowd, stock)
    tell(f"stock: {_KILLS} kills, {lost} of {crowd.count} updates lost")
    assert lost >= 1


async def test_the_stock_bot_takes_too_long_to_stop(crowd: Crowd, stock: Program, tell: Tell):
    stock.start()
    await stock.ready()
    for _ in range(400):
        crowd.types()
    await until(lambda: crowd.answered > 10, 10, "the first answers", stock)
    with suppress(AssertionError):
        await stock.stop(5)
    assert stock.is_alive
    stock.kill()
    stock.start()
    await stock.ready()
    lost = await _lost(crowd, stock)
    tell(f"stock: killed 5 s after SIGTERM, {lost} of {crowd.count} updates lost")
    assert lost >= 1


async def test_the_stock_bot_never_gets_past_a_malformed_update(world: World, stock: Program):
    ada = world.phone("Ada")
    stock.start()
    await stock.ready()
    await ada.says("before")
    world.updates.add("message", {"message_id": 1, "date": "yesterday", "chat": {}}, lane="chat 1")
    ada.sends("after")
    await asyncio.sleep(3)
    assert "before" in ada.sees
    assert len(world.updates) == 2, "both wait for ever: the parser raises, so nothing is confirmed"


async def test_the_stock_bot_loses_updates_to_a_foreign_lock(crowd: Crowd, stock: Program, tmp_path: Path):
    stock.settings["database_url"] = file_url(tmp_path)
    stock.start()
    await stock.ready()
    lock = sqlite3.connect(tmp_path / "clearinghouse.db", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    crowd.types()
    await asyncio.sleep(6)
    lock.execute("ROLLBACK")
    lock.close()
    crowd.types()
    assert await _lost(crowd, stock) == 1


async def test_the_stock_bot_loses_updates_to_a_full_disk(crowd: Crowd, stock: Program, tmp_path: Path):
    stock.settings["database_url"] = file_url(tmp_path)
    stock.start()
    await stock.ready()
    limit_files(stock, 0)
    for _ in range(5):
        crowd.types()
    await asyncio.sleep(1)
    limit_files(stock)
    crowd.types()
    assert await _lost(crowd, stock) == 5


async def _lost(crowd: Crowd, stock: Program) -> int:
    """How many texts have no answer once nothing more comes."""
    await until(lambda: not len(crowd.world.updates), 30, "the queue to be empty", stock)
    with suppress(AssertionError):
        await until(lambda: crowd.unanswered() == [], 3, "every answer", stock)
    return len(crowd.unanswered())
