"""An emergency rings at any hour: it has a name, is rare, and two of the secretariat stand for it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.sandbox.phone import Phone
from bot.sandbox.server import Sandbox
from bot.sandbox.transcript import shown
from bot.sandbox.world import World
from knowledge.rhythm import FOR_GOOD
from storage import audit
from tests.support.days import Days, days, living_in

# A Friday evening, 22:00 in New York, and Saturday, 04:00 in N'Djamena.
NIGHT = datetime(2027, 1, 16, 3, 0, tzinfo=UTC)
NAME, TEXT = "Cyclone Freddy, Beira", "Airlift is needed today. Call the desk: +1 212 555 0100."
RINGS = f"EMERGENCY: {NAME}"


class Stage(NamedTuple):
    at: Days
    ruth: Phone
    karim: Phone
    amina: Phone
    daniel: Phone
    omar: Phone


@pytest.fixture
async def stage(world: World, sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Stage]:
    """Two of the secretariat, three officers; all sleep, and Omar has paused everything."""
    async with days(world, sandbox, tmp_path, NIGHT) as at:
        asleep = living_in("America/New_York")
        secretariat = ("org:EXS", "secretariat")
        yield Stage(
            at,
            await at.comes("Ruth", secretariat, asleep),
            await at.comes("Karim", secretariat, asleep),
            await at.comes("Amina", ("QM", "recipient"), living_in("Africa/Ndjamena"), "fr"),
            await at.comes("Daniel", ("QX", "provider"), asleep),
            await at.comes("Omar", ("QR", "recipient"), living_in("Asia/Amman", paused_until=FOR_GOOD)),
        )


async def asks(ruth: Phone, name: str = NAME) -> None:
    """From nothing to the question that colleagues get."""
    await ruth.says("/broadcast")
    await ruth.says(TEXT)
    await ruth.taps("It is an emergency", change=True)
    await ruth.says(name)
    assert f"EMERGENCY: {name}" in ruth.sees
    await ruth.taps("Ask a colleague", change=True)


async def rings(stage: Stage, name: str) -> None:
    await asks(stage.ruth, name)
    question = await stage.karim.shows(f"EMERGENCY: {name}")
    await stage.karim.taps("Agree: send it now", message=question, change=True)
    await stage.daniel.shows(f"EMERGENCY: {name}")


async def test_it_rings_at_night_once_a_second_person_agrees(stage: Stage):
    await asks(stage.ruth)
    question = await stage.karim.shows(RINGS)
    assert "Ruth asks you to agree to an emergency." in shown(question.text)
    assert RINGS not in stage.daniel.sees
    await stage.karim.taps("Agree: send it now", message=question, change=True)
    letter = await stage.daniel.shows(RINGS)
    assert "Airlift is needed today." in shown(letter.text)
    await stage.amina.shows(f"URGENCE : {NAME}")
    await stage.at.quiet()
    assert NAME not in stage.omar.sees, "who has paused everything hears nothing"
    with stage.at.bot.database.reading() as store:
        verbs = ("wrote emergency", "agreed to emergency", "released broadcast")
        assert [len(audit.of_verb(store, verb)) for verb in verbs] == [1, 1, 1]


async def test_a_usual_message_written_at_night_waits_and_its_author_is_told_so(stage: Stage):
    await stage.ruth.says("/broadcast")
    await stage.ruth.says(TEXT)
    await stage.ruth.taps("Send in 60 s", change=True)
    await stage.ruth.taps("Send now", change=True)
    await stage.ruth.shows("Waiting for their readers' hours, or for the end of a pause: ")
    assert TEXT not in stage.daniel.sees
    await stage.at.it_is(datetime(2027, 1, 18, 12, 30, 5, tzinfo=UTC))
    await stage.daniel.shows("Message from the secretariat")
    assert TEXT not in stage.omar.sees


async def test_its_author_can_t_agree_and_a_colleague_can_keep_it_back(stage: Stage):
    await asks(stage.ruth)
    await stage.karim.taps("Don't send it", message=await stage.karim.shows(RINGS), change=True)
    await stage.ruth.shows("Undone. Nobody has got this message.")
    await stage.at.quiet()
    assert NAME not in stage.daniel.sees


async def test_a_third_within_a_week_is_refused_with_the_day_from_which_it_can_go(stage: Stage):
    await rings(stage, NAME)
    await rings(stage, "Second flood, Beira")
    await stage.ruth.says("/broadcast")
    await stage.ruth.says(TEXT)
    refused = await stage.ruth.taps("It is an emergency")
    assert "2 emergencies have gone out within a week" in refused.alert
    assert "22 January 2027, 22:0" in refused.alert
    await stage.at.it_is(NIGHT + timedelta(days=8))
    await rings(stage, "A third, a week later")


async def test_without_a_name_there_is_none_and_it_can_become_a_usual_message(stage: Stage):
    await stage.ruth.says("/broadcast")
    await stage.ruth.says(TEXT)
    await stage.ruth.taps("It is an emergency", change=True)
    await stage.ruth.says("x" * 61)
    assert "This name has 61 characters; at most 60 fit." in stage.ruth.sees
    await stage.ruth.says(NAME)
    await stage.ruth.taps("No emergency after all", change=True)
    assert "Message from the secretariat" in stage.ruth.sees
    assert "Send in 60 s" in stage.ruth.buttons[0]


async def test_what_nobody_agreed_to_for_twelve_hours_rings_nobody_any_more(stage: Stage):
    await asks(stage.ruth)
    question = await stage.karim.shows(RINGS)
    await stage.at.it_is(NIGHT + timedelta(hours=13))
    late = await stage.karim.taps("Agree: send it now", message=question)
    assert late.alert == (
        "This was asked more than 12 hours ago. If it still is an emergency, write it anew."
    )
    assert NAME not in stage.daniel.sees
