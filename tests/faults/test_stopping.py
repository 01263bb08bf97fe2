"""SIGTERM: an end within five seconds, with the backlog kept for the next start."""

import time
from collections.abc import Callable

import pytest

from bot.sandbox.world import World
from tests.support.crowd import Crowd
from tests.support.judge import everything_is_done, nothing_is_lost
from tests.support.ledger import Ledger
from tests.support.program import Program, free_port, until

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("stopping")]
_BACKLOG = 200


@pytest.mark.parametrize("mode", ["polling", "webhook", "webhook, then polling"])
async def test_a_stop_amid_a_backlog_loses_nothing(
    crowd: Crowd, program: Program, ledger: Ledger, mode: str, tell: Callable[[str], None]
):
    if mode != "polling":
        port = free_port()
        program.settings |= {"http_port": port, "webhook_url": f"http://127.0.0.1:{port}/telegram"}
    program.start()
    await program.ready()
    for _ in range(_BACKLOG):
        crowd.types()
    await until(lambda: len(crowd.unanswered()) < _BACKLOG - 10, 10, "the first answers", program)
    began, left = time.monotonic(), len(crowd.unanswered())
    assert await program.stop() == 0
    took = time.monotonic() - began
    if mode == "webhook, then polling":
        del program.settings["webhook_url"]
    program.start()
    await program.ready()
    await everything_is_done(crowd, ledger, program)
    tell(f"{mode}: stopped after {took:.2f} s with {left} of {_BACKLOG} unanswered")
    assert took < 5
    nothing_is_lost(crowd, ledger)


async def test_a_stop_while_telegram_hangs_takes_no_longer(
    world: World, crowd: Crowd, program: Program, ledger: Ledger
):
    program.start()
    await program.ready()
    world.faults.add("sendMessage", delay=20, times=50)
    for _ in range(20):
        crowd.types()
    await until(lambda: ledger.under_way() > 0, 10, "messages to be under way", program)
    began = time.monotonic()
    assert await program.stop() == 0
    assert time.monotonic() - began < 5


async def test_a_stop_while_telegram_is_out_of_reach_takes_no_longer(program: Program):
    program.settings["api_url"] = f"http://127.0.0.1:{free_port()}"
    program.start()
    await until(lambda: "can't be reached" in program.complained, 10, "a word about it", program)
    assert await program.stop(5) == 0
