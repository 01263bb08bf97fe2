"""A locked, full, failing or read-only database: nothing is lost, nothing stands still, and it says so."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import aiohttp
import pytest

from bot.sandbox.world import World
from tests.support import disk
from tests.support.crowd import Crowd
from tests.support.ledger import Ledger
from tests.support.program import BOT_WITHOUT_PRIVILEGES, Program, until

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("database-faults")]
_LOCKED_SECONDS = 10
_FULL_SECONDS = 4


async def test_a_foreign_lock_of_ten_seconds_loses_nothing(crowd: Crowd, program: Program, ledger: Ledger, tmp_path: Path):
    program.start()
    address = (await program.ready())["http"]
    people, health = asyncio.create_task(crowd.keeps_on()), asyncio.create_task(_longest_silence(address))
    await asyncio.sleep(0.5)
    lock = sqlite3.connect(tmp_path / "clearinghouse.db", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    await asyncio.sleep(_LOCKED_SECONDS)
    lock.execute("ROLLBACK")
    lock.close()
    people.cancel()
    took = await until(lambda: crowd.unanswered() == [], 20, "everything to be answered", program)
    health.cancel()
    silence, refusals = await health
    print(f"\nlocked for {_LOCKED_SECONDS} s: {crowd.count} updates, all answered {took:.2f} s later, health silent for {silence:.3f} s at most")
    assert silence < 1
    assert refusals == 0
    _nothing_is_lost(crowd, ledger)
    assert await program.stop() == 0


async def test_a_full_disk_loses_nothing(world: World, crowd: Crowd, program: Program, ledger: Ledger, tmp_path: Path):
    with disk.small_disk(tmp_path / "disk", 4) as place:
        if place is None:
            pytest.skip("only a superuser may mount a small disk; the next test does without")
        program.settings["database_url"] = f"sqlite:///{place}/clearinghouse.db"
        program.start()
        await program.ready()
        filler: list[Path] = []
        await _goes_on_without_room(
            world, crowd, program, ledger, lambda: filler.append(disk.fill(place)), lambda: filler[0].unlink()
        )
        assert "the disk is full" in program.complained
        assert await program.stop() == 0
        ledger.close()


async def test_a_disk_that_refuses_writes_loses_nothing(
    world: World, crowd: Crowd, program: Program, ledger: Ledger, tmp_path: Path
):
    program.start()
    await program.ready()
    files = [tmp_path / "clearinghouse.db", tmp_path / "clearinghouse.db-wal"]

    def refuse() -> None:
        disk.limit_files(program, max(file.stat().st_size for file in files))

    await _goes_on_without_room(world, crowd, program, ledger, refuse, lambda: disk.limit_files(program))
    assert await program.stop() == 0


@pytest.mark.parametrize("what", ["file", "folder"])
async def test_a_read_only_database_ends_it_with_one_line(program: Program, tmp_path: Path, what: str):
    folder = tmp_path / "data"
    program.settings["database_url"] = f"sqlite:///{folder}/clearinghouse.db"
    assert program.tool("migrate").returncode == 0
    (folder / "clearinghouse.db").chmod(0o444)
    folder.chmod(0o555 if what == "folder" else 0o755)
    program.command = BOT_WITHOUT_PRIVILEGES
    program.start()
    code = await program.ends()
    folder.chmod(0o755)
    assert (code, len(program.complained.splitlines())) == (4, 1), program.complained
    assert "clearinghouse.db" in program.complained


async def _goes_on_without_room(
    world: World,
    crowd: Crowd,
    program: Program,
    ledger: Ledger,
    take_room: Callable[[], None],
    give_room: Callable[[], None],
) -> None:
    people = asyncio.create_task(crowd.keeps_on())
    await asyncio.sleep(0.5)
    take_room()
    await until(lambda: len(world.updates) > 5, 30, "the disk to be full", program)
    await asyncio.sleep(_FULL_SECONDS)
    people.cancel()
    assert _neither_stored_nor_queued(world, crowd, ledger) == []
    queued = len(world.updates)
    give_room()
    took = await until(lambda: crowd.unanswered() == [], 20, "everything to be answered", program)
    print(f"\nno room for {_FULL_SECONDS} s: {crowd.count} updates, {queued} of them not acknowledged; all answered {took:.2f} s later")
    assert program.is_alive
    _nothing_is_lost(crowd, ledger)
    assert ledger.rows("PRAGMA integrity_check") == [("ok",)]


def _neither_stored_nor_queued(world: World, crowd: Crowd, ledger: Ledger) -> list[str]:
    """Texts that Telegram was told we have while we have them not."""
    known = [raw for (raw,) in ledger.rows("SELECT raw FROM inbox")]
    known += [str(entry.update) for entry in world.updates.waiting()]
    everything = "\n".join(known)
    return [tag for tags in crowd.typed.values() for tag in tags if tag not in everything]


def _nothing_is_lost(crowd: Crowd, ledger: Ledger) -> None:
    assert crowd.unanswered() == []
    assert crowd.out_of_order() == []
    assert crowd.doubled() == 0
    assert ledger.wrong_searches(crowd) == {}


async def _longest_silence(address: str) -> tuple[float, int]:
    """Ask for its health until cancelled: the longest time between two answers, and how many were not 200."""
    last, silence, refusals = time.monotonic(), 0.0, 0
    try:
        async with aiohttp.ClientSession() as session:
            while True:
                async with session.get(f"{address}/healthz") as answer:
                    refusals += answer.status != 200
                silence, last = max(silence, time.monotonic() - last), time.monotonic()
                await asyncio.sleep(0.05)
    except asyncio.CancelledError:
        return max(silence, time.monotonic() - last), refusals
