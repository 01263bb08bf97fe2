"""The wire: how calls may be written, and how they are answered."""

import json

import aiohttp
import pytest

from bot.sandbox.world import World


@pytest.fixture
def ada(world):
    ada = world.phone("Ada", language_code="en")
    ada.person.started = True
    return ada


async def test_the_name_of_a_method_may_be_written_in_any_case(client, world):
    assert (await client.ok("GETME"))["username"] == world.username
    assert (await client.ok("getme"))["is_bot"] is True


async def test_parameters_come_by_query_form_json_and_multipart(client, ada):
    url = f"{client.root}/sendMessage"
    chat = str(ada.id)
    form = aiohttp.FormData({"chat_id": chat, "text": "by multipart"}, default_to_multipart=True)
    await client.session.get(url, params={"chat_id": chat, "text": "by query"})
    await client.session.post(url, data={"chat_id": chat, "text": "by form"})
    await client.session.post(url, json={"chat_id": ada.id, "text": "by json"})
    await client.session.post(url, data=form)
    assert [bubble.text for bubble in ada.chat] == ["by query", "by form", "by json", "by multipart"]


async def test_nested_values_are_objects_or_json_text(client, ada):
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await client.ok("sendMessage", chat_id=ada.id, text="as object", reply_markup=markup)
    assert ada.buttons == [["Yes"]]
    await client.ok("sendMessage", chat_id=str(ada.id), text="as text", reply_markup=json.dumps(markup))
    assert ada.buttons == [["Yes"]]


async def test_a_refusal_has_its_code_as_http_status_too(client):
    status, answer = await client.call("sendMessage", chat_id=5, text="x")
    assert status == 400
    assert answer == {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"}


@pytest.mark.parametrize(
    ("token", "description"),
    [
        ("nonsense", "Unauthorized: invalid token specified"),
        ("123:abc_def-ghi", "Unauthorized"),
    ],
)
async def test_a_wrong_token_is_unauthorized(session, sandbox, token, description):
    async with session.get(f"{sandbox.url}/bot{token}/getMe") as answer:
        assert answer.status == 401
        assert await answer.json() == {"ok": False, "error_code": 401, "description": description}


async def test_an_unknown_method_is_not_found(client):
    status, answer = await client.call("sendLove")
    assert (status, answer["description"]) == (404, "Not Found: method not found")


async def test_a_method_that_is_not_modelled_fails_loudly(client, caplog):
    status, answer = await client.call("sendDice", chat_id=1)
    assert status == 501
    assert "does not model sendDice" in answer["description"]
    assert "does not model sendDice" in caplog.text


async def test_a_misspelt_parameter_is_accepted_and_told(loose, loose_world):
    ada = loose_world.phone("Ada")
    ada.person.started = True
    await loose.ok("sendMessage", chat_id=ada.id, text="x", parse_mod="HTML")
    assert loose_world.calls.last(1)[0].warnings == ["sendMessage: unknown parameter parse_mod"]
    assert loose_world.violations == ["sendMessage: unknown parameter parse_mod"]


async def test_a_json_null_is_not_the_same_as_nothing(loose, loose_world):
    bo = loose_world.phone("Bo")
    bo.person.started = True
    send = {"chat_id": bo.id, "text": "x"}
    assert (
        await loose.refusal("sendMessage", **send, parse_mode=None) == "Bad Request: unsupported parse_mode"
    )
    assert await loose.refusal("sendMessage", **send, reply_markup=None) == (
        "Bad Request: object expected as reply markup"
    )


async def test_a_body_that_is_no_json_is_refused(client):
    headers = {"Content-Type": "application/json"}
    async with client.session.post(f"{client.root}/getMe", data="{", headers=headers) as answer:
        assert (await answer.json())["description"] == "Bad Request: can't parse JSON object"


async def test_the_world_outlives_its_server_and_ids_go_on(session, world):
    from bot.sandbox.server import Sandbox

    ada = world.phone("Ada")
    ada.sends("one")
    async with Sandbox(world) as first, session.get(f"{first.url}/bot{world.token}/getUpdates") as answer:
        [one] = (await answer.json())["result"]
    ada.sends("two")
    async with Sandbox(world) as again, session.get(f"{again.url}/bot{world.token}/getUpdates") as answer:
        [_, two] = (await answer.json())["result"]
    assert two["update_id"] == one["update_id"] + 1
    assert two["message"]["message_id"] == one["message"]["message_id"] + 1


def test_ids_are_the_same_in_every_run():
    def first_update():
        world = World()
        world.phone("Ada").sends("hello")
        update = world.updates.waiting()[0].update
        return update["update_id"], update["message"]["message_id"], update["message"]["from"]["id"]

    assert first_update() == first_update() == (1, 1, 1_000_001)
