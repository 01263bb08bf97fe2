"""An update that ends the process each time it is handled does so a few times, not for ever."""

import sys

import pytest

from bot.sandbox.world import World
from tests.support.ledger import Ledger
from tests.support.program import Program, until

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("database-faults")]
_MOST_STARTS = 8
# The bot with a bug that takes the whole process along, as one in a C library would.
_BOT_THAT_DIES_OF_A_WORD = """
import os
from bot.__main__ import main
from handlers.search import views

results = views.results
views.results = lambda t, finder, answer, *rest: (
    os._exit(139) if "deadly" in answer.query else results(t, finder, answer, *rest)
)
raise SystemExit(main(["run"]))
"""


async def test_a_deadly_update_is_parked_and_the_others_are_answered(
    world: World, program: Program, ledger: Ledger
):
    ada, ben = world.phone("Ada", language_code="en"), world.phone("Ben", language_code="en")
    program.command = (sys.executable, "-c", _BOT_THAT_DIES_OF_A_WORD)
    program.start()
    await program.ready()
    await ada.starts()
    ada.sends("deadly training")
    ada.sends("medical evacuation")
    ben.sends("police training")
    starts = await _starts_until(program, lambda: "parked" in ledger.states("inbox"))
    await ada.shows("medical evacuation", timeout=10)
    await ada.shows("Reference", timeout=10)
    await ben.shows("police training", timeout=10)
    assert starts <= _MOST_STARTS
    assert ledger.rows("SELECT error FROM inbox WHERE state = 'parked'") == [
        ("the process ended 5 times while handling it",)
    ]
    assert "new" not in ledger.states("inbox")
    assert await program.stop() == 0


async def _starts_until(program: Program, holds) -> int:
    """Start it again whenever it has ended, as a supervisor does; how often that was."""
    for start in range(1, 20):
        await until(lambda: not program.is_alive or holds(), 20, "its end or its survival", program)
        if program.is_alive:
            return start
        program.start()
    raise AssertionError("it never survives")
