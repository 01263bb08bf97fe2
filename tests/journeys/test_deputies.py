"""What the first leave unanswered goes to the deputies after a day, or is the secretariat's."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.sandbox.phone import Phone
from bot.sandbox.server import Sandbox
from bot.sandbox.transcript import shown
from bot.sandbox.world import World
from bot.wallclock import WallClock
from tests.support.clocks import all_noted
from tests.support.needs import Cast, a_cast, publishes
from tests.support.posts import comes_in
from tests.support.running import Running, file_url, running_bot

A_DAY = timedelta(hours=24, seconds=2)


@asynccontextmanager
async def a_story(
    world: World, sandbox: Sandbox, folder: Path
) -> AsyncIterator[tuple[Running, WallClock, Cast]]:
    wall = WallClock(folder / "clock")
    wall.forward(timedelta())
    async with running_bot(world, sandbox, file_url(folder), clock=folder / "clock") as bot:
        yield bot, wall, await a_cast(bot, world)


async def passes(bot: Running, wall: WallClock, step: timedelta) -> None:
    """Let time pass once it is noted what has been sent."""
    await all_noted(bot.database)
    wall.forward(step)


def is_asked(phone: Phone) -> bool:
    return any("looks for help" in each.text for each in phone.chat)


async def a_colleague(bot: Running, world: World, name: str, of: str, role: str, **post: str) -> Phone:
    phone = world.phone(name, language_code="en")
    await comes_in(bot, phone, of, role, **post)
    return phone


async def test_a_deputy_is_asked_after_a_day_without_an_answer(world: World, sandbox, tmp_path: Path):
    async with a_story(world, sandbox, tmp_path) as (bot, wall, cast):
        dora = await a_colleague(bot, world, "Dora", "IT", "provider", rank="deputy")
        otto = await a_colleague(bot, world, "Otto", "IT", "provider", rank="observer")
        await publishes(cast.amina)
        await cast.daniel.shows("Chad looks for help")
        await passes(bot, wall, timedelta(hours=23))
        await cast.amina.says("/needs")
        assert not is_asked(dora)
        await passes(bot, wall, timedelta(hours=1, seconds=2))
        notice = await dora.shows("Chad looks for help")
        assert "You are asked as deputy of Italy: nobody has answered yet." in shown(notice.text)
        assert not is_asked(otto)
        await dora.taps("Interested", message=notice, change=True)
        await cast.amina.shows("Italy is interested")
        assert not [each for each in cast.ruth.chat if "No answer" in each.text]


async def test_nobody_else_is_asked_once_it_is_answered(world: World, sandbox, tmp_path: Path):
    async with a_story(world, sandbox, tmp_path) as (bot, wall, cast):
        dora = await a_colleague(bot, world, "Dora", "IT", "provider", rank="deputy")
        dele = await a_colleague(bot, world, "Dele", "TD", "recipient", rank="deputy")
        await publishes(cast.amina)
        notice = await cast.daniel.shows("Chad looks for help")
        await cast.daniel.taps("Interested", message=notice, change=True)
        offer = await cast.amina.shows("Italy is interested")
        await cast.amina.taps("No, thank you", message=offer, change=True)
        await cast.amina.taps("Already served", message=offer, change=True)
        await passes(bot, wall, A_DAY)
        await cast.ruth.says("/desk")
        assert not is_asked(dora)
        assert not [each for each in dele.chat if "interested" in each.text]


async def test_without_deputies_the_secretariat_is_told_on_both_sides(world: World, sandbox, tmp_path: Path):
    async with a_story(world, sandbox, tmp_path) as (bot, wall, cast):
        await publishes(cast.amina)
        notice = await cast.daniel.shows("Chad looks for help")
        await passes(bot, wall, A_DAY)
        letter = await cast.ruth.shows("Italy was told of a need of Chad and has not answered.")
        await cast.ruth.taps("Its people", message=letter, change=True)
        assert "People of Italy" in shown(letter.text)
        await cast.daniel.taps("Interested", message=notice, change=True)
        await cast.amina.shows("Italy is interested")
        await passes(bot, wall, A_DAY)
        await cast.ruth.shows("Italy is interested, and Chad has not answered.")


async def test_a_question_nobody_answers_goes_to_the_deputy(world: World, sandbox, tmp_path: Path):
    async with a_story(world, sandbox, tmp_path) as (bot, wall, cast):
        dele = await a_colleague(bot, world, "Dele", "TD", "recipient", rank="deputy")
        await publishes(cast.amina)
        await cast.daniel.shows("Chad looks for help")
        await cast.daniel.taps("Ask a question", change=True)
        await cast.daniel.says("How many speak French?")
        await cast.amina.shows("Italy asks about your need")
        assert not [each for each in dele.chat if "asks about" in each.text]
        await passes(bot, wall, A_DAY)
        question = await dele.shows("Italy asks about your need")
        await dele.taps("Answer", message=question, change=True)
        await dele.says("A hundred.")
        await cast.daniel.shows("A hundred.")


async def test_a_question_without_deputies_is_the_secretariat_s_to_telephone(
    world: World, sandbox, tmp_path: Path
):
    async with a_story(world, sandbox, tmp_path) as (bot, wall, cast):
        await publishes(cast.amina)
        await cast.daniel.shows("Chad looks for help")
        await cast.daniel.taps("Ask a question", change=True)
        await cast.daniel.says("How many speak French?")
        await cast.amina.shows("Italy asks about your need")
        await passes(bot, wall, A_DAY)
        await cast.ruth.shows("Chad has not answered a question for 24 hours.")


async def test_notices_follow_the_remit(world: World, sandbox, tmp_path: Path):
    async with a_story(world, sandbox, tmp_path) as (bot, _, cast):
        mila = await a_colleague(bot, world, "Mila", "IT", "provider", rank="member", remit="military")
        paolo = await a_colleague(bot, world, "Paolo", "IT", "provider", rank="member", remit="police")
        await publishes(cast.amina)
        await paolo.shows("Chad looks for help")
        await cast.daniel.shows("Chad looks for help")
        assert not is_asked(mila)
        mila.sends("/matches")
        await mila.shows("awaiting your reply")


async def test_where_it_is_nobody_s_remit_everybody_is_told(bot: Running, world: World):
    mila, amina = world.phone("Mila", language_code="en"), world.phone("Amina", language_code="en")
    await comes_in(bot, mila, "IT", "provider", remit="military")
    await comes_in(bot, amina, "TD", "recipient")
    await publishes(amina)
    await mila.shows("Chad looks for help")
