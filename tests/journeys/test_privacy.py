"""What is kept about a person: told, handed out as a file, taken back and erased."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

from bot.backups import back_up
from bot.sandbox.messages import Message
from bot.sandbox.phone import Phone
from bot.sandbox.server import Sandbox
from bot.sandbox.transcript import shown
from bot.sandbox.world import World
from bot.wallclock import WallClock
from storage import audit, delegations, people
from storage.database import Database
from storage.tables import metadata
from tests.support.needs import a_cast, publishes
from tests.support.posts import comes_in
from tests.support.running import Running, file_url, running_bot

SECONDS = 20
WEEK = timedelta(days=7, minutes=1)


async def the_file(phone: Phone, world: World) -> tuple[Message, dict]:
    """The newest document in the chat, as its reader opens it."""
    await phone.until(lambda: phone.newest is not None and phone.newest.kind == "document")
    told = phone.newest.content["document"]
    return phone.newest, json.loads(world.files.by_id(told["file_id"]).data)


async def asks_for_the_file(phone: Phone) -> None:
    phone.sends("/export_me")
    await phone.taps("Send me the file", message=await phone.shows("You get one file"), change=True)


async def asks_to_be_erased(phone: Phone) -> None:
    phone.sends("/erase_me")
    await phone.taps("Yes, erase me", message=await phone.shows("At once: your access ends"), change=True)
    await phone.shows("Your access has ended")


def has_post(bot: Running, phone: Phone) -> bool:
    with bot.database.reading() as store:
        person = people.by_telegram_id(store, phone.id)
    return person is not None and person.role is not None


async def is_erased(bot: Running, phone: Phone) -> None:
    for _ in range(SECONDS * 10):
        with bot.database.reading() as store:
            if people.by_telegram_id(store, phone.id) is None:
                return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{phone.person.first_name} is still known")


def places_that_hold(database: Database, *signs: str) -> list[str]:
    """Every column of every table in which one of these stands, with what stands there."""
    found = []
    with database.reading() as store:
        for table in metadata.sorted_tables:
            for row in store.connection.execute(table.select()).mappings():
                found += [
                    f"{table.name}.{name}: {value}"
                    for name, value in row.items()
                    if any(sign in str(value) for sign in signs)
                ]
    return found


async def test_privacy_says_in_plain_words_what_is_kept_why_and_who_sees_it(bot: Running, world: World):
    amina = world.phone("Amina", language_code="en")
    await amina.says("/privacy")
    assert "Run by the exercise staff; they answer for your data." in amina.sees
    assert "Telegram carries every message and can technically read chats with bots." in amina.sees
    assert amina.buttons == [
        ["How long it is kept", "On record about me"],
        ["Export my data", "Erase me"],
        ["My contact card", "Help"],
    ]
    claire = world.phone("Claire", language_code="fr")
    await claire.says("/confidentialite")
    assert "Service assuré par the exercise staff, responsable de vos données." in claire.sees


async def test_the_periods_told_are_those_of_the_settings(world: World, sandbox: Sandbox, tmp_path: Path):
    periods = {"keep_updates_days": 3, "keep_closed_needs_months": 1, "keep_backups_days": 20}
    async with running_bot(world, sandbox, file_url(tmp_path), **periods):
        amina = world.phone("Amina", language_code="en")
        await amina.says("/privacy")
        await amina.taps("How long it is kept", change=True)
        assert "Texts of your messages: 3 days" in amina.sees
        assert "once it is over: 1 month" in amina.sees
        assert "Backups: at most 20 days" in amina.sees


async def test_the_file_holds_all_that_is_kept_about_its_reader_and_nobody_else(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await publishes(cast.amina)
    notice = await cast.daniel.shows("Chad looks for help")
    await cast.daniel.taps("Interested", message=notice, change=True)
    await cast.daniel.says("déminage au Tchad")
    await asks_for_the_file(cast.daniel)
    message, found = await the_file(cast.daniel, world)
    assert message.content["document"]["file_name"] == "clearinghouse-my-data.json"
    assert "has_protected_content" not in message.extra
    assert message.text.startswith("All that is kept about you, as of")
    assert found["person"]["name"] == "Daniel"
    assert found["person"]["telegram_id"] == cast.daniel.id
    assert [(post["delegation"], post["role"], post["rank"]) for post in found["posts"]] == [
        ("IT", "provider", "focal")
    ]
    assert [search["text"] for search in found["searches"]] == ["déminage au Tchad"]
    assert [(each["side"], each["words"]) for each in found["consents"]] == [("provider", "1")]
    assert [each["state"] for each in found["matches_answered"]] == ["interested"]
    assert "déminage au Tchad" in [each["text"] for each in found["messages"]]
    assert {"took a post", "match interested"} <= {line["verb"] for line in found["audit_trail"]}
    assert "need-notice" in {letter["kind"] for letter in found["letters"]}
    assert "Amina" not in json.dumps(found)
    assert str(cast.amina.id) not in json.dumps(found)


async def test_the_file_is_asked_for_twice_and_given_three_times_a_day(bot: Running, world: World):
    amina = world.phone("Amina", language_code="en")
    for _ in range(3):
        await asks_for_the_file(amina)
        await the_file(amina, world)
    await amina.says("/export_me")
    tapped = await amina.taps("Send me the file")
    assert tapped.alert == "You have had this file three times today. Please ask again tomorrow."
    assert len([each for each in amina.chat if each.kind == "document"]) == 3


async def test_the_file_is_kept_nowhere_but_on_the_phone(bot: Running, world: World):
    amina = world.phone("Amina", language_code="en")
    await asks_for_the_file(amina)
    await the_file(amina, world)
    assert places_that_hold(bot.database, "audit_trail") == []


async def test_whoever_asks_to_be_erased_is_out_at_once_and_back_by_one_tap(bot: Running, world: World):
    cast = await a_cast(bot, world)
    elena = world.phone("Elena", language_code="en")
    await comes_in(bot, elena, "IT", "provider")
    await cast.daniel.says("/privacy")
    await cast.daniel.taps("Erase me", change=True)
    assert "You are the only focal point of your delegation" in cast.daniel.sees
    await cast.daniel.taps("Yes, erase me", change=True)
    assert not has_post(bot, cast.daniel)
    await publishes(cast.amina)
    await elena.shows("Chad looks for help")
    assert not [each for each in cast.daniel.chat if "looks for help" in each.text]
    await cast.daniel.says("formed police unit")
    assert cast.daniel.sees.startswith("Your access has ended")
    await cast.daniel.says("/matches")
    assert cast.daniel.sees.startswith("Your access has ended")
    tapped = await cast.daniel.taps("Undo", change=True)
    assert tapped.toast == "Nothing is erased. Everything is as it was."
    assert "You speak for Italy as provider" in cast.daniel.sees
    await cast.daniel.shows("Chad looks for help")


async def test_a_post_that_somebody_else_suspended_meanwhile_stays_so(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await asks_to_be_erased(cast.daniel)
    with bot.database.transaction() as store:
        store.connection.exec_driver_sql(
            "UPDATE posts SET suspended_at = '2026-01-01 00:00:00' WHERE delegation = 'IT'"
        )
    await cast.daniel.taps("Undo", change=True)
    assert not has_post(bot, cast.daniel)


async def test_an_unanswered_yes_goes_with_whoever_gave_it(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await publishes(cast.amina)
    notice = await cast.daniel.shows("Chad looks for help")
    await cast.daniel.taps("Interested", message=notice, change=True)
    offer = await cast.amina.shows("Italy is interested")
    await asks_to_be_erased(cast.daniel)
    await cast.amina.until(lambda: "has been told" in offer.text)
    assert not [each for each in cast.amina.chat if "Contact:" in each.text]


async def test_the_only_administrator_is_warned(bot: Running, world: World):
    ruth = world.phone("Ruth", language_code="en")
    await comes_in(bot, ruth, "org:UN", "secretariat")
    await ruth.says("/erase_me")
    assert "You are the only administrator" in ruth.sees
    sam = world.phone("Sam", language_code="en")
    await comes_in(bot, sam, "org:UN", "secretariat")
    await sam.says("/erase_me")
    assert "You are the only administrator" not in sam.sees


async def test_after_a_week_nothing_names_the_person_anywhere_and_the_record_stands(
    world: World, sandbox: Sandbox, tmp_path: Path, database_url: str, caplog
):
    wall = WallClock(tmp_path / "clock")
    wall.forward(timedelta())
    periods = {"keep_updates_days": 365, "keep_letters_days": 365}
    async with running_bot(world, sandbox, database_url, clock=tmp_path / "clock", **periods) as bot:
        cast = await a_cast(bot, world)
        giulia = world.phone(
            "Giulia", last_name="D’Annunzio <b>", username="giulia_dannunzio", language_code="en"
        )
        await comes_in(bot, giulia, "IT", "provider")
        await everything_happens(cast, giulia)
        signs = (str(giulia.id), "Giulia", "Annunzio", "giulia_dannunzio", "giulia@example.org", "+390612345")
        assert {place.split(":")[0] for place in places_that_hold(bot.database, *signs)} >= {
            "people.telegram_id", "people.name", "chats.id", "inbox.raw", "outbox.payload",
            "contact_cards.email",
        }  # fmt: skip
        await asks_to_be_erased(giulia)
        wall.forward(WEEK)
        await is_erased(bot, giulia)
        assert places_that_hold(bot.database, *signs) == []
        assert not any(sign in caplog.text for sign in signs)
        with bot.database.reading() as store:
            assert [line.verb for line in audit.of_verb(store, "erased a person")] == ["erased a person"]
            assert len(audit.of_verb(store, "match agreed")) == 1, "what was done stays on record"
            assert len(delegations.speakers(store, "IT", "provider")) == 1
        await cast.amina.says("/matches")
        await cast.amina.taps("1. Italy", change=True)
        await cast.amina.taps("Contact card", message=cast.amina.newest, change=True)
        assert "no longer speaks for Italy" in cast.amina.sees
        if bot.database.path is not None:
            copy, _ = back_up(bot.database.path, tmp_path / "backups", wall.now())
            content = copy.read_bytes()
            assert [sign for sign in signs if sign.encode() in content] == []
        await giulia.says("/start")
        assert giulia.sees.startswith("Welcome, Giulia"), "the account may come back as somebody new"
        assert not has_post(bot, giulia)


async def everything_happens(cast, giulia: Phone) -> None:
    """She fills her card, searches, asks, says yes, and others see her name."""
    await giulia.shows("Public sources say")
    await giulia.says("/card")
    tapped = await giulia.taps("Hide my Telegram")
    assert tapped.alert == "Your card would name no way to reach you. Add another one first."
    await giulia.taps("E-mail", change=True)
    await giulia.says("giulia@example.org")
    await giulia.taps("Telephone", change=True)
    await giulia.says("+39 06 12345")
    await giulia.taps("Hide my Telegram", change=True)
    await giulia.taps("Show my Telegram", change=True)
    assert "On Telegram: @giulia_dannunzio" in giulia.sees
    await giulia.says("déminage au Tchad")
    await publishes(cast.amina)
    notice = await giulia.shows("Chad looks for help")
    hers = await cast.daniel.shows("Chad looks for help")
    await giulia.taps("Interested", message=notice, change=True)
    await cast.daniel.until(lambda: "Giulia" in hers.text)
    await cast.daniel.taps("My matches", message=hers, change=True)
    await cast.daniel.taps("1. Chad", change=True)
    offer = await cast.amina.shows("Italy is interested")
    await cast.amina.taps("Yes, share contacts", message=offer, change=True)
    contact = await cast.amina.shows("Contact: Italy")
    assert "giulia@example.org" in shown(contact.text)
    await cast.amina.taps("The match", message=contact, change=True)
    await cast.amina.taps("Contact card", change=True)
    await cast.amina.taps("The match", change=True)
