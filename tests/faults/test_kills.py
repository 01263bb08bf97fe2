"""`kill -9` at random instants: every update answered, every effect once, hardly a letter twice."""

import asyncio
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from random import Random
from statistics import median

import pytest

from bot.sandbox.world import World
from tests.support import postgres
from tests.support.crowd import Crowd
from tests.support.judge import everything_is_done, nothing_is_lost
from tests.support.ledger import Ledger
from tests.support.program import Program, free_port

pytestmark = pytest.mark.faults

# Read here: while a test runs, the settings of this machine are hidden from it.
KILLS = int(os.environ.get("CLEARINGHOUSE_TEST_KILLS", "50"))
SEED = int(os.environ.get("CLEARINGHOUSE_TEST_SEED", "0")) or time.time_ns() % 1_000_000
Tell = Callable[[str], None]

_BEFORE_READY = 0.25
_LONGEST_LIFE = 0.8
_USUAL_START = 1.5


@pytest.mark.xdist_group("kills-polling")
async def test_killed_while_polling(world: World, program: Program, ledger: Ledger, tell: Tell):
    tell(await _story(world, program, ledger, KILLS))


@pytest.mark.xdist_group("kills-others")
async def test_killed_behind_a_webhook(world: World, program: Program, ledger: Ledger, tell: Tell):
    port = free_port()
    program.settings |= {"http_port": port, "webhook_url": f"http://127.0.0.1:{port}/telegram"}
    tell(await _story(world, program, ledger, KILLS // 4))


@pytest.mark.postgres
@pytest.mark.xdist_group("kills-others")
async def test_killed_on_a_database_server(
    world: World, program: Program, ledger: Ledger, postgres_server: str, tell: Tell
):
    program.settings["database_url"] = postgres.fresh_database(postgres_server)
    tell(await _story(world, program, ledger, KILLS // 4))


async def _story(world: World, program: Program, ledger: Ledger, kills: int) -> str:
    """The figures of it."""
    sys.stdout.write(f"CLEARINGHOUSE_TEST_SEED={SEED}\n")
    crowd = Crowd(world, Random(SEED))
    program.start()
    await program.ready()
    await crowd.gets_cards()
    under_way, starts = await _kill_again_and_again(crowd, program, ledger, kills)
    await program.ready()
    # On a slow machine much waits after so many starts; all that counts is that it gets done.
    await everything_is_done(crowd, ledger, program, 300)
    assert await program.stop() == 0
    nothing_is_lost(crowd, ledger, may_be_doubled=under_way)
    return (
        f"{kills} kills (seed {SEED}), {crowd.count} updates, {under_way} new messages under way at kills, "
        f"{crowd.doubled()} doubled; ready after {median(starts):.2f} s (median), {max(starts):.2f} s (most)"
    )


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
