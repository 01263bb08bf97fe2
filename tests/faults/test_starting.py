"""What `run` does when it can't begin: stay up and say so once, or end with one line and the right code."""

import asyncio
import socket
import time
from collections.abc import Callable
from pathlib import Path

import aiohttp
import pytest

from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from tests.support.crowd import Crowd
from tests.support.judge import everything_is_done, nothing_is_lost
from tests.support.ledger import Ledger
from tests.support.program import Program, free_port, until
from tests.support.running import TOKEN

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("kills-polling")]
Tell = Callable[[str], None]
_AWAY_SECONDS = 8
_SETTINGS, _UNAVAILABLE = 3, 4


async def test_telegram_out_of_reach_at_the_start_is_waited_for(world: World, program: Program, tell: Tell):
    telegram, http = free_port(), free_port()
    program.settings |= {"api_url": f"http://127.0.0.1:{telegram}", "http_port": http}
    program.start()
    await until(lambda: program.complained, 20, "a word about it", program)
    await asyncio.sleep(_AWAY_SECONDS)
    assert await _status(http, "readyz") == 503
    assert await _status(http, "healthz") == 200
    assert len(program.complained.splitlines()) == 1
    assert "can't be reached" in program.complained
    async with Sandbox(world, port=telegram):
        began = time.monotonic()
        await program.ready()
        answer = await world.phone("Ada").says("police training")
        tell(f"back after {_AWAY_SECONDS} s: answered {time.monotonic() - began:.2f} s later")
        assert "police training" in answer.text
        assert await _status(http, "readyz") == 200
        assert await program.stop() == 0


async def test_telegram_out_of_reach_for_a_while_delays_and_loses_nothing(
    world: World, sandbox: Sandbox, program: Program, crowd: Crowd, ledger: Ledger, tell: Tell
):
    program.settings["http_port"] = free_port()
    program.start()
    await program.ready()
    for _ in range(30):
        crowd.types()
    await until(lambda: ledger.states("outbox").get("waiting", 0) > 3, 10, "letters to wait", program)
    await sandbox.close()
    for _ in range(30):
        crowd.types()
    await asyncio.sleep(_AWAY_SECONDS)
    assert await _status(program.settings["http_port"], "readyz") == 503
    async with sandbox:
        took = await everything_is_done(crowd, ledger, program, 60)
        tell(f"away for {_AWAY_SECONDS} s: everything answered {took:.2f} s after the return")
        nothing_is_lost(crowd, ledger, may_be_doubled=len(crowd.phones))  # one was under way for each
        assert await program.stop() == 0


async def test_a_token_that_telegram_does_not_know_ends_it(program: Program):
    unknown = TOKEN.replace("A", "B")
    program.settings["bot_token"] = unknown
    program.start()
    assert await program.ends() == _SETTINGS
    assert "CLEARINGHOUSE_BOT_TOKEN" in program.complained
    assert len(program.complained.splitlines()) == 1
    assert unknown.partition(":")[2] not in program.complained + program.said


async def test_a_token_revoked_while_it_runs_ends_it(world: World, program: Program):
    program.start()
    await program.ready()
    world.token = TOKEN.replace("A", "C")
    world.phone("Ada").sends("police training")
    assert await program.ends() == _SETTINGS
    assert "CLEARINGHOUSE_BOT_TOKEN" in program.complained.splitlines()[-1]
    assert TOKEN.partition(":")[2] not in program.complained + program.said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("bot_token", ""),
        ("api_url", "http://telegram.example"),
        ("database_url", "postgresql://host:no-port/x"),
        ("http_port", "70000"),
        ("webhook_url", "ftp://127.0.0.1/"),
    ],
)
async def test_a_wrong_setting_ends_it_with_its_name(program: Program, name: str, value: str):
    program.settings[name] = value
    program.start()
    assert await program.ends() == _SETTINGS, program.complained
    assert len(program.complained.splitlines()) == 1, program.complained
    assert name.upper() in program.complained


async def test_a_port_in_use_ends_it(program: Program):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        program.settings["http_port"] = taken.getsockname()[1]
        program.start()
        assert await program.ends() == _UNAVAILABLE
    assert len(program.complained.splitlines()) == 1, program.complained
    assert "CLEARINGHOUSE_HTTP_PORT" in program.complained


async def test_a_second_one_on_the_same_file_ends(world: World, program: Program, tmp_path: Path):
    program.start()
    await program.ready()
    (tmp_path / "second").mkdir()
    with Program(tmp_path / "second", program.settings) as second:
        second.start()
        assert await second.ends() == _UNAVAILABLE
        assert len(second.complained.splitlines()) == 1, second.complained
    await world.phone("Ada").says("police training")
    assert await program.stop() == 0


async def test_a_database_server_that_is_not_there_ends_it(program: Program):
    program.settings["database_url"] = (
        f"postgresql://somebody:secret-word@127.0.0.1:{free_port()}/clearinghouse"
    )
    program.start()
    assert await program.ends() == _UNAVAILABLE
    assert len(program.complained.splitlines()) == 1, program.complained
    assert "secret-word" not in program.complained


async def _status(port: object, page: str) -> int:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/{page}") as answer:
        return answer.status
