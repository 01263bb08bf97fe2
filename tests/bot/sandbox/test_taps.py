"""Taps and their answers."""

import pytest

OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
async def query(world, client):
    ada = world.phone("Ada", language_code="en")
    ada.person.started = True
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await client.ok("sendMessage", chat_id=ada.id, text="?", reply_markup=markup)
    ada.press("Yes")
    [update] = await client.ok("getUpdates")
    return update["callback_query"]


async def test_the_bot_learns_who_pressed_what_where(query):
    assert (query["data"], query["from"]["first_name"], query["message"]["text"]) == ("y", "Ada", "?")
    assert query["chat_instance"]


async def test_a_tap_is_answered_once(client, query):
    assert await client.ok("answerCallbackQuery", callback_query_id=query["id"], text="saved") is True
    assert await client.refusal("answerCallbackQuery", callback_query_id=query["id"]) == OLD


async def test_a_tap_can_be_answered_for_15_seconds(client, query, clock):
    clock.forward(seconds=16)
    assert await client.refusal("answerCallbackQuery", callback_query_id=query["id"]) == OLD
    assert await client.refusal("answerCallbackQuery", callback_query_id="12") == OLD


async def test_an_answer_has_at_most_200_letters(client, query):
    refusal = await client.refusal("answerCallbackQuery", callback_query_id=query["id"], text="x" * 201)
    assert refusal == "Bad Request: MESSAGE_TOO_LONG"
    assert await client.refusal("answerCallbackQuery", callback_query_id=query["id"], cache_time=-1)
    await client.ok("answerCallbackQuery", callback_query_id=query["id"], text="x" * 200)
