"""`kill -9` while the audit trail is being sealed: the chain has no gap and no fork, and goes on."""

import asyncio
from random import Random

import pytest

from knowledge.chain import verify
from storage import seals
from storage.database import Database
from storage.migrations import migrate
from tests.support import postgres
from tests.support.program import Program, until
from tests.support.running import make_settings, utc_now
from tests.support.trails import write

pytestmark = pytest.mark.faults

LINES = 20_000
KILLS = 8
KEYS = make_settings().audit_key_ring


async def test_killed_while_sealing(program: Program):
    await _story(program)


@pytest.mark.postgres
async def test_killed_while_sealing_on_a_database_server(program: Program, postgres_server: str):
    program.settings["database_url"] = postgres.fresh_database(postgres_server)
    await _story(program)


async def _story(program: Program) -> None:
    database, random = Database(str(program.settings["database_url"])), Random(1)
    migrate(database)
    with database.transaction() as store:
        write(store, utc_now(), LINES)
    lengths = []
    for _ in range(KILLS):
        before = _sealed(database)
        program.start()
        await until(lambda before=before: _sealed(database) > before, 30, "a line to be sealed", program)
        await asyncio.sleep(random.uniform(0, 0.05))
        program.kill()
        lengths.append(_verified(database))
    assert lengths == sorted(set(lengths)), "each life sealed some"
    assert lengths[0] < LINES, "the first one was killed in the middle"
    program.start()
    await until(lambda: _sealed(database) == LINES, 60, "all of it to be sealed", program)
    assert await program.stop() == 0
    assert _verified(database) == LINES
    database.close()


def _sealed(database: Database) -> int:
    with database.reading() as store:
        return seals.head(store).length


def _verified(database: Database) -> int:
    with database.reading() as store:
        report = verify(seals.chain(store), KEYS)
    assert report.wrong is None
    return report.head.length
