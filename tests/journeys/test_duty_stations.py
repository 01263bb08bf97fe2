"""Where somebody works is said with the invitation, and makes their clock when they come in."""

from datetime import time

import pytest

from bot.inviting import Wish, invite
from bot.sandbox.phone import Phone
from bot.sandbox.transcript import shown
from bot.sandbox.world import World
from knowledge.hours import Hours
from knowledge.rhythm import Rhythm
from storage import audit, people, rhythms
from tests.journeys.test_inviting import code_in
from tests.support.posts import comes_in, keeps
from tests.support.running import Running, utc_now


async def up_to_the_station(phone: Phone) -> None:
    await phone.says("/invite")
    await phone.taps("Member", change=True)
    await phone.taps("Military", change=True)
    await phone.says("Col. Mahamat Saleh, Military Adviser")


def rhythm_of(bot: Running, phone: Phone) -> Rhythm | None:
    with bot.database.reading() as store:
        person = people.by_telegram_id(store, phone.id)
        return rhythms.said(store, person.id)


async def test_the_capital_is_one_tap_and_becomes_the_clock_of_whoever_comes_in(bot: Running, world: World):
    amina, saleh = world.phone("Amina", language_code="en"), world.phone("Saleh", language_code="en")
    await comes_in(bot, amina, "TD", "recipient")
    await up_to_the_station(amina)
    assert amina.buttons == [["New York", "N’Djamena", "Geneva"], ["Cancel"]]
    await amina.taps("N’Djamena", change=True)
    card = await amina.shows("Forward the message below")
    assert "Duty station: N’Djamena" in shown(card.text)
    await saleh.starts(code_in(await amina.shows("https://t.me/")))
    await saleh.taps("Yes, that is me", change=True)
    assert rhythm_of(bot, saleh) == Rhythm(Hours("Africa/Ndjamena"))
    clock = f"Your clock: {Hours('Africa/Ndjamena').local(utc_now()):%H}:"
    assert clock in shown(saleh.sees)
    assert "in N’Djamena; quiet 21:00–07:30 and at weekends." in shown(saleh.sees)
    await saleh.taps("My hours", change=True)
    assert "N’Djamena" in shown(saleh.sees)
    with bot.database.reading() as store:
        (*_, line) = audit.of_verb(store, "invited")
    assert '"zone": "Africa/Ndjamena"' in (line.after or "")


async def test_a_city_is_typed_and_what_is_none_gets_a_sentence(bot: Running, world: World):
    amina, layla = world.phone("Amina", language_code="en"), world.phone("Layla", language_code="en")
    await comes_in(bot, amina, "QM", "recipient")
    await up_to_the_station(amina)
    assert amina.buttons == [["New York", "Geneva"], ["Cancel"]], "a state of the exercise has no capital"
    await amina.says("Xyzzy")
    assert "I know no clock of “Xyzzy”. Please type a large city near it" in shown(amina.sees)
    await amina.says("Congo")
    assert amina.buttons == [["1. Kinshasa", "2. Brazzaville"], ["Cancel"]]
    await amina.says("Amman")
    assert "Duty station: Amman" in shown((await amina.shows("Forward the message below")).text)
    await layla.starts(code_in(await amina.shows("https://t.me/")))
    await layla.taps("Yes, that is me", change=True)
    assert rhythm_of(bot, layla) == Rhythm(Hours("Asia/Amman", days=frozenset({6, 0, 1, 2, 3})))
    assert "quiet 21:00–07:30; days off: Friday and Saturday." in shown(layla.sees)


async def test_one_of_several_places_is_chosen_by_its_number(bot: Running, world: World):
    amina = world.phone("Amina", language_code="en")
    await comes_in(bot, amina, "QM", "recipient")
    await up_to_the_station(amina)
    await amina.says("Congo")
    await amina.says("2")
    assert "Duty station: Brazzaville" in shown((await amina.shows("Forward the message below")).text)


async def test_whoever_has_hours_of_their_own_keeps_them_by_the_new_clock(bot: Running, world: World):
    saleh = world.phone("Saleh", language_code="en")
    with bot.database.transaction() as store:
        people.add(store, saleh.id, "Saleh", "en", utc_now())
    own = Hours("Asia/Amman", time(19, 0), time(9, 0), frozenset({6, 0, 1}))
    keeps(bot, saleh, Rhythm(own, 3, None, frozenset({"match"})))
    code = invite(bot.database, "TD", "recipient", utc_now(), Wish(zone="Africa/Ndjamena"))
    await saleh.starts(code)
    await saleh.taps("Yes, that is me", change=True)
    there = Hours("Africa/Ndjamena", time(19, 0), time(9, 0))
    assert rhythm_of(bot, saleh) == Rhythm(there, 3, None, frozenset({"match"}))


async def test_without_a_station_it_is_new_york_and_the_first_screen_asks(bot: Running, world: World):
    amina = world.phone("Amina", language_code="en")
    code = invite(bot.database, "TD", "recipient", utc_now())
    await amina.starts(code)
    await amina.taps("Yes, that is me", change=True)
    assert rhythm_of(bot, amina) is None
    assert "in New York; quiet 21:00–07:30 and at weekends." in shown(amina.sees)
    await amina.taps("Wrong clock?", change=True)
    assert not amina.sees.startswith("Welcome")
    assert any("N’Djamena" in label for row in amina.buttons for label in row), "the capital of Chad"


async def test_an_administrator_to_be_approved_keeps_the_station(bot: Running, world: World):
    ruth, omar = (world.phone(name, language_code="en") for name in ("Ruth", "Omar"))
    lena = world.phone("Lena", language_code="en")
    await comes_in(bot, ruth, "org:UN", "secretariat", "administrator")
    await comes_in(bot, omar, "org:UN", "secretariat", "officer")
    await ruth.says("/invite")
    await ruth.says("United Nations")
    await ruth.taps("Secretariat", change=True)
    await ruth.taps("Administrator", change=True)
    await ruth.says("Ms. Lena Berg, Officer")
    await ruth.taps("Geneva", change=True)
    await omar.taps("Approve", message=await omar.shows("to be invited for"), change=True)
    await ruth.taps("Open the invitation", message=await ruth.shows("Approved by Omar"), change=True)
    assert "Duty station: Geneva" in shown((await ruth.shows("Good until")).text)
    await ruth.taps("Link in English")
    await lena.starts(code_in(await ruth.shows("https://t.me/")))
    await lena.taps("Yes, that is me", change=True)
    assert rhythm_of(bot, lena) == Rhythm(Hours("Europe/Zurich"))


@pytest.mark.parametrize(("language", "says"), [("fr", "Votre horloge"), ("en", "Your clock")])
async def test_nobody_without_a_post_is_told_of_a_clock(bot: Running, world: World, language, says):
    eve = world.phone("Eve", language_code=language)
    await eve.says("/start")
    assert says not in eve.sees
