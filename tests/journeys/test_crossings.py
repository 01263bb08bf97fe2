"""People change their minds in the middle of something: what they type goes nowhere they don't mean it to."""

import asyncio
from datetime import timedelta

from bot.sandbox.world import World
from bot.wallclock import WallClock
from storage import matches
from tests.support.needs import SENTENCE, a_cast, drafts, publishes
from tests.support.posts import comes_in
from tests.support.running import Running, file_url, running_bot


async def test_whoever_taps_something_else_is_done_with_the_question(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await publishes(cast.amina)
    notice = await cast.daniel.shows("Chad looks for help")
    await cast.daniel.taps("Ask a question", message=notice, change=True)
    await cast.daniel.says("/matches")
    await cast.daniel.taps("1. Chad", change=True)
    await cast.daniel.taps("Ask a question", change=True)
    other = await cast.daniel.says("/help")
    await cast.daniel.taps("Try the example", message=other, change=True)
    await cast.daniel.says("our own need for helicopters")
    assert "asks about your need" not in "".join(each.text for each in cast.amina.chat)


async def test_a_tap_on_another_card_ends_the_question_that_is_open(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await publishes(cast.amina)
    notice = await cast.daniel.shows("Chad looks for help")
    welcome = cast.daniel.chat[1]
    await cast.daniel.taps("Ask a question", message=notice, change=True)
    await cast.daniel.taps("My matches", message=welcome, change=True)
    await cast.daniel.says("our own need for helicopters")
    await asyncio.sleep(0.3)
    assert not [each for each in cast.amina.chat if "helicopters" in each.text]


async def test_a_question_about_a_need_that_is_withdrawn_meanwhile_is_not_sent(bot: Running, world: World):
    cast = await a_cast(bot, world)
    card = await publishes(cast.amina)
    notice = await cast.daniel.shows("Chad looks for help")
    await cast.daniel.taps("Ask a question", message=notice, change=True)
    await cast.amina.taps("Withdraw", message=card, change=True)
    await cast.amina.taps("Withdraw", message=card, change=True)
    await cast.daniel.shows("has withdrawn its need")
    await cast.daniel.says("How many speak French?")
    assert cast.daniel.sees.startswith("Not sent: meanwhile this need was withdrawn")
    assert not [each for each in cast.amina.chat if "How many speak French?" in each.text]


async def test_a_correction_of_an_older_message_answers_no_question(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await publishes(cast.amina)
    notice = await cast.daniel.shows("Chad looks for help")
    await cast.daniel.says("medical evacuation course")
    typed = cast.daniel.chat[-2]
    await cast.daniel.taps("Ask a question", message=notice, change=True)
    cast.daniel.edits(typed, "medical evacuation training")
    await cast.daniel.shows("medical evacuation training")
    assert not [each for each in cast.amina.chat if "asks about" in each.text]


async def test_correcting_a_sentence_that_became_a_need_leaves_its_card_alone(bot: Running, world: World):
    cast = await a_cast(bot, world)
    card = await drafts(cast.amina)
    typed = next(each for each in cast.amina.chat if each.text == SENTENCE)
    await cast.amina.taps("Publish", message=card, change=True)
    cast.amina.edits(typed, "something else entirely")
    await cast.amina.shows("Your correction of an earlier message was not taken")
    assert card.rows[0][1]["text"] == "Undo"


async def test_a_publish_button_does_what_it_says_or_nothing(bot: Running, world: World):
    cast = await a_cast(bot, world)
    bakary = world.phone("Bakary", language_code="en")
    await comes_in(bot, bakary, "TD", "recipient")
    card = await drafts(cast.amina)
    await bakary.says("/needs")
    await bakary.taps("1. Formed police", change=True)
    await bakary.taps("Who sees it", change=True)
    await bakary.taps("Secretariat only", change=True)
    tapped = await cast.amina.taps("Publish to 1 provider", message=card, change=True)
    assert "has just changed this need" in tapped.alert
    assert card.rows[0][0]["text"] == "Publish to the secretariat"


async def test_a_published_need_is_not_changed_by_a_question_left_open(bot: Running, world: World):
    cast = await a_cast(bot, world)
    bakary = world.phone("Bakary", language_code="en")
    await comes_in(bot, bakary, "TD", "recipient")
    card = await publishes(cast.amina)
    await cast.amina.taps("Change", message=card, change=True)
    await cast.amina.taps("When", message=card, change=True)
    await bakary.says("/needs")
    await bakary.taps("1. Formed police", change=True)
    await bakary.taps("Withdraw", change=True)
    await bakary.taps("Withdraw", change=True)
    await cast.amina.says("before 1 September 2027")
    assert "has just changed this need" in cast.amina.sees


async def test_a_need_whose_time_has_passed_asks_for_a_new_one(world: World, sandbox, tmp_path):
    wall = WallClock(tmp_path / "clock")
    wall.forward(timedelta())
    settings = {"clock": tmp_path / "clock", "keep_drafts_days": 500}
    async with running_bot(world, sandbox, file_url(tmp_path), **settings) as bot:
        cast = await a_cast(bot, world)
        card = await drafts(cast.amina)
        wall.forward(timedelta(days=400))
        await asyncio.sleep(0.3)  # the bot looks at its clock's file every 100 ms
        tapped = await cast.amina.taps("Publish", message=card, change=True)
        assert tapped.alert.startswith("The time of this need has passed.")
        assert card.rows[-1][0]["text"] == "Cancel"


async def test_a_time_at_the_end_of_all_calendars_is_asked_again(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await cast.amina.says("FPU training in French after 31/12/9999")
    await cast.amina.taps("Declare as a need", change=True)
    assert cast.amina.sees.startswith("When")
    await cast.amina.says("1 June 20027")
    assert "I can't read a date in “1 June 20027”." in cast.amina.sees


async def test_who_blocked_the_bot_gets_what_was_owed_when_they_come_back(bot: Running, world: World):
    cast = await a_cast(bot, world)
    cast.daniel.blocks()
    await asyncio.sleep(0.2)
    await publishes(cast.amina)
    await asyncio.sleep(0.3)
    assert not [each for each in cast.daniel.chat if "looks for help" in each.text]
    cast.daniel.unblocks()
    await cast.daniel.shows("Chad looks for help")


async def test_a_yes_that_no_longer_fits_is_told_to_who_was_to_answer_it(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await publishes(cast.amina)
    notice = await cast.daniel.shows("Chad looks for help")
    await cast.daniel.taps("Interested", message=notice, change=True)
    offer = await cast.amina.shows("Italy is interested")
    await cast.daniel.says("/programmes")
    await cast.daniel.taps("CoESPU", change=True)
    await cast.daniel.taps("Not ours", change=True)
    await cast.amina.until(lambda: "is no longer asked" in offer.text)
    with bot.database.reading() as store:
        assert [match.state for match in matches.of_provider(store, "IT")] == [matches.LAPSED]


async def test_coordinates_in_a_draft_are_pointed_out_and_the_sentence_can_be_rewritten(
    bot: Running, world: World
):
    cast = await a_cast(bot, world)
    await drafts(cast.amina, "FPU training in French before June at 12.3456N 1.5321E")
    assert "Your wording seems to hold coordinates." in cast.amina.sees
    await cast.amina.taps("Wording", change=True)
    await cast.amina.says("FPU training in French before June")
    assert "coordinates" not in cast.amina.sees
    assert "“FPU training in French before June”" in cast.amina.sees
