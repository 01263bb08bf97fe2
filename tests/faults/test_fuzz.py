"""One bad update stops nobody: ten thousand broken ones, and the next good one is answered at once."""

import time
from collections.abc import Callable
from random import Random
from statistics import median

import pytest

from bot.sandbox.phone import Phone
from bot.sandbox.world import World
from tests.support import fuzz
from tests.support.leaks import leaks
from tests.support.ledger import Ledger
from tests.support.program import Program, until
from tests.support.running import TOKEN, utc_now

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("fuzz")]
_UPDATES = 10_000
_BETWEEN_GOOD_ONES = 500
_AT_ONCE = 50
_SEED = 20_260


@pytest.fixture
def world() -> World:
    """It lets malformed updates pass."""
    return World(token=TOKEN, now=utc_now)


async def test_ten_thousand_broken_updates_stop_nobody(
    world: World, program: Program, ledger: Ledger, tell: Callable[[str], None]
):
    program.start()
    await program.ready()
    ada, took = world.phone("Ada", language_code="en"), []
    for part in range(_UPDATES // _BETWEEN_GOOD_ONES):
        await _broken_ones(world, program, ledger, Random(f"{_SEED} {part}"))
        took.append(await _answer_to_good_one(ada, f"q{part}x"))
    await until(lambda: "new" not in ledger.states("inbox"), 60, "every update to be done or parked", program)
    states = ledger.states("inbox")
    tell(
        f"{_UPDATES} broken updates: {states}; "
        f"a good one answered after {median(took):.2f} s (median), {max(took):.2f} s (most)"
    )
    assert max(took) < 5
    assert states["parked"] > 1_000
    assert leaks(world) == [], "no answer tells how the program looks inside"
    assert len(program.tool("parked").stdout.splitlines()) == states["parked"]
    assert await program.stop() == 0


async def _broken_ones(world: World, program: Program, ledger: Ledger, random: Random) -> None:
    """As fast as they are handled, and no faster: what waits in the end is the last handful."""
    usual = fuzz.usual_updates()

    def are_handled() -> bool:
        # The last one may have no number to confirm it by, and stay in the queue until another comes.
        return len(world.updates) < _AT_ONCE and ledger.states("inbox").get("new", 0) < _AT_ONCE

    for _ in range(_BETWEEN_GOOD_ONES // _AT_ONCE):
        for _ in range(_AT_ONCE):
            fuzz.queue(world, fuzz.mutated(random, usual, world.updates.next_id))
        await until(are_handled, 30, "broken updates to be handled", program)


async def _answer_to_good_one(ada: Phone, tag: str) -> float:
    """Seconds until a good text was answered that came right behind the broken ones."""
    began = time.monotonic()
    ada.sends(f"{tag} police training")
    await ada.shows(tag, timeout=30)
    return time.monotonic() - began
