"""Before something is sent, its sender can ask when it will be read, by the clocks of both sides."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.sandbox.server import Sandbox
from bot.sandbox.transcript import shown
from bot.sandbox.world import World
from knowledge.hours import Hours
from knowledge.rhythm import FOR_GOOD, Rhythm
from tests.support.clocks import clock_at
from tests.support.needs import Cast, a_cast, drafts, publishes
from tests.support.posts import comes_in, keeps
from tests.support.running import Running, file_url, running_bot

SATURDAY = datetime(2026, 11, 28, 15, 0, tzinfo=UTC)
NEW_YORK = Rhythm()
ALWAYS = frozenset(range(7))
DHAKA = Rhythm(Hours("Asia/Dhaka", days=frozenset({6, 0, 1, 2, 3})))
IN_DHAKA_NOW = Rhythm(
    Hours("Asia/Dhaka", days=ALWAYS, quiet_from=datetime(2026, 1, 1, 23, tzinfo=UTC).time())
)


class Stage(NamedTuple):
    """A Saturday, 10:00 in New York, where Amina looks for help."""

    bot: Running
    cast: Cast


@pytest.fixture
async def stage(world: World, sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Stage]:
    wall = clock_at(tmp_path, SATURDAY)
    async with running_bot(world, sandbox, file_url(tmp_path), clock=wall.file) as bot:
        cast = await a_cast(bot, world)
        keeps(bot, cast.amina, NEW_YORK)
        yield Stage(bot, cast)


@pytest.mark.parametrize(
    ("rhythm", "when"),
    [
        (NEW_YORK, "Italy: Monday 07:30"),
        (DHAKA, "Italy: Sunday 07:30 its time (Saturday 20:30 yours)"),
        (IN_DHAKA_NOW, "Italy: at once (it is 21:00 there)"),
        (Rhythm(Hours(days=ALWAYS)), "Italy: at once"),
        (Rhythm(paused_until=SATURDAY + timedelta(days=3)), "Italy: Tuesday 10:00"),
        (Rhythm(paused_until=FOR_GOOD), "Italy: not in the coming days"),
        (Rhythm(muted=frozenset({"match"})), "Italy: not in the coming days"),
    ],
)
async def test_who_is_about_to_publish_a_need_can_ask_when_it_is_read(
    stage: Stage, rhythm: Rhythm, when: str
):
    amina = stage.cast.amina
    keeps(stage.bot, stage.cast.daniel, rhythm)
    await drafts(amina)
    await amina.taps("When will they read it?", change=True)
    assert shown(amina.sees).split("\n")[-1] == when
    await amina.taps("Back to the need", change=True)
    assert amina.buttons[0] == ["Publish to 1 provider", "When will they read it?"]


async def test_the_first_of_several_people_counts_and_no_deputy_does(stage: Stage, world: World):
    keeps(stage.bot, stage.cast.daniel, Rhythm(paused_until=FOR_GOOD))
    dora, dino = (world.phone(name, language_code="en") for name in ("Dora", "Dino"))
    await comes_in(stage.bot, dora, "IT", "provider", rank="deputy")
    await comes_in(stage.bot, dino, "IT", "provider", rank="member", rhythm=NEW_YORK)
    await drafts(stage.cast.amina)
    await stage.cast.amina.taps("When will they read it?", change=True)
    assert shown(stage.cast.amina.sees).endswith("Italy: Monday 07:30")


async def test_who_asks_a_question_sees_when_it_is_read(stage: Stage):
    amina, daniel = stage.cast.amina, stage.cast.daniel
    await publishes(amina)
    await daniel.shows("Chad looks for help")
    keeps(stage.bot, daniel, DHAKA)
    await daniel.taps("Ask a question", change=True)
    assert "Chad: Monday 07:30 its time (Monday 18:30 yours)" in shown(daniel.sees)


async def test_the_hours_of_who_has_no_name_are_not_told(stage: Stage):
    amina, daniel = stage.cast.amina, stage.cast.daniel
    await drafts(amina)
    await amina.taps("Who sees it", change=True)
    await amina.taps("Without our name", change=True)
    await amina.taps("Back to the need", change=True)
    await amina.taps("Publish", change=True)
    await amina.taps("Send now", change=True)
    notice = await daniel.shows("Interest commits nobody.")
    await daniel.taps("Show", message=notice, change=True)
    await daniel.taps("Ask a question", message=notice, change=True)
    assert "What would you like to know from" in shown(daniel.sees)
    assert "07:30" not in shown(daniel.sees)
    assert "read" not in shown(daniel.sees)


async def test_of_a_message_to_all_it_is_told_how_many_get_it_when(stage: Stage):
    ruth = stage.cast.ruth
    keeps(stage.bot, ruth, DHAKA)
    await ruth.says("/broadcast")
    await ruth.says("The annual meeting is in May.")
    tapped = await ruth.taps("When will they read it?")
    assert shown(tapped.alert) == "1 of 3 get it at once, 3 by Monday 18:30 your time."
    await ruth.taps("Send in 60 s", change=True)
    assert "Goes out in" in ruth.sees
