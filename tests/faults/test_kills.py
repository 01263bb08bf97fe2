"""`kill -9` at random instants: every update answered, every effect once, at most one doubled letter per send."""

import asyncio
import os
import time
from contextlib import suppress
from random import Random

import pytest

from bot.sandbox.world import World
from tests.support import postgres
from tests.support.crowd import Crowd
from tests.support.ledger import Ledger
from tests.support.program import Program, free_port, until

pytestmark = pytest.mark.faults

# Read here: while a test runs, the settings of this machine are hidden from it.
KILLS = int(os.environ.get("CLEARINGHOUSE_TEST_KILLS", "100"))
SEED = int(os.environ.get("CLEARINGHOUSE_TEST_SEED", "0")) or time.time_ns() % 1_000_000
_BEFORE_READY = 0.25
_LONGEST_LIFE = 0.8
_USUAL_START = 1.5


@pytest.mark.xdist_group("kills-polling")
async def test_killed_while_polling(world: World, program: Program, ledger: Ledger):
    await _story(world, program, ledger, KILLS)


@pytest.mark.xdist_group("kills-others")
async def test_killed_behind_a_webhook(world: World, program: Program, ledger: Ledger):
    port = free_port()
    program.settings |= {"http_port": port, "webhook_url": f"http://127.0.0.1:{port}/telegram"}
    await _story(world, program, ledger, KILLS // 4)


@pytest.mark.postgres
@pytest.mark.xdist_group("kills-others")
async def test_killed_on_a_database_server(world: World, program: Program, ledger: Ledger, postgres_server: str):
    program.settings["database_url"] = postgres.fresh_database(postgres_server)
    await _story(world, program, ledger, KILLS // 4)


async def _story(world: World, program: Program, ledger: Ledger, kills: int) -> None:
    crowd = Crowd(world, Random(SEED))
    program.start()
    await program.ready()
    await crowd.gets_cards()
    under_way, starts = await _kill_again_and_again(crowd, program, ledger, kills)
    await program.ready()
    await until(lambda: not len(world.updates) and ledger.is_quiet(), 60, "the rest to be answered", program)
    assert await program.stop() == 0
    starts.sort()
    print(
        f"\n{kills} kills (seed {SEED}), {crowd.count} updates, {under_way} new messages under way at kills, "
        f"{crowd.doubled()} doubled; ready after {starts[len(starts) // 2]:.2f} s (median), {starts[-1]:.2f} s (most)"
    )
    _judge(crowd, ledger, under_way)


async def _kill_again_and_again(
    crowd: Crowd, program: Program, ledger: Ledger, kills: int
) -> tuple[int, list[float]]:
    """The new messages that were under way at the kills, and the seconds that starts took."""
    under_way, starts = 0, []
    people = asyncio.create_task(crowd.keeps_on())
    for _ in range(kills):
        if crowd.random.random() < _BEFORE_READY:
            await asyncio.sleep(crowd.random.uniform(0, _USUAL_START))
        else:
            await program.ready()
            starts.append(time.monotonic() - program.began)
            await asyncio.sleep(crowd.random.uniform(0, _LONGEST_LIFE))
        program.kill()
        under_way += ledger.under_way()
        program.start()
    people.cancel()
    with suppress(asyncio.CancelledError):
        await people
    return under_way, starts


def _judge(crowd: Crowd, ledger: Ledger, under_way: int) -> None:
    assert crowd.unanswered() == []
    assert crowd.out_of_order() == []
    assert crowd.stale_cards() == []
    assert crowd.doubled() <= under_way
    assert ledger.wrong_searches(crowd) == {}
    assert ledger.wrong_choices(crowd) == []
    assert set(ledger.states("inbox")) == {"done"}
    assert set(ledger.states("outbox")) <= {"sent", "dropped"}
