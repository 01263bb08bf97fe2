"""What Telegram refuses of texts, keyboards and edits, in its own words."""

import pytest

from bot.sandbox.methods.messages import NOT_MODIFIED


@pytest.fixture
def ada(world):
    ada = world.phone("Ada", language_code="en")
    ada.person.started = True
    return ada


@pytest.fixture
def bo(loose_world):
    """Somebody in the world where wrong calls are made on purpose."""
    bo = loose_world.phone("Bo")
    bo.person.started = True
    return bo


def keyboard(*rows):
    return {"inline_keyboard": [list(row) for row in rows]}


def button(text="Yes", **deed):
    return {"text": text, **(deed or {"callback_data": "y"})}


@pytest.mark.parametrize("text", ["", "  \n ", "<b> </b>", "<b></b>", "\u200b\u2800"])
async def test_a_text_may_not_be_empty_after_parsing_and_trimming(client, ada, text):
    refusal = await client.refusal("sendMessage", chat_id=ada.id, text=text, parse_mode="HTML")
    assert refusal == "Bad Request: message text is empty"


async def test_a_text_may_have_4096_utf_16_units_after_parsing(client, ada):
    await client.ok("sendMessage", chat_id=ada.id, text="<b>" + "😀" * 2048 + "</b>", parse_mode="HTML")
    refusal = await client.refusal("sendMessage", chat_id=ada.id, text="😀" * 2048 + "x")
    assert refusal == "Bad Request: message is too long"


async def test_broken_html_and_unknown_modes_are_refused(client, ada):
    send = {"chat_id": ada.id, "text": "a <foo>b"}
    assert await client.refusal("sendMessage", **send, parse_mode="HTML") == (
        'Bad Request: can\'t parse entities: Unsupported start tag "foo" at byte offset 2'
    )
    assert (
        await client.refusal("sendMessage", **send, parse_mode="BB") == "Bad Request: unsupported parse_mode"
    )


async def test_the_message_comes_back_with_entities_its_own_and_those_found(client, ada):
    text = "  <b>Hi 😀</b> /start a@example.org https://example.org/x, @clearing #un "
    sent = await client.ok("sendMessage", chat_id=ada.id, text=text, parse_mode="HTML")
    units = sent["text"].encode("utf-16-le")
    found = [
        (one["type"], units[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le"))
        for one in sent["entities"]
    ]
    assert sent["text"].startswith("Hi 😀 /start")
    assert found == [
        ("bold", "Hi 😀"),
        ("bot_command", "/start"),
        ("email", "a@example.org"),
        ("url", "https://example.org/x"),
        ("mention", "@clearing"),
        ("hashtag", "#un"),
    ]


async def test_nested_styles_are_cut_as_the_server_cuts_them(client, ada):
    sent = await client.ok("sendMessage", chat_id=ada.id, text="<b>ab<i>c</i></b>", parse_mode="HTML")
    spans = [(one["type"], one["offset"], one["length"]) for one in sent["entities"]]
    assert spans == [("bold", 0, 2), ("bold", 2, 1), ("italic", 2, 1)]


async def test_old_direction_marks_are_removed_and_isolates_stay(client, ada):
    text = "\u202bx\u202c <b>\u2068قطر\u2069\r</b>\tz"
    sent = await client.ok("sendMessage", chat_id=ada.id, text=text, parse_mode="HTML")
    assert sent["text"] == "x \u2068قطر\u2069 z"
    assert sent["entities"] == [{"type": "bold", "offset": 2, "length": 5}]


async def test_a_link_to_a_person_mentions_whom_the_bot_has_met(client, ada):
    text = f"<a href='tg://user?id={ada.id}'>Ada</a> <a href='tg://user?id=5'>Who</a>"
    sent = await client.ok("sendMessage", chat_id=ada.id, text=text, parse_mode="HTML")
    assert [one["user"]["first_name"] for one in sent["entities"]] == ["Ada"]


@pytest.mark.parametrize(
    ("markup", "refusal"),
    [
        (keyboard([button(callback_data="ж" * 33)]), "BUTTON_DATA_INVALID"),
        (
            keyboard([button(callback_data="")]),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (keyboard(*([button()] * 8 for _ in range(13))), "reply markup is too long"),
        ([], "object expected as reply markup"),
        ({"inline_keyboard": {}}, 'Field "inline_keyboard" must be of type Array'),
        ("{broken", "can't parse reply keyboard markup JSON object"),
        (
            keyboard([button(url="not a link")]),
            "inline keyboard button URL 'not a link' is invalid: Wrong HTTP URL",
        ),
        (
            keyboard([button(web_app={"url": "http://x.org/"})]),
            "inline keyboard button Web App URL 'http://x.org/' is invalid: Only HTTPS links are allowed",
        ),
        (keyboard([button(text=" ")]), "BUTTON_TEXT_INVALID"),
        (keyboard([button(copy_text={"text": "x" * 257})]), "BUTTON_COPY_TEXT_INVALID"),
        (
            keyboard([button(style="pink", callback_data="y")]),
            "can't parse inline keyboard button: Invalid button style specified",
        ),
    ],
)
async def test_a_keyboard_is_refused(loose, bo, markup, refusal):
    assert await loose.refusal("sendMessage", chat_id=bo.id, text="x", reply_markup=markup) == (
        f"Bad Request: {refusal}"
    )


async def test_64_bytes_of_data_and_100_buttons_are_accepted(client, ada):
    rows = [[button(callback_data="x" * 64)] * 8 for _ in range(12)] + [[button()] * 4]
    await client.ok("sendMessage", chat_id=ada.id, text="x", reply_markup=keyboard(*rows))
    assert sum(map(len, ada.buttons)) == 100


async def test_every_kind_of_button_comes_back_as_it_was(client, ada):
    row = [
        button(callback_data="y", style="danger"),
        button(url="https://example.org/"),
        button(copy_text={"text": "CB-2026-0042"}),
        button(switch_inline_query="x"),
        button(web_app={"url": "http://127.0.0.1:8000/app"}),
    ]
    sent = await client.ok("sendMessage", chat_id=ada.id, text="x", reply_markup=keyboard(row))
    assert sent["reply_markup"] == keyboard(row)


async def test_chats_that_cannot_be_written_to(loose, loose_world, bo):
    new, gone = loose_world.phone("New"), loose_world.phone("Gone")
    gone.sends("hello")
    gone.deletes_account()
    assert await loose.refusal("sendMessage", text="x") == "Bad Request: chat_id is empty"
    assert await loose.refusal("sendMessage", chat_id=42, text="x") == "Bad Request: chat not found"
    assert await loose.refusal("sendMessage", chat_id=new.id, text="x") == (
        "Forbidden: bot can't initiate conversation with a user"
    )
    assert await loose.refusal("sendMessage", chat_id=gone.id, text="x") == "Forbidden: user is deactivated"


async def test_who_blocks_the_bot_is_told_of_and_cannot_be_written_to(client, ada):
    ada.blocks()
    [update] = await client.ok("getUpdates")
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert (
        await client.refusal("sendMessage", chat_id=ada.id, text="x")
        == "Forbidden: bot was blocked by the user"
    )
    ada.sends("here I am again")
    [back, said] = await client.ok("getUpdates", offset=update["update_id"] + 1)
    assert back["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert said["message"]["text"] == "here I am again"
    await client.ok("sendMessage", chat_id=ada.id, text="welcome")


async def test_an_edit_must_change_something(client, ada):
    markup = keyboard([button()])
    sent = await client.ok(
        "sendMessage", chat_id=ada.id, text="<b>x</b>", parse_mode="HTML", reply_markup=markup
    )
    same = {"chat_id": ada.id, "message_id": sent["message_id"], "text": "<b>x</b> ", "parse_mode": "HTML"}
    assert (
        await client.refusal("editMessageText", **same, reply_markup=markup) == f"Bad Request: {NOT_MODIFIED}"
    )
    edited = await client.ok("editMessageText", **same)
    assert "reply_markup" not in edited
    await client.ok("editMessageText", **(same | {"parse_mode": ""} | {"text": "x"}))


async def test_edits_of_what_is_not_there_or_not_ours(client, ada):
    hers = ada.sends("mine")
    sent = await client.ok("sendMessage", chat_id=ada.id, text="x")
    await client.ok("deleteMessage", chat_id=ada.id, message_id=sent["message_id"])
    gone = {"chat_id": ada.id, "message_id": sent["message_id"]}
    assert (
        await client.refusal("editMessageText", **gone, text="y") == "Bad Request: message to edit not found"
    )
    assert await client.refusal("deleteMessage", **gone) == "Bad Request: message to delete not found"
    assert await client.refusal("editMessageText", chat_id=ada.id, message_id=hers.id, text="y") == (
        "Bad Request: message can't be edited"
    )


async def test_the_keyboard_alone_can_be_changed(client, ada):
    sent = await client.ok("sendMessage", chat_id=ada.id, text="x", reply_markup=keyboard([button()]))
    place = {"chat_id": ada.id, "message_id": sent["message_id"]}
    await client.ok("editMessageReplyMarkup", **place, reply_markup=keyboard([button("No")]))
    assert ada.buttons == [["No"]]
    await client.ok("editMessageReplyMarkup", **place)
    assert ada.buttons == []
    assert await client.refusal("editMessageReplyMarkup", **place) == f"Bad Request: {NOT_MODIFIED}"


async def test_deleting_several_passes_over_those_that_are_gone(client, ada, clock):
    sent = [await client.ok("sendMessage", chat_id=ada.id, text=text) for text in "abc"]
    ids = [message["message_id"] for message in sent]
    await client.ok("deleteMessages", chat_id=ada.id, message_ids=[*ids[:2], 999])
    assert [bubble.text for bubble in ada.chat] == ["c"]
    clock.forward(hours=49)
    assert await client.refusal("deleteMessage", chat_id=ada.id, message_id=ids[2]) == (
        "Bad Request: message can't be deleted for everyone"
    )


async def test_an_answer_quotes_and_may_do_without(client, ada):
    hers = ada.sends("a question")
    quoted = {"message_id": hers.id}
    sent = await client.ok("sendMessage", chat_id=ada.id, text="x", reply_parameters=quoted)
    assert sent["reply_to_message"]["text"] == "a question"
    nothing = {"message_id": 999}
    assert await client.refusal("sendMessage", chat_id=ada.id, text="x", reply_parameters=nothing) == (
        "Bad Request: message to be replied not found"
    )
    nothing["allow_sending_without_reply"] = True
    await client.ok("sendMessage", chat_id=ada.id, text="x", reply_parameters=nothing)


async def test_copies_and_forwards(client, ada, world):
    bo = world.phone("Bo")
    bo.person.started = True
    hers = ada.sends("from Ada")
    route = {"chat_id": bo.id, "from_chat_id": ada.id, "message_id": hers.id}
    forwarded = await client.ok("forwardMessage", **route)
    assert forwarded["forward_origin"]["sender_user"]["first_name"] == "Ada"
    copied = await client.ok("copyMessage", **route)
    assert set(copied) == {"message_id"}
    assert [bubble.text for bubble in bo.chat] == ["from Ada", "from Ada"]
    assert await client.refusal("copyMessage", **(route | {"message_id": 999})) == (
        "Bad Request: message to copy not found"
    )


async def test_a_chat_action_is_one_of_the_known_ones(client, ada, world):
    await client.ok("sendChatAction", chat_id=ada.id, action="typing")
    assert world.events.after(0)[-2][1] == {"type": "typing", "chat_id": ada.id}
    assert await client.refusal("sendChatAction", chat_id=ada.id, action="sleeping") == (
        "Bad Request: wrong parameter action in request"
    )
