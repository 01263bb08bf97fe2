"""Whatever is wrong with what comes in, nobody is told how the program looks inside."""

from random import Random

import pytest

from bot.sandbox.world import World
from storage import inbox
from tests.support import fuzz
from tests.support.leaks import leaks
from tests.support.running import TOKEN, Running, utc_now

_UPDATES = 600


@pytest.fixture
def world() -> World:
    """It lets malformed updates pass."""
    return World(token=TOKEN, now=utc_now)


async def test_answers_to_broken_updates_tell_nothing_of_the_inside(bot: Running, world: World):
    random, usual = Random(27), fuzz.usual_updates(people=8)
    ada = world.phone("Ada", language_code="en")
    for _ in range(_UPDATES):
        fuzz.queue(world, fuzz.mutated(random, usual, world.updates.next_id))
    ada.sends("medical evacuation course")
    await ada.shows("Best for medical evacuation course", timeout=60)

    def is_done() -> bool:
        with bot.database.reading() as store:
            return inbox.counts(store)["new"] == 0

    await ada.until(is_done, timeout=60)
    assert leaks(world) == []
    assert len(world.calls.of("sendMessage")) > 10


async def test_a_bug_tells_a_reference_and_nothing_else(bot: Running, world: World, monkeypatch):
    def fails(*_args, **_kwargs):
        raise RuntimeError(f"SELECT name FROM people -- at /work/x.py with {TOKEN}")

    ada = world.phone("Ada", language_code="en")
    await ada.starts()
    monkeypatch.setattr("handlers.search.views.results", fails)
    ada.sends("police training")
    await ada.shows("Reference")
    assert leaks(world) == []
    with bot.database.reading() as store:
        assert TOKEN not in str(inbox.parked(store)[0].error)
