"""One text to all: seen before it goes, undone within a minute, told in everybody's own language."""

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
from storage import audit, outbox
from tests.support.clocks import clock_at, set_clock
from tests.support.posts import comes_in
from tests.support.running import Running, file_url, running_bot

NOW = datetime(2026, 12, 1, 14, 43, tzinfo=UTC)
TEXT = "The clearinghouse meets <b>again</b> in January.\n\nمرحبا & à bientôt"


class Stage(NamedTuple):
    bot: Running
    wall: WallClock
    ruth: Phone
    amina: Phone
    daniel: Phone


@pytest.fixture
async def stage(world: World, sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Stage]:
    """A clock that stands nearly still, and three people of three delegations."""
    wall = clock_at(tmp_path, NOW)
    async with running_bot(world, sandbox, file_url(tmp_path), clock=wall.file) as bot:
        ruth = world.phone("Ruth", language_code="en")
        amina = world.phone("Amina", language_code="fr")
        daniel = world.phone("Daniel", language_code="en")
        await comes_in(bot, ruth, "org:EXS", "secretariat")
        await comes_in(bot, amina, "QM", "recipient")
        await comes_in(bot, daniel, "QX", "provider")
        yield Stage(bot, wall, ruth, amina, daniel)


async def writes(ruth: Phone, text: str = TEXT) -> None:
    await ruth.says("/broadcast")
    await ruth.says(text)
    await ruth.taps("Send in 60 s", change=True)


def got(phone: Phone, words: str) -> int:
    return sum(message.outgoing and words in message.text for message in phone.chat)


async def test_the_author_sees_it_exactly_as_people_get_it(stage: Stage):
    ruth, daniel = stage.ruth, stage.daniel
    await ruth.says("/desk")
    await ruth.taps("Message to all", change=True)
    await ruth.says(TEXT)
    assert "Goes to 3 people of 3 delegations." in ruth.sees
    assert ruth.buttons == [
        ["Send in 60 s"],
        ["When will they read it?", "Change the text"],
        ["It is an emergency", "Cancel"],
    ]
    preview = ruth.sees
    await ruth.taps("Send in 60 s", change=True)
    await ruth.taps("Send now")
    letter = await daniel.shows("Message from the secretariat")
    head, _, because = daniel.sees.rpartition("\n")
    assert head in preview
    assert TEXT in head
    assert head.endswith("Exercise secretariat, 1 December 2026")
    assert because == "You get this because you speak for Valmora."
    assert letter.rows[0][0]["text"] == "What I can do now"


async def test_everybody_gets_it_in_their_own_language_when_its_minute_is_over(stage: Stage):
    ruth, amina, daniel = stage.ruth, stage.amina, stage.daniel
    await writes(ruth)
    assert "Goes out in 60 s" in ruth.sees
    assert ruth.buttons == [["Undo", "Send now"]]
    own, messages = ruth.newest, len(ruth.chat)
    set_clock(stage.wall, NOW + timedelta(seconds=55))
    await asyncio.sleep(1.2)
    assert got(amina, "Message du secrétariat") == 0
    set_clock(stage.wall, NOW + timedelta(seconds=62))
    await amina.shows("Message du secrétariat")
    assert f"{TEXT}\nSecrétariat de l’exercice, le 1er décembre 2026" in amina.sees
    assert "au nom de cette délégation\u202f: Mosana." in amina.sees
    await daniel.shows("Message from the secretariat")
    await ruth.shows("You get this because you speak for Exercise secretariat.")
    await ruth.until(lambda: "This message has gone out." in own.text)
    await ruth.until(lambda: "Delivered: 3 · waiting: 0" in own.text, timeout=10)
    assert len(ruth.chat) == messages + 1, "the author's card is redrawn in place"
    assert got(amina, "Message du secrétariat") == 1


async def test_undone_nobody_gets_it_and_the_text_is_still_there(stage: Stage):
    ruth, daniel = stage.ruth, stage.daniel
    await writes(ruth)
    old_button = ruth.newest.rows[0][1]["callback_data"]
    tapped = await ruth.taps("Undo", change=True)
    assert tapped.toast == "Undone. Nobody has got this message."
    assert TEXT in ruth.sees
    assert ruth.buttons == [["Write another", "Back to the desk"]]
    tapped = await ruth.presses_forged(old_button, ruth.newest)
    assert tapped.alert == "This message was undone already."
    set_clock(stage.wall, NOW + timedelta(minutes=5))
    await asyncio.sleep(1.5)
    assert got(daniel, "Message from the secretariat") == 0


async def test_send_now_goes_out_once_and_can_not_be_undone(stage: Stage):
    ruth, daniel = stage.ruth, stage.daniel
    await writes(ruth)
    own = ruth.newest
    undo = own.rows[0][0]["callback_data"]
    tapped = await ruth.taps("Send now", change=True)
    assert tapped.toast == "It goes out now."
    await daniel.shows("Message from the secretariat")
    tapped = await ruth.presses_forged(undo, own)
    assert tapped.alert == "This message has gone out already."
    set_clock(stage.wall, NOW + timedelta(minutes=5))
    await ruth.until(lambda: "Delivered: 3 · waiting: 0" in own.text, timeout=10)
    assert got(daniel, "Message from the secretariat") == 1
    with stage.bot.database.reading() as store:
        assert len(audit.of_verb(store, "released broadcast")) == 1
        assert outbox.counts(store)["failed"] == 0


@pytest.mark.parametrize(("first", "second", "letters"), [("Undo", "Send now", 0), ("Send now", "Undo", 1)])
async def test_undo_and_send_now_at_the_same_instant_do_one_of_the_two(
    stage: Stage, first: str, second: str, letters: int
):
    ruth, daniel = stage.ruth, stage.daniel
    await writes(ruth)
    queries = [ruth.press(first), ruth.press(second)]
    await ruth.until(lambda: all(query.answer for query in queries))
    set_clock(stage.wall, NOW + timedelta(minutes=5))
    await asyncio.sleep(1.5)
    with stage.bot.database.reading() as store:
        verbs = ("undid broadcast", "released broadcast")
        assert [len(audit.of_verb(store, verb)) for verb in verbs] == [1 - letters, letters]
    assert got(daniel, "Message from the secretariat") == letters


async def test_a_text_that_is_too_long_is_asked_again_and_can_be_changed(stage: Stage):
    ruth = stage.ruth
    await ruth.says("/annonce")
    await ruth.says("я" * 1_501)
    assert "This text has 1501 characters; at most 1500 fit." in ruth.sees
    assert ruth.buttons == [["Cancel"]]
    await ruth.says("я" * 1_500)
    assert "Goes to 3 people" in ruth.sees
    await ruth.taps("Change the text", change=True)
    await ruth.says("\u200b\u200b")
    assert "I can only read text." in ruth.sees
    await ruth.says("First thoughts")
    await ruth.says("Second thoughts")
    assert "Second thoughts" in ruth.sees
    await ruth.taps("Cancel", change=True)
    assert "Welcome, Ruth." in ruth.sees


async def test_only_the_secretariat_writes_to_all(stage: Stage):
    await stage.daniel.says("/broadcast")
    assert stage.daniel.sees == "This is for the secretariat only."
    await stage.ruth.says("/broadcast")
    await stage.ruth.says(TEXT)
    with stage.bot.database.transaction() as store:
        store.connection.exec_driver_sql("UPDATE posts SET ended_at = since WHERE role = 'secretariat'")
    tapped = await stage.ruth.taps("Send in 60 s")
    assert tapped.alert == "This is no longer yours: your post for Exercise secretariat has ended."


async def test_who_blocked_the_bot_is_counted_as_not_reached(stage: Stage):
    ruth, daniel = stage.ruth, stage.daniel
    daniel.blocks()
    await writes(ruth)
    own = ruth.newest
    await ruth.taps("Send now", change=True)
    await stage.amina.shows("Message du secrétariat")
    set_clock(stage.wall, NOW + timedelta(minutes=1))
    await ruth.until(lambda: "Delivered: 2 · waiting: 0 · not delivered: 1" in own.text, timeout=10)
    await ruth.taps("Refresh", message=own)
    assert "Delivered: 2" in own.text


async def test_its_minute_goes_on_while_the_bot_is_away(world: World, sandbox: Sandbox, tmp_path: Path):
    wall = clock_at(tmp_path, NOW)
    ruth = world.phone("Ruth", language_code="en")
    async with running_bot(world, sandbox, file_url(tmp_path), clock=wall.file) as bot:
        await comes_in(bot, ruth, "org:EXS", "secretariat")
        await writes(ruth)
    set_clock(wall, NOW + timedelta(hours=2))
    async with running_bot(world, sandbox, file_url(tmp_path), clock=wall.file):
        await ruth.shows("Message from the secretariat")
        await asyncio.sleep(1.2)
    assert got(ruth, "Message from the secretariat") == 1


async def test_more_people_than_one_round_are_all_told_once(
    world: World, sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("handlers.kit.rounds.PEOPLE_A_ROUND", 2)
    async with running_bot(world, sandbox, file_url(tmp_path)) as bot:
        phones = [world.phone(f"P{number}", language_code="en") for number in range(5)]
        for number, phone in enumerate(phones):
            await comes_in(bot, phone, "org:EXS", "recipient" if number else "secretariat")
        await writes(phones[0])
        await phones[0].taps("Send now", change=True)
        for phone in phones:
            await phone.shows("Message from the secretariat")
        await asyncio.sleep(1.2)
        assert [got(phone, "Message from the secretariat") for phone in phones] == [1] * 5
