"""Troubles on order."""

import json
import time

import aiohttp
import pytest
from telegram.error import Forbidden, InvalidToken, NetworkError, RetryAfter


@pytest.fixture
def ada(world):
    ada = world.phone("Ada", language_code="en")
    ada.person.started = True
    return ada


async def test_a_call_is_refused_as_often_as_ordered(client, ada, world):
    world.faults.add("sendMessage", 429, retry_after=7, times=2)
    send = {"chat_id": ada.id, "text": "x"}
    for _ in range(2):
        status, answer = await client.call("sendMessage", **send)
        assert (status, answer["parameters"]) == (429, {"retry_after": 7})
    await client.ok("sendMessage", **send)
    assert [bubble.text for bubble in ada.chat] == ["x"]


async def test_a_trouble_meets_only_what_it_was_ordered_for(client, ada, world):
    world.faults.add("sendMessage", 500, contains="bad news")
    world.faults.add("*", 403, chat_id=12)
    await client.ok("sendMessage", chat_id=ada.id, text="good news")
    assert await client.refusal("sendMessage", chat_id=ada.id, text="bad news") == "Internal Server Error"
    assert len(world.faults.waiting) == 1


async def test_the_library_understands_each_refusal(bot, ada, world, monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # or the library warns that its RetryAfter will change
    for code, error in ((403, Forbidden), (429, RetryAfter), (502, NetworkError), (404, InvalidToken)):
        world.faults.add("sendMessage", code, retry_after=1 if code == 429 else None)
        with pytest.raises(error):
            await bot.send_message(ada.id, "x")


async def test_a_delay_waits_and_then_answers(client, ada, world):
    world.faults.add("sendMessage", delay=0.2)
    began = time.monotonic()
    await client.ok("sendMessage", chat_id=ada.id, text="x")
    assert time.monotonic() - began >= 0.2


async def test_a_dropped_call_is_not_done_and_a_lost_answer_is(client, ada, world):
    world.faults.add("sendMessage", mode="drop")
    world.faults.add("sendMessage", mode="lose")
    for text in ("dropped", "lost"):
        with pytest.raises(aiohttp.ClientConnectionError):
            await client.call("sendMessage", chat_id=ada.id, text=text)
    assert [bubble.text for bubble in ada.chat] == ["lost"]
    await client.ok("sendMessage", chat_id=ada.id, text="and all is well again")


async def test_an_answer_may_be_cut_or_garbage(client, ada, world):
    send = {"chat_id": ada.id, "text": "x"}
    world.faults.add("sendMessage", mode="truncate")
    world.faults.add("sendMessage", 502, mode="garbage")
    async with client.session.post(f"{client.root}/sendMessage", json=send) as answer:
        assert answer.status == 200
        with pytest.raises(json.JSONDecodeError):
            json.loads(await answer.text())
    async with client.session.post(f"{client.root}/sendMessage", json=send) as answer:
        assert (answer.status, answer.content_type) == (502, "text/html")
    assert len(ada.chat) == 1


async def test_updates_are_delivered_twice_even_when_confirmed(client, ada, world):
    world.faults.add("getUpdates", mode="duplicate")
    ada.sends("one")
    [one] = await client.ok("getUpdates")
    ada.sends("two")
    again = await client.ok("getUpdates", offset=one["update_id"] + 1)
    assert [update["message"]["text"] for update in again] == ["one", "two"]
    assert len(await client.ok("getUpdates", offset=one["update_id"] + 1)) == 1


def test_an_unknown_mode_is_a_mistake_of_the_test(world):
    with pytest.raises(ValueError, match="no such mode"):
        world.faults.add("sendMessage", mode="explode")
