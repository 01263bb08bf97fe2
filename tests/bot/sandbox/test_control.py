"""The control interface, as the phones page uses it."""

import asyncio
import json

import pytest

from bot.sandbox.server import Sandbox


@pytest.fixture
def page(session, sandbox):
    """(method, path, body) → (status, JSON or text)."""

    async def request(method, path, body=None, **headers):
        url = f"{sandbox.url}/sandbox/{path}"
        async with session.request(method, url, json=body, headers=headers) as answer:
            told = await (answer.json() if answer.content_type == "application/json" else answer.text())
            return answer.status, told

    return request


async def events(session, sandbox, after, number, **headers):
    """The next events after `after`."""
    got = []
    url = f"{sandbox.url}/sandbox/events?after={after}"
    async with asyncio.timeout(5), session.get(url, headers=headers) as stream:
        async for line in stream.content:
            if line.startswith(b"id: "):
                got.append([int(line[4:])])
            elif line.startswith(b"data: "):
                got[-1].append(json.loads(line[6:]))
                if len(got) == number:
                    return got
    return got


async def test_people_are_added_changed_and_listed(page):
    status, ada = await page("POST", "people", {"first_name": "Ada", "language_code": "fr"})
    assert status == 201
    assert ada == {
        "id": 1_000_001,
        "first_name": "Ada",
        "last_name": None,
        "language_code": "fr",
        "blocked": False,
        "offline": False,
        "started": False,
        "is_bot": False,
    }
    _, changed = await page(
        "POST", f"people/{ada['id']}", {"language_code": "ar", "blocked": True, "offline": True}
    )
    assert (changed["language_code"], changed["blocked"], changed["offline"]) == ("ar", True, True)
    _, state = await page("GET", "state")
    assert state["people"] == [changed]
    assert state["bot"]["username"] == "clearinghouse_demo_bot"


async def test_the_page_sends_texts_and_taps_and_sees_them_in_the_state(page, client, world):
    _, ada = await page("POST", "people", {"first_name": "Ada", "language_code": "en"})
    place = f"people/{ada['id']}"
    await page("POST", f"{place}/start", {"payload": "x1"})
    await page("POST", f"{place}/text", {"text": "hello"})
    markup = {
        "inline_keyboard": [[{"text": "Yes", "callback_data": "y"}, {"text": "Go", "url": "https://x.org/"}]]
    }
    sent = await client.ok(
        "sendMessage", chat_id=ada["id"], text="<b>hi</b>", parse_mode="HTML", reply_markup=markup
    )
    _, tapped = await page("POST", f"{place}/tap", {"message_id": sent["message_id"], "row": 0, "column": 0})
    updates = await client.ok("getUpdates")
    assert [update.get("message", {}).get("text") for update in updates] == ["/start x1", "hello", None]
    assert updates[-1]["callback_query"]["id"] == tapped["query_id"]
    _, state = await page("GET", "state")
    bubble = state["messages"][-1]
    assert bubble == {
        "chat_id": ada["id"],
        "message_id": sent["message_id"],
        "date": sent["date"],
        "edit_date": None,
        "outgoing": True,
        "text": "hi",
        "entities": [{"type": "bold", "offset": 0, "length": 2}],
        "reply_markup": markup,
        "kind": "text",
    }
    assert state["people"][0]["started"] is True
    assert [call["method"] for call in state["calls"]] == ["sendMessage", "getUpdates"]
    for row, column in ((0, 1), (0, 2), (3, 0)):
        status, _ = await page(
            "POST", f"{place}/tap", {"message_id": sent["message_id"], "row": row, "column": column}
        )
        assert status in {400, 404}


async def test_stickers_and_voices(page, client):
    _, ada = await page("POST", "people", {"first_name": "Ada", "language_code": "en"})
    for thing in ("sticker", "voice"):
        _, bubble = await page("POST", f"people/{ada['id']}/{thing}", {})
        assert bubble["kind"] == thing
    assert (await page("POST", f"people/{ada['id']}/dance", {}))[0] == 404


async def test_an_offline_phone_sends_nothing(page):
    _, ada = await page("POST", "people", {"first_name": "Ada", "language_code": "en"})
    await page("POST", f"people/{ada['id']}", {"offline": True})
    assert await page("POST", f"people/{ada['id']}/text", {"text": "x"}) == (
        409,
        {"description": "Ada's phone is offline"},
    )


async def test_events_are_replayed_and_then_live(session, sandbox, world, client):
    ada = world.phone("Ada")
    ada.sends("one")
    kinds = [event["type"] for _, event in await events(session, sandbox, 0, 3)]
    assert kinds == ["person", "person", "message"]
    reading = asyncio.create_task(events(session, sandbox, world.events.seq, 5))
    await asyncio.sleep(0.05)
    sent = await client.ok("sendMessage", chat_id=ada.id, text="two")
    await client.ok("deleteMessage", chat_id=ada.id, message_id=sent["message_id"])
    await client.ok("setMyCommands", commands=[])
    got = await reading
    assert [event["type"] for _, event in got] == ["message", "call", "deleted", "call", "commands"]
    assert got[1][1]["call"]["method"] == "sendMessage"
    [(seq, event)] = await events(session, sandbox, 0, 1, **{"Last-Event-ID": str(got[1][0])})
    assert (seq, event["type"]) == (got[2][0], "deleted")


async def test_an_answered_tap_is_an_event(session, sandbox, world, client):
    ada = world.phone("Ada")
    ada.person.started = True
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    sent = await client.ok("sendMessage", chat_id=ada.id, text="?", reply_markup=markup)
    query, after = ada.press("Yes"), world.events.seq
    await client.ok("answerCallbackQuery", callback_query_id=query.id, text="saved", show_alert=True)
    [(_, event)] = await events(session, sandbox, after, 1)
    assert event == {
        "type": "callback",
        "chat_id": ada.id,
        "message_id": sent["message_id"],
        "query_id": query.id,
        "text": "saved",
        "show_alert": True,
    }


async def test_who_was_away_too_long_is_told_to_begin_anew(session, sandbox, world):
    ada = world.phone("Ada")
    for number in range(2_100):
        ada.sends(str(number))
    assert (await events(session, sandbox, 1, 1))[0][1] == {"type": "reset"}
    assert (await events(session, sandbox, world.events.seq + 5, 1))[0][1] == {"type": "reset"}


async def test_the_menu_of_commands_is_the_nearest_one(page, client, world):
    ada = world.phone("Ada", language_code="fr")

    async def menu():
        return [one["command"] for one in (await page("GET", f"people/{ada.id}/commands"))[1]]

    def command(name):
        return [{"command": name, "description": name}]

    assert await menu() == []
    await client.ok("setMyCommands", commands=command("all"))
    await client.ok("setMyCommands", commands=command("private"), scope={"type": "all_private_chats"})
    assert await menu() == ["private"]
    await client.ok(
        "setMyCommands", commands=command("french"), scope={"type": "all_private_chats"}, language_code="fr"
    )
    assert await menu() == ["french"]
    await client.ok("setMyCommands", commands=command("hers"), scope={"type": "chat", "chat_id": ada.id})
    assert await menu() == ["hers"]


async def test_time_goes_forward_through_whoever_owns_the_clock(session, world, clock):
    def forward(seconds):
        clock.forward(seconds=seconds)

    async with Sandbox(world, on_forward=forward) as sandbox:
        answer = await session.post(f"{sandbox.url}/sandbox/forward", json={"seconds": 86_400})
        assert await answer.json() == {"now": "2026-01-06T09:00:00+00:00"}
    assert world.events.after(0)[-1][1] == {"type": "clock", "now": "2026-01-06T09:00:00+00:00"}


async def test_faults_are_ordered_and_cleared(page, client, world):
    assert (await page("POST", "faults", {"method": "getMe", "code": 429, "retry_after": 3, "times": 2}))[
        0
    ] == 201
    assert await client.refusal("getMe") == "Too Many Requests: retry after 3"
    assert (await page("DELETE", "faults"))[0] == 204
    await client.ok("getMe")
    assert (await page("POST", "faults", {"method": "getMe", "colour": "red"}))[0] == 400


async def test_a_chat_as_text(page, world, client):
    ada = world.phone("Ada")
    ada.sends("hello")
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await client.ok("sendMessage", chat_id=ada.id, text="hi", reply_markup=markup)
    assert await page("GET", f"transcript/{ada.id}") == (200, "#1 Ada: hello\n#2 bot: hi\n    [Yes]")
    assert (await page("GET", "transcript/5"))[0] == 404


async def test_another_page_in_the_same_browser_is_kept_out(page):
    assert (await page("POST", "people", {"first_name": "Eve"}, Origin="https://evil.example"))[0] == 403


async def test_it_closes_at_once_with_polls_and_streams_open(session, world):
    async with Sandbox(world) as sandbox:
        assert (await session.get(f"{sandbox.url}/sandbox/ready")).status == 200
        poll = asyncio.create_task(session.get(f"{sandbox.url}/bot{world.token}/getUpdates?timeout=50"))
        stream = asyncio.create_task(events(session, sandbox, 0, 99))
        await asyncio.sleep(0.1)
        closing = asyncio.create_task(sandbox.close())
        async with asyncio.timeout(0.5):
            await closing
    assert (await poll).status == 200
    await asyncio.wait([stream])
