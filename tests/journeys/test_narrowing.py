"""A list is narrowed by taps, and widened again."""

from bot.sandbox.transcript import shown
from bot.sandbox.world import World
from tests.support.posts import comes_in
from tests.support.running import Running


async def test_a_list_is_narrowed_by_a_tap_and_widened_by_one(bot: Running, world: World):
    yusuf = world.phone("Yusuf", language_code="en")
    await yusuf.says("police")
    before = yusuf.sees
    assert ["More", "Narrow"] in yusuf.buttons
    await yusuf.taps("Narrow", change=True)
    assert "Narrow down police" in shown(yusuf.sees)
    await yusuf.taps("In French", change=True)
    assert "Narrowed to: In French" in shown(yusuf.sees)
    assert "1. Center of Excellence for Stability Police Units" in shown(yusuf.sees)
    await yusuf.taps("More", change=True)
    await yusuf.taps("Back", change=True)
    assert "Narrowed to: In French" in shown(yusuf.sees)
    await yusuf.taps("Narrow", change=True)
    await yusuf.taps("Training", change=True)
    assert "Narrowed to: In French · Training" in shown(yusuf.sees)
    await yusuf.taps("Show all again", change=True)
    assert yusuf.sees == before


async def test_each_condition_is_taken_back_by_itself(bot: Running, world: World):
    yusuf = world.phone("Yusuf", language_code="fr")
    await yusuf.says("police")
    for label in ("En ", "Formation"):
        await yusuf.taps("Affiner", change=True)
        await yusuf.taps(label, change=True)
    await yusuf.taps("Affiner", change=True)
    await yusuf.taps("Formation ✕", change=True)
    assert "Filtre : En " in shown(yusuf.sees)
    assert "Formation" not in shown(yusuf.sees).split("\n")[2]


async def test_what_says_nothing_about_a_condition_stays_and_says_so(bot: Running, world: World):
    yusuf = world.phone("Yusuf", language_code="en")
    await yusuf.says("medical training")
    await yusuf.taps("Narrow", change=True)
    await yusuf.taps("In English", change=True)
    assert "Not stated" not in yusuf.sees
    while any("More" in row for row in yusuf.buttons):
        await yusuf.taps("More", change=True)
    assert "Not stated: its language" in shown(yusuf.sees)


async def test_a_near_miss_says_which_condition_fails(bot: Running, world: World):
    amina = world.phone("Amina", language_code="en")
    await comes_in(bot, amina, "TD", "recipient")
    await amina.says("counter-ied training in French for Chad")
    assert "Does not fit: given in English only" in shown(amina.sees)


async def test_nobody_narrows_another_one_s_search(bot: Running, world: World):
    amina, eve = world.phone("Amina", language_code="en"), world.phone("Eve", language_code="en")
    await amina.says("police")
    await amina.taps("Narrow", change=True)
    stolen = amina.newest.rows[0][0]["callback_data"]
    await eve.says("engineering")
    tapped = await eve.presses_forged(stolen, eve.newest)
    assert "no longer in use" in tapped.alert
