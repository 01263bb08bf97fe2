"""A world held against the official schema, served on real HTTP, and clients of two kinds."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from telegram import Bot

from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from tests.bot.sandbox.schema import Schema

MORNING = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


class Clock:
    """A time that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = MORNING

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **span: float) -> None:
        self.time += timedelta(**span)


class Client:
    """Plain HTTP; answers are (status, JSON)."""

    def __init__(self, session: aiohttp.ClientSession, root: str) -> None:
        self.session = session
        self.root = root

    async def call(self, method: str, **params: Any) -> tuple[int, Any]:
        async with self.session.post(f"{self.root}/{method}", json=params) as answer:
            return answer.status, await answer.json()

    async def ok(self, method: str, **params: Any) -> Any:
        """The result of a call that is not refused."""
        _, answer = await self.call(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **params: Any) -> str:
        """The description with which a call is refused."""
        status, answer = await self.call(method, **params)
        assert (status, answer["ok"]) == (answer["error_code"], False)
        return answer["description"]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(clock) -> Iterator[World]:
    """A strict world: the test fails when anything in it breaks the schema."""
    world = World(now=clock, strict=Schema())
    yield world
    assert world.violations == []


@pytest.fixture
def loose_world(clock) -> World:
    """For calls that are wrong on purpose."""
    return World(now=clock)


@pytest.fixture
async def sandbox(world) -> AsyncIterator[Sandbox]:
    async with Sandbox(world) as sandbox:
        yield sandbox


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def client(session, sandbox, world) -> Client:
    return Client(session, f"{sandbox.url}/bot{world.token}")


@pytest.fixture
async def loose(session, loose_world) -> AsyncIterator[Client]:
    """A client of a world that is not held against the schema."""
    async with Sandbox(loose_world) as sandbox:
        yield Client(session, f"{sandbox.url}/bot{loose_world.token}")


@pytest.fixture
async def bot(sandbox, world) -> AsyncIterator[Bot]:
    """The library's own client."""
    bot = Bot(world.token, base_url=f"{sandbox.url}/bot", base_file_url=f"{sandbox.url}/file/bot")
    async with bot:
        yield bot
