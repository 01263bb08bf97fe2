"""A day that passes in the exercise: everything comes at its hour, though nobody waits for it."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.exercise import opening
from bot.passing import Passing
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from knowledge.hours import Hours
from knowledge.rhythm import NO_CAP, Rhythm
from storage import dues
from tests.support.clocks import clock_at
from tests.support.posts import comes_in
from tests.support.running import file_url, running_bot

MONDAY = datetime(2027, 3, 1, 14, 0, tzinfo=UTC)  # 09:00 in New York
CHAD = Rhythm(Hours("Africa/Ndjamena"), NO_CAP)


async def test_a_day_passes_with_its_meeting_its_reminder_and_its_morning(
    world: World, sandbox: Sandbox, tmp_path: Path
):
    wall, moved = clock_at(tmp_path, MONDAY), []
    async with running_bot(world, sandbox, file_url(tmp_path), clock=wall.file) as bot:
        ruth, amina = world.phone("Ruth", language_code="en"), world.phone("Amina", language_code="en")
        await comes_in(bot, ruth, "org:EXS", "secretariat")
        await comes_in(bot, amina, "QM", "recipient", rhythm=CHAD)
        await ruth.says("/meetings")
        await ruth.taps("New meeting", change=True)
        for words in ("Police capacity, working level", "1 March 2027 13:30"):
            await ruth.says(words)
        await ruth.taps("Send", change=True)
        await amina.shows("Will you come?")
        passing = Passing(wall, bot.database, lambda: moved.append(wall.now()))
        began = time.monotonic()
        await passing.forward(timedelta(days=1))
        assert time.monotonic() - began < 15
        assert timedelta() <= wall.now() - MONDAY - timedelta(days=1) < timedelta(minutes=1)
        await amina.shows("A meeting begins in 60 minutes.")
        assert moved == sorted(moved)
        assert len(moved) > 2


async def test_too_many_instants_for_the_time_there_is_are_taken_together(
    world: World, sandbox: Sandbox, tmp_path: Path
):
    wall = clock_at(tmp_path, MONDAY)
    async with running_bot(world, sandbox, file_url(tmp_path), clock=wall.file) as bot:
        ada = world.phone("Ada", language_code="en")
        await ada.says("déminage")
        with bot.database.transaction() as store:
            for minute in range(300):
                due_at = MONDAY + timedelta(minutes=2 + 4 * minute)
                dues.add(store, f"rematch:{minute}", "rematch", due_at, "ex-none")
        began = time.monotonic()
        await Passing(wall, bot.database, lambda: None).forward(timedelta(days=1))
        assert time.monotonic() - began < 15
        with bot.database.reading() as store:
            assert [due for due in dues.due(store, wall.now()) if due.kind == "rematch"] == []


def test_the_exercise_begins_on_a_working_morning_of_new_york():
    friday_night = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
    assert opening(friday_night) == datetime(2026, 11, 27, 14, 0, tzinfo=UTC)
    assert opening(friday_night + timedelta(days=1)) == datetime(2026, 11, 30, 14, 0, tzinfo=UTC)
    assert opening(datetime(2027, 7, 1, 12, 0, tzinfo=UTC)) == datetime(2027, 7, 1, 13, 0, tzinfo=UTC)
