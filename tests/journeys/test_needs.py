"""A sentence becomes a draft, a draft a need, and a need has its life."""

from datetime import timedelta
from itertools import chain

import pytest

from bot.sandbox.transcript import shown
from bot.sandbox.world import World
from bot.wallclock import WallClock
from storage import audit
from tests.support.needs import SENTENCE, a_cast, drafts, publishes
from tests.support.posts import comes_in
from tests.support.running import Running, file_url, running_bot


async def test_from_nothing_to_a_published_need_in_one_text_and_three_taps(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await cast.amina.says(SENTENCE)
    assert cast.amina.buttons[-1] == ["Declare as a need", "Tell me of new ones"]
    await cast.amina.taps("Declare as a need", change=True)
    assert cast.amina.sees.startswith("Draft of your capability need\n“formed police unit training")
    assert "What: Formed police unit\nKind of help: Training" in cast.amina.sees
    assert "Language: French\nWhen: before 1 June 2027" in cast.amina.sees
    assert "Will be told: Italy." in cast.amina.sees
    assert cast.amina.buttons[0] == ["Publish to 1 provider", "When will they read it?"]
    await cast.amina.taps("Publish", change=True)
    assert cast.amina.sees.startswith("Goes out in 60 s")
    assert cast.amina.buttons == [["Send now", "Undo"]]
    await cast.amina.taps("Send now", change=True)
    assert "1. Italy: 4 of 6 points; told on" in cast.amina.sees
    assert len(cast.amina.chat) == 4, "the list itself became the draft, and then the need"
    await cast.daniel.shows("Chad looks for help")


async def test_what_is_missing_is_asked_one_thing_at_a_time(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await drafts(cast.amina, "FPU")
    assert cast.amina.sees.startswith("Kind of help")
    await cast.amina.taps("Training", change=True)
    assert cast.amina.sees.startswith("Language")
    await cast.amina.says("English or French")
    assert cast.amina.sees.startswith("When")
    await cast.amina.says("قبل حزيران ٢٠٢٧")
    assert "before 1 June 2027" in cast.amina.sees
    assert "Language: English · French" in cast.amina.sees
    assert cast.amina.buttons[0] == ["Publish to 1 provider", "When will they read it?"]


async def test_any_field_can_be_corrected_by_a_tap(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await drafts(cast.amina)
    await cast.amina.taps("Language", change=True)
    assert "Now: French" in cast.amina.sees
    await cast.amina.taps("Any language", change=True)
    assert "Language: any language" in cast.amina.sees
    await cast.amina.taps("When", change=True)
    await cast.amina.taps("No fixed date", change=True)
    assert "When: no fixed date" in cast.amina.sees
    await cast.amina.taps("What", change=True)
    await cast.amina.says("crowd controll")
    assert "What: Public order and crowd management" in cast.amina.sees
    await cast.amina.taps("Mission", change=True)
    await cast.amina.says("MINUSCA")
    assert "Mission: MINUSCA" in cast.amina.sees
    await cast.amina.taps("People", change=True)
    await cast.amina.says("forty")
    assert "I need one number" in cast.amina.sees
    await cast.amina.says("40 officers")
    assert "People: 40" in cast.amina.sees
    await cast.amina.taps("Unit", change=True)
    tapped = await cast.amina.taps("Cancel", change=True)
    assert tapped.toast == "Kept as a draft. Nobody was told."
    assert cast.amina.sees.startswith("Draft of your capability need")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("before 1 March 2020", "“before 1 March 2020” has passed."),
        ("soonish <b>maybe</b>", "I can't read a date in “soonish <b>maybe</b>”."),
    ],
)
async def test_a_date_that_cannot_be_is_asked_again_and_nothing_is_lost(
    bot: Running, world: World, said: str, answer: str
):
    cast = await a_cast(bot, world)
    await drafts(cast.amina)
    await cast.amina.taps("When", change=True)
    await cast.amina.says(said)
    assert answer in cast.amina.sees
    await cast.amina.says("2nd quarter 2027")
    assert "When: 1 April 2027 to 30 June 2027" in cast.amina.sees


async def test_a_whole_new_sentence_under_a_question_goes_where_a_tap_sends_it(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await drafts(cast.amina, "FPU")
    await cast.amina.taps("Training", change=True)
    assert cast.amina.sees.startswith("Language")
    await cast.amina.says("demining course for engineers")
    assert "demining course for engineers does not answer the question “Language”." in shown(cast.amina.sees)
    assert cast.amina.buttons == [["A new need", "A search", "Ask me again"]]
    await cast.amina.taps("Ask me again", change=True)
    await cast.amina.says("French")
    assert cast.amina.sees.startswith("When")
    await cast.amina.says("demining course for engineers")
    await cast.amina.taps("A search", change=True)
    assert "Best for demining course for engineers" in shown(cast.amina.sees)
    await cast.amina.taps("Declare as a need", change=True)
    await cast.amina.says("/needs")
    assert "1. Mine action and demining · Military engineering\ndraft" in shown(cast.amina.sees)
    assert "2. Formed police unit\ndraft" in shown(cast.amina.sees)


async def test_a_new_need_may_begin_under_the_question_of_another(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await drafts(cast.amina, "FPU")
    await cast.amina.taps("Training", change=True)
    await cast.amina.says("military observers training, 30 officers, before June 2027")
    await cast.amina.taps("A new need", change=True)
    await cast.amina.says("English")
    assert "What: Military observers" in cast.amina.sees
    assert "Language: English" in cast.amina.sees


@pytest.mark.parametrize("said", ["klingon", "no idea", "the usual one", "weather in Bamako"])
async def test_what_is_only_no_answer_is_asked_again(bot: Running, world: World, said: str):
    cast = await a_cast(bot, world)
    await drafts(cast.amina, "FPU")
    await cast.amina.taps("Training", change=True)
    await cast.amina.says(said)
    assert f"I don't know what “{said}” means here." in shown(cast.amina.sees)


async def test_undo_within_the_minute_and_nobody_was_told(world: World, sandbox, tmp_path):
    wall = WallClock(tmp_path / "clock")
    wall.forward(timedelta())
    async with running_bot(world, sandbox, file_url(tmp_path), clock=tmp_path / "clock") as bot:
        cast = await a_cast(bot, world)
        await drafts(cast.amina)
        await cast.amina.taps("Publish", change=True)
        tapped = await cast.amina.taps("Undo", change=True)
        assert tapped.toast == "Taken back. It is a draft again; nobody was told."
        wall.forward(timedelta(minutes=5))
        await cast.amina.taps("Publish", change=True)
        assert not [each for each in cast.daniel.chat if "looks for help" in each.text]


async def test_after_a_minute_it_goes_out_by_itself_and_the_officer_sees_the_matches(
    world: World, sandbox, tmp_path
):
    wall = WallClock(tmp_path / "clock")
    wall.forward(timedelta())
    async with running_bot(world, sandbox, file_url(tmp_path), clock=tmp_path / "clock") as bot:
        cast = await a_cast(bot, world)
        card = await drafts(cast.amina)
        await cast.amina.taps("Publish", message=card, change=True)
        wall.forward(timedelta(seconds=61))
        await cast.daniel.shows("Chad looks for help")
        await cast.amina.shows("Your need is published")
        tapped = await cast.amina.taps("Undo", message=card, change=True)
        assert tapped.toast == "Too late to undo: it is published. You can still withdraw it."
        await cast.amina.until(lambda: "Your need is published" in card.text)


async def test_the_same_need_again_is_pointed_out_before_it_goes_out(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await publishes(cast.amina)
    bakary = world.phone("Bakary", language_code="en")
    await comes_in(bot, bakary, "TD", "recipient")
    await drafts(bakary, "training for our FPU, in French, no later than May")
    assert "Your delegation already has a similar need: “Formed police unit”." in bakary.sees
    await bakary.taps("Open the other need", change=True)
    assert bakary.sees.startswith("Your need is published")


async def test_a_button_tapped_twice_in_the_same_second_makes_one_draft(bot: Running, world: World):
    cast = await a_cast(bot, world)
    found = await cast.amina.says(SENTENCE)
    taps = [cast.amina.press("Declare as a need", found) for _ in range(3)]
    await cast.amina.until(lambda: all(tap.answer is not None for tap in taps))
    await cast.amina.says("/needs")
    assert [row[0] for row in cast.amina.buttons] == ["1. Formed police…", "Rules"]


async def test_own_needs_are_listed_and_a_draft_waits_as_long_as_it_has_to(world: World, sandbox, tmp_path):
    async with running_bot(world, sandbox, file_url(tmp_path)) as bot:
        cast = await a_cast(bot, world)
        await drafts(cast.amina, "FPU")
    async with running_bot(world, sandbox, file_url(tmp_path)):
        await cast.amina.says("/needs")
        assert "1. Formed police unit\ndraft, nobody has been told" in cast.amina.sees
        await cast.amina.taps("1. Formed police", change=True)
        assert cast.amina.buttons[0] == ["Missing: Kind of help"], "what is still to be asked comes first"


async def test_changes_of_a_published_need_are_told_together_a_minute_later(world: World, sandbox, tmp_path):
    wall = WallClock(tmp_path / "clock")
    wall.forward(timedelta())
    async with running_bot(world, sandbox, file_url(tmp_path), clock=tmp_path / "clock") as bot:
        cast = await a_cast(bot, world)
        await publishes(cast.amina)
        notice = await cast.daniel.shows("Chad looks for help")
        await cast.amina.taps("Change", change=True)
        await cast.amina.taps("When", change=True)
        await cast.amina.says("by the end of 2027")
        await cast.amina.taps("Unit", change=True)
        await cast.amina.taps("Company", change=True)
        assert "Unit: company" in cast.amina.sees
        wall.forward(timedelta(seconds=61))
        await cast.daniel.shows("Chad has changed its need “Formed police unit”.")
        await cast.daniel.until(lambda: "When: by 31 December 2027" in shown(notice.text))
        assert "Unit: company" in shown(notice.text)
        assert len([each for each in cast.daniel.chat if "has changed" in each.text]) == 1


async def test_pause_resume_and_withdraw_are_told_and_old_buttons_answer_sensibly(bot: Running, world: World):
    cast = await a_cast(bot, world)
    card = await publishes(cast.amina)
    notice = await cast.daniel.shows("Chad looks for help")
    interested = notice.rows[0][0]["callback_data"]
    await cast.amina.taps("Pause", message=card, change=True)
    await cast.daniel.shows("Chad has paused its need “Formed police unit”.")
    await cast.daniel.until(lambda: "The need is paused." in notice.text)
    tapped = await cast.daniel.presses_forged(interested, notice)
    assert tapped.alert == "This need is paused. You will be told if it opens again."
    await cast.amina.taps("Resume", message=card, change=True)
    await cast.daniel.shows("Chad looks for help again")
    await cast.daniel.until(lambda: len(notice.rows) == 4)
    await cast.amina.taps("Withdraw", message=card, change=True)
    assert card.rows[0][0]["text"] == "Keep it"
    await cast.amina.taps("Withdraw", message=card, change=True)
    await cast.daniel.shows("Chad has withdrawn its need “Formed police unit”. Nothing more is asked of you.")
    await cast.daniel.until(lambda: "The need was withdrawn." in notice.text)
    tapped = await cast.daniel.presses_forged(interested, notice)
    assert tapped.alert == "This need was withdrawn. Nothing more is asked of you."
    with bot.database.reading() as store:
        assert [line.actor for line in audit.of_verb(store, "withdrew a need")] == [1]


async def test_without_my_words_the_sentence_stays_with_us(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await drafts(cast.amina)
    await cast.amina.taps("Who sees it", change=True)
    await cast.amina.taps("Without my words", change=True)
    await cast.amina.taps("Publish", change=True)
    await cast.amina.taps("Send now", change=True)
    notice = await cast.daniel.shows("Chad looks for help")
    assert "Formed police unit" in notice.text
    assert SENTENCE not in notice.text


async def test_what_is_for_the_secretariat_alone_reaches_no_provider(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await drafts(cast.amina)
    await cast.amina.taps("Who sees it", change=True)
    await cast.amina.taps("Secretariat only", change=True)
    assert cast.amina.buttons[0] == ["Publish to the secretariat"]
    await cast.amina.taps("Publish", change=True)
    await cast.amina.taps("Send now", change=True)
    letter = await cast.ruth.shows("A need for the secretariat only was published.")
    assert SENTENCE not in letter.text
    await cast.ruth.taps("Show", message=letter, change=True)
    assert SENTENCE in letter.text
    await cast.daniel.says("/matches")
    assert "Nobody's need fits your programmes yet." in cast.daniel.sees


async def test_a_need_nobody_here_serves_is_published_all_the_same(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await drafts(cast.amina, "riverine unit boat crews training in English by 2028")
    assert "No provider who is here fits yet." in cast.amina.sees
    assert cast.amina.buttons[0] == ["Publish"]


async def test_only_a_recipient_declares_needs(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await cast.daniel.says("formed police unit training")
    assert "Declare as a need" not in chain.from_iterable(cast.daniel.buttons)
    await cast.daniel.says("/needs")
    assert cast.daniel.sees.startswith("No need is open to all providers now.")
    eve = world.phone("Eve", language_code="en")
    await eve.says("formed police unit training")
    assert eve.buttons[-1] == ["Ask for access"]


async def test_a_word_with_two_meanings_is_asked_and_never_chosen_for_the_officer(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await drafts(cast.amina, "IEDD training in French, before the rotation")
    assert "You wrote “IEDD”. Did you mean …?" in cast.amina.sees
    assert "All of these" in [label for row in cast.amina.buttons for label in row]
    await cast.amina.taps("All of these", change=True)
    assert cast.amina.sees.startswith("When\n“before the rotation” names no day that I could count to.")
    await cast.amina.says("before September")
    assert "What: Explosive ordnance disposal · Counter-improvised" in cast.amina.sees


async def test_police_is_both_kinds_of_it_and_shown_for_a_look(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await drafts(cast.amina, "police training in French before June 2027")
    assert "What: Individual police officers · Formed police unit" in shown(cast.amina.sees)
    assert "Please check: “police” = Individual police officers / Formed police unit" in shown(
        cast.amina.sees
    )


async def test_what_was_read_in_spite_of_a_slip_is_shown_for_a_look(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await drafts(cast.amina, "deminig course in French before June")
    assert "Please check: “deminig” = Mine action" in cast.amina.sees
    await cast.amina.taps("What", change=True)
    await cast.amina.says("EOD")
    assert "Please check" not in cast.amina.sees
