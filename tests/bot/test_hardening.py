"""One bad row, letter or due never stops the others; strange people and proxies neither."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.world import World
from storage import dues, outbox, people
from storage.outbox import LetterRow
from tests.support.running import Running


def now() -> datetime:
    return datetime.now(UTC)


async def test_a_letter_of_a_kind_nobody_knows_fails_alone(bot: Running, world: World):
    ada = world.phone("Ada", language_code="en")
    await ada.starts()
    with bot.database.transaction() as store:
        person = people.by_telegram_id(store, ada.id)
        times = {"created_at": now(), "due_at": now(), "deadline": now() + timedelta(days=1)}
        outbox.add(
            store, LetterRow(key="old", chat=ada.id, person=person.id, kind="from-an-old-version", **times)
        )
    await ada.says("medical evacuation course")
    with bot.database.reading() as store:
        assert outbox.counts(store)["failed"] == 1


async def test_a_due_of_a_kind_nobody_knows_waits_alone(bot: Running, world: World):
    with bot.database.transaction() as store:
        dues.add(store, "old", "from-an-old-version", now() - timedelta(days=1))
        dues.add(store, "forget now", "forget", now() - timedelta(hours=1))
    ada = world.phone("Ada", language_code="en")

    def is_done() -> bool:
        with bot.database.reading() as store:
            return dues.due(store, now()) == []

    await ada.until(is_done, timeout=10)


@pytest.mark.parametrize("text", ["half a \ud83d character", "a \x00 byte", "search\npolice training"])
async def test_texts_that_databases_dislike_are_answered(bot: Running, world: World, text: str):
    ada = world.phone("Ada", language_code="en", last_name="\ud83d")
    await ada.says(text)
    assert ada.buttons != []


async def test_a_command_may_be_followed_by_a_new_line(bot: Running, world: World):
    ada = world.phone("Ada", language_code="en")
    await ada.says("/search\nmedical evacuation course")
    assert "Best for medical evacuation course" in ada.sees


async def test_the_caption_of_a_picture_is_read(bot: Running, world: World):
    ada = world.phone("Ada", language_code="en")
    ada.sends_photo(caption="medical evacuation course")
    await ada.shows("Best for medical evacuation course")


async def test_a_proxy_s_refusal_is_not_taken_for_a_person_s(bot: Running, world: World):
    ada = world.phone("Ada", language_code="en")
    world.faults.add("sendMessage", mode="garbage", code=403, times=1)
    await ada.says("medical evacuation course", timeout=10)
    with bot.database.reading() as store:
        assert people.by_telegram_id(store, ada.id).is_stopped is False


async def test_an_answer_without_a_result_stops_nobody(bot: Running, world: World):
    ada = world.phone("Ada", language_code="en")
    world.faults.add("getUpdates", mode="truncate", times=2)
    world.faults.add("sendMessage", mode="truncate", times=1)
    await ada.says("medical evacuation course", timeout=10)
    assert "Best for" in ada.sees
