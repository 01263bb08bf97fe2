"""The stock pattern in the same harness must fail: a harness that finds no losses there would prove nothing."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from tests.faults.controls import stock_bot
from tests.support.crowd import Crowd
from tests.support.program import Program, until
from tests.support.running import TOKEN, utc_now

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("kills-others")]
_KILLS = 8


@pytest.fixture
def world() -> World:
    """It lets malformed updates pass."""
    return World(token=TOKEN, now=utc_now)


@pytest.fixture
def stock(sandbox: Sandbox, tmp_path: Path) -> Iterator[Program]:
    with Program(tmp_path, {"api_url": sandbox.url}, (sys.executable, stock_bot.__file__)) as stock:
        yield stock


async def test_the_stock_bot_loses_updates_when_it_is_killed(world: World, stock: Program):
    crowd = Crowd(world, Random(1))
    people = asyncio.create_task(crowd.keeps_on())
    for _ in range(_KILLS):
        stock.start()
        await stock.ready()
        await asyncio.sleep(crowd.random.uniform(0.2, 0.8))
        stock.kill()
    people.cancel()
    with suppress(asyncio.CancelledError):
        await people
    await _drains(world, stock)
    lost = len(crowd.unanswered())
    print(f"\nstock: {_KILLS} kills, {lost} of {crowd.count} updates lost")
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


async def _drains(world: World, stock: Program) -> None:
    stock.start()
    await stock.ready()
    await until(lambda: not len(world.updates), 30, "the queue to be empty", stock)
    await asyncio.sleep(1)
    await stock.stop()
