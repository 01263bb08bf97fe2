"""Whatever comes in: a clear sentence and a way on, in the person's language."""

import pytest

from bot.sandbox.world import World
from storage import inbox
from tests.support.running import Running


@pytest.mark.parametrize("text", ["a" * 4096, "\u202egnp.exe", "' OR 1=1 --", "<b>&</b>", "ى" * 900])
async def test_nonsense_gets_an_honest_no_and_a_way_on(bot: Running, world: World, text: str):
    ada = world.phone("Ada", language_code="en")
    await ada.says(text)
    assert "Nothing" in ada.sees
    assert ada.buttons != []


@pytest.mark.parametrize("text", ["/search", "😀🎉👍", "???!!"])
async def test_a_text_without_words_is_asked_for_some(bot: Running, world: World, text: str):
    ada = world.phone("Ada", language_code="en")
    await ada.says(text)
    assert "Type what you need help with" in ada.sees


async def test_a_sticker_gets_a_sentence(bot: Running, world: World):
    ada = world.phone("Ada", language_code="fr")
    ada.sends_sticker()
    await ada.shows("Je ne lis que du texte")


async def test_a_voice_message_gets_a_sentence(bot: Running, world: World):
    ada = world.phone("Ada", language_code="en")
    ada.sends_voice()
    await ada.shows("I can't listen to recordings yet")


@pytest.mark.parametrize(
    "name", ["bomb.zip", "../../etc/cron.d/x", "..\\..\\x.xlsx", "\u202excod.exe", "a" * 400]
)
async def test_a_file_is_never_fetched_whatever_its_name(bot: Running, world: World, name: str):
    ada = world.phone("Ada", language_code="en")
    ada.sends_document(name, b"PK\x03\x04" + b"\x00" * 1_000, mime="application/zip")
    await ada.shows("I can't read files or pictures yet")
    assert name not in ada.sees
    ada.sends_document(name, b"=1+1", caption="medical evacuation course")
    await ada.shows("Best for medical evacuation course")
    assert world.calls.of("getFile") == []


async def test_a_caption_and_a_name_longer_than_telegram_s_are_cut(bot: Running, world: World):
    eve = world.phone("E" * 5_000, last_name="&" * 5_000, language_code="en")
    eve.sends_photo(caption="police " * 100_000)
    await eve.shows("Best for")
    await eve.starts()
    assert len(eve.sees) < 1_400


async def test_an_unknown_command_gets_a_sentence(bot: Running, world: World):
    ada = world.phone("Ada", language_code="en")
    await ada.says("/потребность")
    assert "I don't know /потребность" in ada.sees
    assert ada.buttons == [["Try the example"]]


async def test_another_person_s_button_code_opens_nothing(bot: Running, world: World):
    ada, eve = world.phone("Ada", language_code="en"), world.phone("Eve", language_code="en")
    await ada.says("medical evacuation course")
    await eve.says("hello there")
    stolen = ada.newest.markup["inline_keyboard"][0][0]["callback_data"]
    before = eve.sees
    tapped = await eve.presses_forged(stolen, eve.newest)
    assert "not yours" in tapped.alert
    assert eve.sees == before


@pytest.mark.parametrize(
    "code", ["1|programme|us-gpoi~x.0|0|AAAAAAAA", "", "1|", "x" * 64, "2|help||0|AAAAAAAA", "1|help||²|A"]
)
async def test_a_forged_code_opens_nothing(bot: Running, world: World, code: str):
    ada = world.phone("Ada", language_code="en")
    await ada.starts()
    tapped = await ada.presses_forged(code, ada.newest)
    assert "not yours" in tapped.alert


async def test_a_button_pressed_twice_does_the_same_once(bot: Running, world: World):
    ada = world.phone("Ada", language_code="en")
    await ada.says("/language")
    card = ada.newest
    ada.press("Français", card)
    await ada.taps("Français", message=card)
    await ada.shows("Ce que je fais")
    assert len(ada.chat) == 2


async def test_a_button_of_a_search_that_is_forgotten_says_so(bot: Running, world: World):
    ada = world.phone("Ada", language_code="en")
    await ada.says("police training")
    with bot.database.transaction() as store:
        store.connection.exec_driver_sql("DELETE FROM searches")
    tapped = await ada.taps("More")
    assert "no longer kept" in tapped.alert


async def test_somebody_who_blocked_the_bot_is_left_alone_and_answered_when_they_return(
    bot: Running, world: World
):
    ada = world.phone("Ada", language_code="en")
    await ada.starts()
    ada.blocks()
    ada.unblocks()
    await ada.says("medical evacuation course")
    assert "Best for" in ada.sees


async def test_in_a_group_the_bot_only_points_to_the_private_chat(bot: Running, world: World):
    ada = world.phone("Ada", language_code="en")
    await ada.starts()
    assert "Welcome" in ada.sees


async def test_a_bug_parks_the_update_and_gives_the_person_a_reference(
    bot: Running, world: World, monkeypatch
):
    def fails(*_args, **_kwargs):
        raise KeyError("a bug")

    ada = world.phone("Ada", language_code="fr")
    await ada.starts()
    monkeypatch.setattr("handlers.search.views.results", fails)
    ada.sends("déminage")
    await ada.shows("Référence")
    monkeypatch.undo()
    with bot.database.reading() as store:
        parked = inbox.parked(store)
    assert [(row.attempts, row.error) for row in parked] == [(3, "KeyError: 'a bug'")]
    assert f"Référence : {parked[0].seq}" in ada.sees
    await ada.says("déminage")
    assert "pour déminage" in ada.sees
