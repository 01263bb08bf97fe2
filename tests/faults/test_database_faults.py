"""A locked, full, failing or read-only database: nothing is lost, nothing stands still, and it says so."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import aiohttp
import pytest

from tests.support import disk
from tests.support.crowd import Crowd
from tests.support.judge import everything_is_done, nothing_is_lost
from tests.support.ledger import Ledger
from tests.support.program import BOT_WITHOUT_PRIVILEGES, Program, until

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("database-faults")]
Do = Callable[[], None]
Tell = Callable[[str], None]
_LOCKED_SECONDS = 10
_FULL_SECONDS = 4


async def test_a_foreign_lock_of_ten_seconds_loses_nothing(
    crowd: Crowd, program: Program, ledger: Ledger, tmp_path: Path, tell: Tell
):
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
    took = await everything_is_done(crowd, ledger, program)
    health.cancel()
    silence, refusals = await health
    tell(
        f"locked for {_LOCKED_SECONDS} s: {crowd.count} updates, all answered {took:.2f} s later, "
        f"health silent for {silence:.3f} s at most"
    )
    assert silence < 1
    assert refusals == 0
    nothing_is_lost(crowd, ledger)
    assert await program.stop() == 0


async def test_a_full_disk_loses_nothing(
    crowd: Crowd, program: Program, ledger: Ledger, tmp_path: Path, tell: Tell
):
    with disk.small_disk(tmp_path / "disk", 32) as place:
        if place is None:
            pytest.skip("only a superuser may mount a small disk; the next test does without")
        program.settings["database_url"] = f"sqlite:///{place}/clearinghouse.db"
        program.start()
        await program.ready()
        filler = place / "filler"
        tell(await _goes_on(crowd, program, ledger, lambda: disk.fill(filler), filler.unlink))
        assert "the disk is full" in program.complained
        assert await program.stop() == 0
        ledger.close()


async def test_a_disk_that_refuses_writes_loses_nothing(
    crowd: Crowd, program: Program, ledger: Ledger, tmp_path: Path, tell: Tell
):
    program.start()
    await program.ready()
    files = [tmp_path / "clearinghouse.db", tmp_path / "clearinghouse.db-wal"]

    def refuse() -> None:
        disk.limit_files(program, max(file.stat().st_size for file in files))

    tell(await _goes_on(crowd, program, ledger, refuse, lambda: disk.limit_files(program)))
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


async def _goes_on(crowd: Crowd, program: Program, ledger: Ledger, take_room: Do, give_room: Do) -> str:
    """Run out of room for a while; the figures of it."""
    people = asyncio.create_task(crowd.keeps_on())
    await asyncio.sleep(0.5)
    assert ledger.states("inbox") != {}  # opened while there is room for what SQLite keeps beside the file
    take_room()
    await until(lambda: len(crowd.world.updates) > 5, 30, "the disk to be full", program)
    await asyncio.sleep(_FULL_SECONDS)
    people.cancel()
    assert _neither_stored_nor_queued(crowd, ledger) == []
    queued = len(crowd.world.updates)
    give_room()
    took = await everything_is_done(crowd, ledger, program)
    assert program.is_alive
    nothing_is_lost(crowd, ledger)
    assert ledger.rows("PRAGMA integrity_check") == [("ok",)]
    return (
        f"no room for {_FULL_SECONDS} s: {crowd.count} updates, {queued} of them not acknowledged, "
        f"all answered {took:.2f} s later"
    )


def _neither_stored_nor_queued(crowd: Crowd, ledger: Ledger) -> list[str]:
    """Texts that Telegram was told we have while we have them not."""
    known = [raw for (raw,) in ledger.rows("SELECT raw FROM inbox")]
    known += [str(entry.update) for entry in crowd.world.updates.waiting()]
    everything = "\n".join(known)
    return [tag for tags in crowd.typed.values() for tag in tags if tag not in everything]


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
