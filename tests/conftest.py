"""Fixtures of the whole suite."""

import os
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot import fastlane
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from tests.bot.sandbox.schema import Schema
from tests.support import postgres
from tests.support.running import TOKEN, Running, file_url, running_bot, utc_now


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("CLEARINGHOUSE_"):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def patience_for_alerts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine takes more than 300 ms for a turn now and then, and its alert would be left unsaid."""
    monkeypatch.setattr(fastlane, "_PATIENCE_SECONDS", 3.0)


@pytest.fixture
def world() -> Iterator[World]:
    """Telegram, as far as the bot can tell, which checks every call against the official schema."""
    world = World(token=TOKEN, now=utc_now, strict=Schema())
    yield world
    assert world.violations == []


@pytest.fixture
async def sandbox(world: World) -> AsyncIterator[Sandbox]:
    async with Sandbox(world) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with postgres.server() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, once embedded and once on a server."""
    if request.param == "sqlite":
        return file_url(tmp_path)
    return postgres.fresh_database(request.getfixturevalue("postgres_server"))


@pytest.fixture
async def bot(world: World, sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Running]:
    """A bot that is ready to answer, on the embedded database."""
    async with running_bot(world, sandbox, file_url(tmp_path)) as running:
        yield running


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
