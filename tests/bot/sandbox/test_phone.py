"""People in tests: they say, tap and see."""

import asyncio

import pytest

KEYBOARD = {
    "inline_keyboard": [
        [{"text": "Yes, please", "callback_data": "y"}],
        [{"text": "No", "callback_data": "n"}],
    ]
}


class Parrot:
    """A bot that answers texts and taps over HTTP."""

    def __init__(self, client):
        self.client = client
        self.data = []

    async def run(self):
        offset = 0
        while True:
            for update in await self.client.ok("getUpdates", offset=offset, timeout=30):
                offset = update["update_id"] + 1
                await self.answer(update)

    async def answer(self, update):
        if message := update.get("message"):
            text = f"You said \u2068{message.get('text')}\u2069"
            await self.client.ok(
                "sendMessage", chat_id=message["chat"]["id"], text=text, reply_markup=KEYBOARD
            )
        elif query := update.get("callback_query"):
            await self.tapped(query)

    async def tapped(self, query):
        self.data.append(query["data"])
        alert = query["data"] == "n"
        await self.client.ok(
            "answerCallbackQuery", callback_query_id=query["id"], text="Noted", show_alert=alert
        )
        if query["data"] == "y":
            chat, message = query["message"]["chat"]["id"], query["message"]["message_id"]
            await self.client.ok("editMessageText", chat_id=chat, message_id=message, text="Thank you")


@pytest.fixture
async def parrot(client):
    parrot = Parrot(client)
    task = asyncio.create_task(parrot.run())
    yield parrot
    task.cancel()


@pytest.fixture
def ada(world, parrot):
    return world.phone("Ada", language_code="en")


async def test_ada_says_something_and_sees_the_answer_without_isolates(ada):
    answer = await ada.says("hello")
    assert ada.sees == "You said hello"
    assert answer.text == "You said \u2068hello\u2069"
    assert ada.buttons == [["Yes, please"], ["No"]]
    assert [bubble.outgoing for bubble in ada.chat] == [False, True]


async def test_a_tap_brings_a_toast_and_an_edit(ada):
    await ada.says("hello")
    tapped = await ada.taps("Yes")
    assert (tapped.toast, tapped.alert, tapped.message.text) == ("Noted", "", "Thank you")
    assert (ada.sees, ada.buttons) == ("Thank you", [])


async def test_a_tap_may_bring_nothing_but_an_alert(ada):
    await ada.says("hello")
    tapped = await ada.taps("No")
    assert (tapped.toast, tapped.alert, tapped.message) == ("", "Noted", None)


async def test_an_older_message_can_be_tapped(ada):
    first = await ada.says("one")
    await ada.says("two")
    await ada.taps("Yes", message=first)
    assert [bubble.text for bubble in ada.chat if bubble.outgoing] == [
        "Thank you",
        "You said \u2068two\u2069",
    ]


async def test_forged_data_reaches_the_bot(ada, parrot):
    message = await ada.says("hello")
    assert (await ada.presses_forged("stolen", message, change=False)).toast == "Noted"
    assert parrot.data == ["stolen"]


async def test_start_with_a_payload_is_a_command(ada, world):
    await ada.starts("need_12")
    hers = ada.chat[0]
    assert hers.content == {
        "text": "/start need_12",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
    }
    assert ada.sees == "You said /start need_12"


async def test_shows_waits_for_what_comes_later(ada, client):
    ada.sends("hello")
    assert (await ada.shows("You said")).outgoing


async def test_whoever_waits_in_vain_gets_the_whole_chat(world, sandbox):
    bo = world.phone("Bo")
    with pytest.raises(
        AssertionError, match=r"Bo waited 0.05 s for an answer to 'anyone\?':\n#1 Bo: anyone\?"
    ):
        await bo.says("anyone?", timeout=0.05)
    with pytest.raises(AssertionError, match="Bo sees no button 'Yes'"):
        await bo.taps("Yes")


async def test_everything_a_person_can_send_is_a_valid_update(world, client):
    ada = world.phone("Ada", language_code="ar", last_name="Khalil", username="ada")
    text = ada.sends("first version")
    ada.edits(text, "second version")
    ada.sends_sticker()
    ada.sends_voice()
    ada.sends_photo("a caption for @somebody")
    ada.sends_contact()
    ada.sends_document("needs.xlsx", b"PK", caption="as agreed")
    ada.blocks()
    ada.unblocks()
    updates = await client.ok("getUpdates")
    kinds = [next(kind for kind in update if kind != "update_id") for update in updates]
    assert kinds == ["message", "edited_message", *["message"] * 5, "my_chat_member", "my_chat_member"]
    assert updates[1]["edited_message"]["text"] == "second version"
    assert updates[6]["message"]["document"]["file_name"] == "needs.xlsx"


async def test_many_people_wait_at_the_same_time(world, parrot):
    people = [world.phone(f"P{number}") for number in range(50)]
    answers = await asyncio.gather(*(person.says(f"I am {person.id}") for person in people))
    assert {answer.chat.id for answer in answers} == {person.id for person in people}
