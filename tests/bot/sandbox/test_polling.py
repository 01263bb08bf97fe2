"""Long polling."""

import asyncio
import time

import pytest

from bot.sandbox.methods.updates import OTHER_POLL, WEBHOOK_ACTIVE


@pytest.fixture
def ada(world):
    return world.phone("Ada", language_code="en")


def ids(updates):
    return [update["update_id"] for update in updates]


def texts(updates):
    return [update["message"]["text"] for update in updates]


async def test_an_update_comes_again_until_it_is_confirmed(client, ada):
    ada.sends("one")
    ada.sends("two")
    assert texts(await client.ok("getUpdates")) == ["one", "two"]
    [one, two] = await client.ok("getUpdates")
    assert texts(await client.ok("getUpdates", offset=one["update_id"] + 1)) == ["two"]
    assert await client.ok("getUpdates", offset=two["update_id"] + 1) == []


async def test_a_negative_offset_keeps_the_last_ones(client, ada):
    for text in "abcd":
        ada.sends(text)
    assert texts(await client.ok("getUpdates", offset=-2)) == ["c", "d"]
    assert texts(await client.ok("getUpdates")) == ["c", "d"]


async def test_the_limit_is_clamped(client, ada):
    for number in range(120):
        ada.sends(str(number))
    assert len(await client.ok("getUpdates")) == 100
    assert len(await client.ok("getUpdates", limit=0)) == 1
    assert len(await client.ok("getUpdates", limit=500)) == 100
    assert len(await client.ok("getUpdates", limit=3)) == 3


async def test_a_long_poll_ends_when_something_comes(client, ada):
    poll = asyncio.create_task(client.ok("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    assert not poll.done()
    ada.sends("hello")
    assert texts(await asyncio.wait_for(poll, 1)) == ["hello"]


async def test_a_long_poll_ends_empty_after_its_time(client):
    began = time.monotonic()
    assert await client.ok("getUpdates", timeout=1) == []
    assert 0.9 < time.monotonic() - began < 2


async def test_a_second_poll_ends_the_first(client, ada):
    first = asyncio.create_task(client.call("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(client.ok("getUpdates", timeout=30))
    status, answer = await asyncio.wait_for(first, 1)
    assert (status, answer["description"]) == (409, OTHER_POLL)
    ada.sends("to the second")
    assert texts(await second) == ["to the second"]


async def test_polling_conflicts_with_a_webhook(client):
    waiting = asyncio.create_task(client.call("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    await client.ok("setWebhook", url="http://127.0.0.1:1/hook")
    assert (await waiting)[0] == 409
    assert await client.refusal("getUpdates") == WEBHOOK_ACTIVE
    await client.ok("deleteWebhook")
    assert await client.ok("getUpdates") == []


async def test_a_tap_is_forgotten_after_150_seconds_and_a_text_after_a_day(client, ada, clock, world):
    ada.person.started = True
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await client.ok("sendMessage", chat_id=ada.id, text="?", reply_markup=markup)
    ada.sends("hello")
    ada.press("Yes")
    clock.forward(seconds=149)
    assert len(await client.ok("getUpdates")) == 2
    clock.forward(seconds=1)
    assert texts(await client.ok("getUpdates")) == ["hello"]
    clock.forward(hours=24)
    assert await client.ok("getUpdates") == []


async def test_allowed_updates_hold_until_others_are_named(client, ada, world):
    await client.ok("getUpdates", allowed_updates=["callback_query"])
    ada.sends("not wanted")
    await client.ok("getUpdates")
    ada.sends("still not wanted")
    assert await client.ok("getUpdates", allowed_updates="{broken") == []
    await client.ok("getUpdates", allowed_updates=[])
    ada.sends("wanted")
    assert texts(await client.ok("getUpdates")) == ["wanted"]
    assert world.violations == ["getUpdates.allowed_updates: '{broken' is no Array of String"]
    world.violations.clear()


async def test_update_ids_grow_by_one_also_after_a_reset(client, ada, world):
    ada.sends("one")
    [one] = await client.ok("getUpdates")
    world.reset()
    world.phone("Bo").sends("two")
    [two] = await client.ok("getUpdates")
    assert two["update_id"] == one["update_id"] + 1


async def test_the_library_polls_and_answers(bot, ada):
    ada.sends("hello")
    [update] = await bot.get_updates()
    assert update.message.from_user.language_code == "en"
    await update.message.reply_text("<b>hi</b>", parse_mode="HTML")
    assert ada.sees == "hi"
