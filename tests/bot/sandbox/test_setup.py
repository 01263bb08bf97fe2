"""What the bot sets up about itself, and what it asks of chats."""

import pytest


def command(name="start", description="Begin"):
    return {"command": name, "description": description}


@pytest.fixture
def ada(world):
    ada = world.phone("Ada", language_code="en")
    ada.person.started = True
    return ada


async def test_commands_stand_by_scope_and_language(client, ada):
    scope = {"type": "chat", "chat_id": ada.id}
    await client.ok("setMyCommands", commands=[command()])
    await client.ok("setMyCommands", commands=[command("aide", "Aide")], language_code="fr")
    await client.ok("setMyCommands", commands=[command("desk", "Desk")], scope=scope)
    assert await client.ok("getMyCommands") == [command()]
    assert await client.ok("getMyCommands", language_code="fr") == [command("aide", "Aide")]
    assert await client.ok("getMyCommands", language_code="ar") == []
    assert await client.ok("getMyCommands", scope=scope) == [command("desk", "Desk")]
    await client.ok("deleteMyCommands", scope=scope)
    assert await client.ok("getMyCommands", scope=scope) == []


@pytest.mark.parametrize(
    ("commands", "refusal"),
    [
        ([command("Start")], "BOT_COMMAND_INVALID"),
        ([command("помощь")], "BOT_COMMAND_INVALID"),
        ([command("x" * 33)], "BOT_COMMAND_INVALID"),
        ([command(description="")], "command description can't be empty"),
        ([command(description="x" * 257)], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([command()] * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_commands_are_refused(client, commands, refusal):
    assert await client.refusal("setMyCommands", commands=commands) == f"Bad Request: {refusal}"


async def test_languages_are_two_letters(client):
    refusal = await client.refusal("setMyCommands", commands=[], language_code="pt-br")
    assert refusal == "Bad Request: invalid language code specified"


@pytest.mark.parametrize(
    ("field", "longest"), [("Name", 64), ("Description", 512), ("ShortDescription", 120)]
)
async def test_texts_about_the_bot_by_language(client, field, longest):
    name = {"ShortDescription": "short_description"}.get(field, field.lower())
    await client.ok(f"setMy{field}", **{name: "For everybody"})
    await client.ok(f"setMy{field}", **{name: "Pour tous"}, language_code="fr")
    assert await client.ok(f"getMy{field}", language_code="fr") == {name: "Pour tous"}
    assert await client.ok(f"getMy{field}", language_code="es") == {name: "For everybody"}
    assert "is too long" in await client.refusal(f"setMy{field}", **{name: "x" * (longest + 1)})


async def test_the_menu_button(client, ada):
    button = {"type": "web_app", "text": "Desk", "web_app": {"url": "https://example.org/"}}
    await client.ok("setChatMenuButton", chat_id=ada.id, menu_button=button)
    assert await client.ok("getChatMenuButton", chat_id=ada.id) == button
    assert await client.ok("getChatMenuButton") == {"type": "commands"}


async def test_chats_and_members(client, ada, world):
    group = world.group("Liaison officers", ada.person)
    assert (await client.ok("getChat", chat_id=ada.id))["first_name"] == "Ada"
    assert (await client.ok("getChat", chat_id=group.id))["title"] == "Liaison officers"
    inside = await client.ok("getChatMember", chat_id=group.id, user_id=ada.id)
    outside = await client.ok("getChatMember", chat_id=group.id, user_id=world.phone("Bo").id)
    assert (inside["status"], outside["status"]) == ("member", "left")
    assert (await client.ok("getChatMember", chat_id=group.id, user_id=world.bot_id))["status"] == "member"


async def test_the_bot_writes_to_a_group_and_hears_it(client, ada, world):
    from bot.sandbox import acts

    group = world.group("Liaison officers", ada.person)
    await client.ok("sendMessage", chat_id=group.id, text="hello all")
    acts.say(world, ada.person, "/start@clearinghouse_demo_bot", chat=group)
    [update] = await client.ok("getUpdates")
    assert update["message"]["chat"] == {"id": group.id, "type": "supergroup", "title": "Liaison officers"}


async def test_messages_are_pinned_and_unpinned(client, ada):
    sent = await client.ok("sendMessage", chat_id=ada.id, text="my next meeting")
    place = {"chat_id": ada.id, "message_id": sent["message_id"]}
    await client.ok("pinChatMessage", **place)
    [update] = await client.ok("getUpdates")
    assert update["message"]["pinned_message"]["text"] == "my next meeting"
    assert (await client.ok("getChat", chat_id=ada.id))["pinned_message"]["text"] == "my next meeting"
    assert await client.refusal("pinChatMessage", chat_id=ada.id, message_id=999) == (
        "Bad Request: message to pin not found"
    )
    await client.ok("unpinChatMessage", **place)
    assert await client.refusal("unpinChatMessage", chat_id=ada.id) == (
        "Bad Request: message to unpin not found"
    )


async def test_reactions_are_of_the_known_ones(client, ada):
    hers = ada.sends("thanks")
    place = {"chat_id": ada.id, "message_id": hers.id}
    await client.ok("setMessageReaction", **place, reaction=[{"type": "emoji", "emoji": "👍"}])
    assert hers.reactions == ["👍"]
    assert await client.refusal(
        "setMessageReaction", **place, reaction=[{"type": "emoji", "emoji": "🚗"}]
    ) == ("Bad Request: REACTION_INVALID")


async def test_names_and_parameters_are_those_of_the_schema():
    from bot.sandbox.methods.table import ANSWERS, PARAMETERS
    from tests.bot.sandbox.schema import schema

    described = {method: frozenset(params) for method, params in schema()["methods"].items()}
    assert {method: PARAMETERS[method] for method in ANSWERS} == {
        method: described[method] for method in ANSWERS
    }
