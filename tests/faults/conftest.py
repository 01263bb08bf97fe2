"""What the fault tests share: the bot as a process against the sandbox, and its rows."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from tests.support.crowd import Crowd
from tests.support.ledger import Ledger
from tests.support.program import Program
from tests.support.running import file_url


@pytest.fixture
def program(world: World, sandbox: Sandbox, tmp_path: Path) -> Iterator[Program]:
    """Not yet started; on the embedded database."""
    world.webhook.first_pause, world.webhook.longest_pause = 0.05, 0.2
    with Program(tmp_path, {"api_url": sandbox.url, "database_url": file_url(tmp_path)}) as program:
        yield program


@pytest.fixture
def ledger(program: Program) -> Iterator[Ledger]:
    """Opens the database that the program is told of when it is first asked."""
    ledger = Ledger(program)
    yield ledger
    ledger.close()


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Say a figure: kept with the test's result, and shown by `pytest -s`."""

    def tell(figure: str) -> None:
        record_property("figure", figure)
        sys.stdout.write(f"\n{figure}\n")

    return tell


@pytest.fixture
def crowd(world: World) -> Crowd:
    return Crowd(world, Random(1), per_second=10)
