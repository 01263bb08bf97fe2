"""What an emergency owes to whoever has to agree, and what its author's card says of those who are late."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.sandbox.phone import Phone
from bot.sandbox.server import Sandbox
from bot.sandbox.transcript import shown
from bot.sandbox.world import World
from knowledge.rhythm import FOR_GOOD
from tests.support.days import Days, days, living_in

# A Friday evening, 22:00 in New York: everybody sleeps or is off until Monday.
NIGHT = datetime(2027, 1, 16, 3, 0, tzinfo=UTC)
MONDAY = datetime(2027, 1, 18, 12, 30, 5, tzinfo=UTC)
NAME, TEXT = "Cyclone Freddy, Beira", "Airlift is needed today."
ASLEEP = living_in("America/New_York")
SECRETARIAT = ("org:EXS", "secretariat")


@pytest.fixture
async def at(world: World, sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Days]:
    async with days(world, sandbox, tmp_path, NIGHT) as at:
        yield at


async def writes(ruth: Phone) -> None:
    await ruth.says("/broadcast")
    await ruth.says(TEXT)


async def asks(ruth: Phone) -> None:
    await writes(ruth)
    await ruth.taps("It is an emergency", change=True)
    await ruth.says(NAME)
    await ruth.taps("Ask a colleague", change=True)


async def sends_a_usual_one(ruth: Phone) -> None:
    await writes(ruth)
    await ruth.taps("Send in 60 s", change=True)
    await ruth.taps("Send now", change=True)


async def test_who_is_alone_is_told_so_and_can_send_a_usual_message(at: Days):
    ruth = await at.comes("Ruth", SECRETARIAT, ASLEEP)
    await writes(ruth)
    refused = await ruth.taps("It is an emergency")
    assert "and there is none. You can send it as a usual message." in refused.alert
    assert ruth.buttons[0] == ["Send in 60 s"]


async def test_a_colleague_reads_who_asks(at: Days):
    ruth = await at.comes("Ruth", SECRETARIAT, ASLEEP)
    karim = await at.comes("Karim", SECRETARIAT, ASLEEP)
    await asks(ruth)
    assert "Ruth" in shown((await karim.shows(f"EMERGENCY: {NAME}")).text)


async def test_the_card_of_its_author_tells_when_the_last_have_it(at: Days):
    ruth = await at.comes("Ruth", SECRETARIAT, ASLEEP)
    await at.comes("Daniel", ("QX", "provider"), ASLEEP)
    await sends_a_usual_one(ruth)
    await ruth.shows("Waiting for their readers' hours, or for the end of a pause: ")
    await at.it_is(MONDAY)
    await at.it_is(MONDAY + timedelta(hours=2))
    await ruth.shows("Delivered: 2 · waiting: 0")


async def test_who_has_paused_everything_is_said_to_wait_for_the_end_of_a_pause(at: Days):
    ruth = await at.comes("Ruth", SECRETARIAT, ASLEEP)
    await at.comes("Omar", ("QR", "recipient"), living_in("Asia/Amman", paused_until=FOR_GOOD))
    await sends_a_usual_one(ruth)
    await at.it_is(MONDAY)
    await at.it_is(MONDAY + timedelta(hours=2))
    card = await ruth.shows("Delivered: 1 · waiting: 0")
    assert "or for the end of a pause: 1" in shown(card.text)
