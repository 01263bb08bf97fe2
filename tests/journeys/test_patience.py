"""The day that those who are asked first have to themselves begins when one of them could read it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.sandbox.phone import Phone
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from bot.wallclock import WallClock
from knowledge.rhythm import FOR_GOOD, Rhythm
from tests.support.clocks import clock_at, comes_to
from tests.support.needs import Cast, a_cast, publishes
from tests.support.posts import comes_in, keeps
from tests.support.running import Running, file_url, running_bot

SATURDAY = datetime(2026, 11, 28, 15, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 12, 30, tzinfo=UTC)  # 07:30 in New York
A_DAY, A_MINUTE = timedelta(hours=24), timedelta(minutes=1)


class Stage(NamedTuple):
    """Everything reaches everybody at once at first; Dora is Italy's deputy, Dele is Chad's."""

    bot: Running
    wall: WallClock
    cast: Cast
    dora: Phone
    dele: Phone

    async def comes_to(self, at: datetime) -> None:
        """Let it be this instant, and all be done that is due by then."""
        await comes_to(self.bot.database, self.wall, at)


@pytest.fixture
async def stage(world: World, sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Stage]:
    wall = clock_at(tmp_path, SATURDAY)
    async with running_bot(world, sandbox, file_url(tmp_path), clock=wall.file) as bot:
        cast = await a_cast(bot, world)
        dora, dele = world.phone("Dora", language_code="en"), world.phone("Dele", language_code="en")
        await comes_in(bot, dora, "IT", "provider", rank="deputy")
        await comes_in(bot, dele, "TD", "recipient", rank="deputy")
        yield Stage(bot, wall, cast, dora, dele)


def reads(phone: Phone, words: str) -> bool:
    return any(words in message.text for message in phone.chat)


async def test_a_weekend_does_not_count_for_a_notice(stage: Stage):
    keeps(stage.bot, stage.cast.daniel, Rhythm())
    await publishes(stage.cast.amina)
    await stage.comes_to(SATURDAY + A_DAY + A_MINUTE)
    assert not reads(stage.dora, "Chad looks for help")
    await stage.comes_to(MONDAY + A_MINUTE)
    await stage.cast.daniel.shows("Chad looks for help")
    await stage.comes_to(MONDAY + A_DAY - A_MINUTE)
    assert not reads(stage.dora, "Chad looks for help")
    await stage.comes_to(MONDAY + A_DAY + 2 * A_MINUTE)
    await stage.dora.shows("You are asked as deputy of Italy: nobody has answered yet.")


async def test_nor_does_it_for_a_question(stage: Stage):
    await publishes(stage.cast.amina)
    await stage.cast.daniel.shows("Chad looks for help")
    keeps(stage.bot, stage.cast.amina, Rhythm())
    await stage.cast.daniel.taps("Ask a question", change=True)
    await stage.cast.daniel.says("How many speak French?")
    await stage.comes_to(SATURDAY + A_DAY + A_MINUTE)
    assert not reads(stage.dele, "asks about your need")
    await stage.comes_to(MONDAY + A_MINUTE)
    await stage.cast.amina.shows("Italy asks about your need")
    await stage.comes_to(MONDAY + A_DAY + 2 * A_MINUTE)
    await stage.dele.shows("Italy asks about your need")


@pytest.mark.parametrize(
    "rhythm",
    [
        Rhythm(muted=frozenset({"match"})),
        Rhythm(paused_until=FOR_GOOD),
        Rhythm(paused_until=SATURDAY + timedelta(days=9)),
    ],
    ids=["wants no needs", "has paused for good", "has paused for nine days"],
)
async def test_who_will_not_read_it_is_not_waited_for(stage: Stage, rhythm: Rhythm):
    keeps(stage.bot, stage.cast.daniel, rhythm)
    await publishes(stage.cast.amina)
    await stage.comes_to(SATURDAY + A_DAY + A_MINUTE)
    await stage.dora.shows("Chad looks for help")


async def test_what_came_in_a_card_with_others_was_read(stage: Stage):
    keeps(stage.bot, stage.cast.daniel, Rhythm())
    await publishes(stage.cast.amina)
    card = await publishes(stage.cast.amina, "engineering training in English before June")
    await stage.cast.amina.until(lambda: "Your need is published" in card.text)
    await stage.comes_to(MONDAY + A_MINUTE)
    await stage.cast.daniel.shows("New for you: 2")
    await stage.comes_to(MONDAY + A_DAY - A_MINUTE)
    assert not reads(stage.dora, "Chad looks for help")
    await stage.comes_to(MONDAY + A_DAY + 2 * A_MINUTE)
    await stage.dora.shows("Chad looks for help")
