"""The key that opens Telegram's own list of people, and what the bot gets when somebody is picked."""

from bot.sandbox.acts import key_of

WISHES = {"request_id": 1, "user_is_bot": False, "max_quantity": 1, "request_name": True}


def keyboard(**more: object) -> dict[str, object]:
    key = {"text": "Pick my successor", "request_users": WISHES | more}
    return {"keyboard": [[key]], "resize_keyboard": True, "one_time_keyboard": True}


async def shown(world, client, **more: object):
    ada = world.phone("Ada", language_code="en")
    ada.person.started = True
    sent = await client.ok("sendMessage", chat_id=ada.id, text="Who?", reply_markup=keyboard(**more))
    assert "reply_markup" not in sent
    return ada


async def test_a_key_stands_in_place_of_the_letters_until_it_is_used_once(world, client):
    ada = await shown(world, client)
    assert ada.keys == [["Pick my successor"]]
    ada.shares(world.person("Bo", last_name="Björk", username="bo", started=True))
    assert ada.keys == []
    [update] = await client.ok("getUpdates")
    told = update["message"]["users_shared"]
    assert told == {
        "request_id": 1,
        "users": [{"user_id": 1_000_002, "first_name": "Bo", "last_name": "Björk"}],
    }


async def test_a_username_is_told_where_it_was_asked_for(world, client):
    ada = await shown(world, client, request_username=True, request_name=False)
    ada.shares(world.person("Weather", username="WeatherNowBot", is_bot=True))
    [update] = await client.ok("getUpdates")
    assert update["message"]["users_shared"]["users"] == [{"user_id": 1_000_002, "username": "WeatherNowBot"}]


async def test_a_message_can_take_the_key_away(world, client):
    ada = await shown(world, client)
    await client.ok("sendMessage", chat_id=ada.id, text="Other words leave it where it is.")
    assert ada.keys == [["Pick my successor"]]
    await client.ok("sendMessage", chat_id=ada.id, text="Gone", reply_markup={"remove_keyboard": True})
    assert ada.keys == []


async def test_a_key_needs_a_number_and_a_private_chat(loose, loose_world):
    ada = loose_world.person("Ada", started=True)
    group = loose_world.group("Liaison", ada)
    key = {"text": "Pick", "request_users": {"max_quantity": 1}}
    refusal = await loose.refusal("sendMessage", chat_id=ada.id, text="?", reply_markup={"keyboard": [[key]]})
    assert refusal == "Bad Request: can't parse keyboard button: KeyboardButtonRequestUsers is invalid"
    refusal = await loose.refusal("sendMessage", chat_id=group.id, text="?", reply_markup=keyboard())
    assert refusal == "Bad Request: users can be requested in private chats only"
    assert key_of(None, 1) == {}
