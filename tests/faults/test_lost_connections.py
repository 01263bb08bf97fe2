"""A database server that cuts its connections, as it does when it restarts: nothing is lost or doubled."""

import asyncio
from collections.abc import Callable

import psycopg
import pytest

from tests.support import postgres
from tests.support.crowd import Crowd
from tests.support.judge import everything_is_done, nothing_is_lost
from tests.support.ledger import Ledger
from tests.support.program import Program

pytestmark = [pytest.mark.faults, pytest.mark.postgres, pytest.mark.xdist_group("kills-others")]
_CUTS = 12
_CUT_ALL = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


async def test_cut_connections_lose_nothing(
    crowd: Crowd, program: Program, ledger: Ledger, postgres_server: str, tell: Callable[[str], None]
):
    program.settings["database_url"] = url = postgres.fresh_database(postgres_server)
    program.start()
    await program.ready()
    crowd.per_second = 30
    people, cut = asyncio.create_task(crowd.keeps_on()), 0
    for _ in range(_CUTS):
        await asyncio.sleep(crowd.random.uniform(0.1, 0.9))
        with psycopg.connect(url, autocommit=True) as connection:
            cut += connection.execute(_CUT_ALL).fetchone()[0]
    people.cancel()
    took = await everything_is_done(crowd, ledger, program)
    tell(f"{cut} connections cut in {_CUTS} blows: {crowd.count} updates, all answered {took:.2f} s later")
    assert program.is_alive
    nothing_is_lost(crowd, ledger)
    assert await program.stop() == 0
