"""Two processes on one database server: one leads, the other stores what comes and takes over."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import aiohttp
import pytest

from bot.sandbox.server import Sandbox
from bot.sandbox.webhook import SECRET_HEADER
from bot.sandbox.world import World
from tests.support import postgres
from tests.support.crowd import Crowd
from tests.support.judge import everything_is_done, nothing_is_lost
from tests.support.ledger import Ledger
from tests.support.program import Program, free_port, until

pytestmark = [pytest.mark.faults, pytest.mark.postgres, pytest.mark.xdist_group("kills-others")]
_SECRET = "a-secret-of-both"
_TAKEOVERS = 4


@pytest.fixture
def pair(sandbox: Sandbox, tmp_path: Path, postgres_server: str) -> Iterator[list[Program]]:
    """Two that share a database; each is posted to at its own address, as behind a balancer."""
    shared = {
        "api_url": sandbox.url,
        "database_url": postgres.fresh_database(postgres_server),
        "webhook_secret": _SECRET,
        "webhook_url": "http://127.0.0.1:9/telegram",
    }
    programs = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        programs.append(Program(folder, shared | {"http_port": free_port()}))
    with programs[0], programs[1]:
        yield programs


@pytest.fixture
def ledger(pair: list[Program]) -> Iterator[Ledger]:
    ledger = Ledger(pair[0])
    yield ledger
    ledger.close()


async def test_what_the_standby_stores_the_leader_answers(world: World, pair: list[Program]):
    leader, standby = pair
    await _start(pair)
    ada = world.phone("Ada", language_code="en")
    async with Balancer(world, [standby]):
        answer = await ada.says("police training", timeout=10)
    assert "police training" in answer.text
    assert "sendMessage" not in standby.complained
    assert [await each.stop() for each in (standby, leader)] == [0, 0]


async def test_updates_that_come_in_by_both_doors_are_answered_in_order(
    world: World, pair: list[Program], ledger: Ledger
):
    crowd = Crowd(world, Random(7), per_second=40)
    await _start(pair)
    async with Balancer(world, pair):
        await _types_for(crowd, 3)
        await everything_is_done(crowd, ledger, pair[0])
    nothing_is_lost(crowd, ledger)


async def test_a_killed_leader_is_followed_within_seconds(
    world: World, pair: list[Program], ledger: Ledger, tell: Callable[[str], None]
):
    crowd = Crowd(world, Random(8), per_second=30)
    await _start(pair)
    under_way, gaps = 0, []
    async with Balancer(world, pair):
        for turn in range(_TAKEOVERS):
            leader, standby = pair[turn % 2], pair[(turn + 1) % 2]
            await _types_for(crowd, crowd.random.uniform(0.5, 1))
            leader.kill()
            under_way += ledger.under_way()
            gaps.append(await _seconds_to_next_answer(crowd, standby))
            leader.start()
            await leader.ready()
        await everything_is_done(crowd, ledger, standby)
    tell(
        f"{_TAKEOVERS} leaders killed: answers went on after {', '.join(f'{gap:.2f}' for gap in gaps)} s; "
        f"{crowd.count} updates, {under_way} new messages under way, {crowd.doubled()} doubled"
    )
    nothing_is_lost(crowd, ledger, may_be_doubled=under_way)


class Balancer:
    """Brings every update to one of the running processes, and to the next one when that fails."""

    def __init__(self, world: World, programs: list[Program]) -> None:
        self.world, self.programs = world, programs

    async def __aenter__(self) -> None:
        self.session = aiohttp.ClientSession()
        self.world.webhook.unset()
        self.task = asyncio.create_task(self._deliver())

    async def __aexit__(self, *_error: object) -> None:
        self.task.cancel()
        with suppress(asyncio.CancelledError):
            await self.task
        await self.session.close()

    async def _deliver(self) -> None:
        turn = 0
        while True:
            for entry in self.world.updates.waiting():
                while not await self._posted(self.programs[turn % len(self.programs)], entry.update):
                    turn += 1
                    await asyncio.sleep(0.02)
                self.world.updates.finish(entry)
                turn += 1
            await asyncio.sleep(0.01)

    async def _posted(self, program: Program, update: dict) -> bool:
        url = f"http://127.0.0.1:{program.settings['http_port']}/telegram"
        try:
            async with self.session.post(url, json=update, headers={SECRET_HEADER: _SECRET}) as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False


async def _start(pair: list[Program]) -> None:
    """The first of them leads."""
    for program in pair:
        program.start()
        await program.ready()


async def _types_for(crowd: Crowd, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(crowd.keeps_on(), seconds)


async def _seconds_to_next_answer(crowd: Crowd, standby: Program) -> float:
    answered, people = crowd.answered, asyncio.create_task(crowd.keeps_on())
    took = await until(lambda: crowd.answered > answered, 20, "an answer", standby)
    people.cancel()
    return took
