"""One person does far too much: they are told so once, and nobody else notices."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.dbthread import DatabaseThreads
from bot.gate import Gate
from bot.intake import Intake
from bot.sandbox.phone import Phone
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from bot.wallclock import WallClock
from storage import inbox, people
from storage.database import Database
from storage.migrations import migrate
from tests.support.posts import comes_in
from tests.support.running import Running, file_url, running_bot, utc_now

TOLD = "That was a lot at once."


@pytest.fixture
async def limited(world: World, sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Running]:
    """A bot that limits persons as in service, and answers as fast as it can."""
    async with running_bot(world, sandbox, file_url(tmp_path), flood_limit=30_000, deeds_limit=20) as bot:
        yield bot


def told(phone: Phone) -> int:
    return sum(message.outgoing and TOLD in message.text for message in phone.chat)


async def test_two_thousand_texts_of_one_cost_the_others_nothing(limited: Running, world: World):
    eve, ada = world.phone("Eve", language_code="en"), world.phone("Ada", language_code="en")
    await comes_in(limited, ada, "QM", "recipient")
    for number in range(2_000):
        eve.sends(f"police training {number}")
    await ada.says("medical evacuation course", timeout=10)
    assert "Best for medical evacuation course" in ada.sees
    await eve.until(lambda: told(eve) == 1)
    assert "I go on in 10 s" in eve.sees
    await ada.says("police training")
    with limited.database.reading() as store:
        rows = sum(inbox.counts(store).values())
    answered = sum(message.outgoing for message in eve.chat)
    assert answered <= 21
    assert rows < 30, "nothing of a flood reaches the database"
    assert told(ada) == 0


async def test_a_tap_too_many_is_answered_over_the_chat_and_does_nothing(limited: Running, world: World):
    ada = world.phone("Ada", language_code="fr")
    await ada.says("/help")
    card = ada.newest
    for _ in range(19):
        ada.press("English", card)
    tapped = await ada.taps("English", message=card)
    assert "beaucoup à la fois" in tapped.toast or "a lot at once" in tapped.toast


async def test_a_full_inbox_keeps_hearing_people_with_a_post(
    world: World, sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("bot.intake.MOST_WAITING", 100)
    database = Database(file_url(tmp_path))
    migrate(database)
    async with running_bot(world, sandbox, file_url(tmp_path)) as bot:
        ada = world.phone("Ada", language_code="en")
        await comes_in(bot, ada, "QM", "recipient")
    threads = DatabaseThreads(1)
    # As on a server that only stores what comes in, while another one is to handle it.
    intake = Intake(database, threads, None, WallClock(), Gate(20), lambda: False)
    for number in range(300):
        await intake.take([_text(number, person=50_000 + number)])
    await intake.take([_text(900, person=ada.id)])
    with database.reading() as store:
        waiting = inbox.waiting(store)
        assert people.with_posts(store, {ada.id, 50_001}) == {ada.id}
    assert len(waiting) == 101
    assert waiting[-1].chat == ada.id
    threads.close()
    database.close()


def _text(number: int, person: int) -> dict[str, object]:
    user = {"id": person, "is_bot": False, "first_name": "X"}
    chat = {"id": person, "type": "private"}
    date = int(utc_now().timestamp())
    message = {"message_id": 1, "date": date, "chat": chat, "from": user, "text": "police"}
    return {"update_id": 10_000_000 + number, "message": message}
