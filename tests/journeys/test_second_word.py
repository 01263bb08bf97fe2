"""A message to more than fifty people needs the word of a second person of the secretariat."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.sandbox.phone import Phone
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from bot.wallclock import WallClock
from handlers.kit.buttons import Code, KeyRing
from storage import audit, delegations, people
from tests.support.clocks import clock_at, set_clock
from tests.support.posts import comes_in
from tests.support.running import Running, file_url, running_bot

NOW = datetime(2026, 12, 1, 14, 43, tzinfo=UTC)
TEXT = "The clearinghouse meets again in January."
LETTER = "Message from the secretariat"


class Stage(NamedTuple):
    bot: Running
    wall: WallClock
    ruth: Phone
    karim: Phone
    amina: Phone


@pytest.fixture
async def stage(world: World, sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Stage]:
    """Two of the secretariat, an officer, and nobody else."""
    wall = clock_at(tmp_path, NOW)
    async with running_bot(world, sandbox, file_url(tmp_path), clock=wall.file) as bot:
        ruth, karim, amina = (world.phone(name, language_code="en") for name in ("Ruth", "Karim", "Amina"))
        await comes_in(bot, ruth, "org:EXS", "secretariat")
        await comes_in(bot, karim, "org:EXS", "secretariat")
        await comes_in(bot, amina, "QM", "recipient")
        yield Stage(bot, wall, ruth, karim, amina)


def others_come(stage: Stage, many: int) -> None:
    """People of Valmora whose phones are elsewhere."""
    with stage.bot.database.transaction() as store:
        for number in range(many):
            chat = 9_000_000 + number
            people.know_chats(store, {chat})
            person = people.add(store, chat, f"Officer {number}", "en", NOW)
            delegations.take_post(store, person.id, "QX", "provider", NOW)


async def writes(phone: Phone) -> None:
    await phone.says("/broadcast")
    await phone.says(TEXT)


def got(phone: Phone) -> int:
    return sum(message.outgoing and LETTER in message.text for message in phone.chat)


def count(stage: Stage, verb: str) -> int:
    with stage.bot.database.reading() as store:
        return len(audit.of_verb(store, verb))


async def test_to_fifty_people_one_is_enough(stage: Stage):
    others_come(stage, 47)
    await writes(stage.ruth)
    assert "Goes to 50 people" in stage.ruth.sees
    assert stage.ruth.buttons[0] == ["Send in 60 s"]
    await stage.ruth.taps("Send in 60 s", change=True)
    await stage.ruth.taps("Send now")
    await stage.amina.shows(LETTER)


async def test_to_fifty_one_it_waits_until_a_colleague_agrees_and_then_a_minute(stage: Stage):
    others_come(stage, 48)
    ruth, karim, amina = stage.ruth, stage.karim, stage.amina
    await writes(ruth)
    assert "It goes to more than 50 people" in ruth.sees
    await ruth.taps("Ask a colleague", change=True)
    assert "asked to agree" in ruth.sees
    assert ruth.buttons == [["Undo"], ["Back to the desk"]]
    await karim.shows("A colleague wants to send this to all.")
    assert TEXT in karim.sees
    assert "Goes to 51 people." in karim.sees
    set_clock(stage.wall, NOW + timedelta(hours=3))
    await asyncio.sleep(1.2)
    assert got(amina) == 0, "time alone sends nothing"
    tapped = await karim.taps("Agree: send in 60 s", change=True)
    assert tapped.toast == "Agreed. It goes out within a minute."
    await ruth.shows("Goes out in")
    assert ruth.buttons == [["Undo", "Send now"]]
    set_clock(stage.wall, NOW + timedelta(hours=3, minutes=2))
    await amina.shows(LETTER)
    assert count(stage, "agreed to broadcast") == 1


async def test_whoever_wrote_it_can_not_agree_nor_send_it(stage: Stage):
    others_come(stage, 60)
    ruth, karim, amina = stage.ruth, stage.karim, stage.amina
    await writes(ruth)
    await ruth.taps("Ask a colleague", change=True)
    card = await karim.shows("Do you agree?")
    agree = card.rows[0][0]["callback_data"]
    tapped = await ruth.presses_forged(agree, ruth.newest)
    assert "not yours" in tapped.alert, "a colleague's button is nobody else's"
    for route in ("agreebroadcast", "sendbroadcast"):
        code = _code(stage, ruth, route, agree)
        tapped = await ruth.presses_forged(code, ruth.newest)
        assert "somebody else" in tapped.alert.lower()
    tapped = await amina.presses_forged(_code(stage, amina, "agreebroadcast", agree), amina.newest)
    assert tapped.alert == "This is for the secretariat only."
    set_clock(stage.wall, NOW + timedelta(hours=1))
    await asyncio.sleep(1.2)
    assert got(amina) == 0
    assert count(stage, "released broadcast") == 0


async def test_a_colleague_who_says_no_keeps_it_from_going_out(stage: Stage):
    others_come(stage, 60)
    await writes(stage.ruth)
    await stage.ruth.taps("Ask a colleague", change=True)
    await stage.karim.shows("Do you agree?")
    await stage.karim.taps("Don't send it", change=True)
    await stage.ruth.shows("Undone. Nobody has got this message.")
    set_clock(stage.wall, NOW + timedelta(hours=1))
    await asyncio.sleep(1.2)
    assert got(stage.amina) == 0


async def test_it_can_be_undone_after_a_colleague_has_agreed(stage: Stage):
    others_come(stage, 60)
    await writes(stage.ruth)
    await stage.ruth.taps("Ask a colleague", change=True)
    await stage.karim.shows("Do you agree?")
    await stage.karim.taps("Agree: send in 60 s", change=True)
    await stage.ruth.shows("Goes out in")
    await stage.ruth.taps("Undo", change=True)
    set_clock(stage.wall, NOW + timedelta(hours=1))
    await asyncio.sleep(1.2)
    assert got(stage.amina) == 0
    await stage.karim.shows("Undone. Nobody has got this message.")


async def test_alone_in_the_secretariat_nobody_writes_to_more_than_fifty(stage: Stage):
    others_come(stage, 60)
    with stage.bot.database.transaction() as store:
        karim = people.by_telegram_id(store, stage.karim.id)
        store.connection.exec_driver_sql(f"UPDATE posts SET ended_at = since WHERE person = {karim.id}")
    await writes(stage.ruth)
    tapped = await stage.ruth.taps("Ask a colleague")
    assert "a colleague of the secretariat has to agree, and there is none" in tapped.alert
    assert count(stage, "wrote broadcast") == 0


def _code(stage: Stage, phone: Phone, route: str, like: str) -> str:
    """As if the bot had drawn this person that button."""
    keys = KeyRing(stage.bot.settings.button_key_ring)
    return keys.write(Code(route, like.split("|")[2]), phone.id)
