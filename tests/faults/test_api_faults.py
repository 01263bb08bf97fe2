"""Telegram refuses, stumbles, hangs up: answers come late or, where nobody can know, twice."""

import pytest

from bot.sandbox import acts
from bot.sandbox.world import World
from tests.support.crowd import Crowd
from tests.support.judge import everything_is_done, nothing_is_lost
from tests.support.ledger import Ledger
from tests.support.program import Program, until

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("kills-others")]
_TIMES = 5
_TEXTS = 40


@pytest.fixture
async def running(program: Program) -> Program:
    program.start()
    await program.ready()
    return program


@pytest.mark.parametrize(
    ("fault", "may_be_doubled"),
    [
        ({"code": 429, "retry_after": 1}, 0),
        ({"code": 500}, 0),
        ({"code": 502, "mode": "garbage"}, 0),
        ({"mode": "drop"}, 0),
        ({"mode": "lose"}, _TIMES),
        ({"mode": "truncate"}, _TIMES),
        ({"delay": 1.0}, 0),
    ],
    ids=lambda value: "-".join(str(part) for part in value.values()) if isinstance(value, dict) else "",
)
async def test_trouble_on_the_way_out(
    world: World, running: Program, crowd: Crowd, ledger: Ledger, fault: dict, may_be_doubled: int
):
    world.faults.add("sendMessage", times=_TIMES, **fault)
    for _ in range(_TEXTS):
        crowd.types()
    await everything_is_done(crowd, ledger, running)
    nothing_is_lost(crowd, ledger, may_be_doubled=may_be_doubled)


@pytest.mark.parametrize(
    "fault",
    [
        {"code": 429, "retry_after": 1},
        {"code": 500},
        {"code": 502, "mode": "garbage"},
        {"mode": "drop"},
        {"mode": "lose"},
        {"mode": "truncate"},
        {"mode": "duplicate"},
    ],
    ids=lambda fault: "-".join(str(part) for part in fault.values()),
)
async def test_trouble_on_the_way_in(
    world: World, running: Program, crowd: Crowd, ledger: Ledger, fault: dict
):
    for _ in range(3):
        world.faults.add("getUpdates", times=1, **fault)
        for _ in range(_TEXTS // 4):
            crowd.types()
        await everything_is_done(crowd, ledger, running)
    nothing_is_lost(crowd, ledger)


async def test_who_blocked_the_bot_is_spared(world: World, running: Program, ledger: Ledger):
    ada = world.phone("Ada", language_code="en")
    await ada.starts()
    ada.sends("police training")
    ada.person.blocked = True
    await until(lambda: ledger.states("outbox").get("dropped"), 10, "the answer to be dropped", running)
    assert ledger.rows("SELECT stopped_because FROM chats WHERE stopped_at IS NOT NULL") == [
        ("Forbidden: bot was blocked by the user",)
    ]
    answer = await ada.says("medical evacuation")
    assert "medical evacuation" in answer.text
    assert "police training" not in "".join(message.text for message in ada.chat if message.outgoing)
    assert ledger.rows("SELECT id FROM chats WHERE stopped_at IS NOT NULL") == []


async def test_a_card_said_to_be_unchanged_is_settled(world: World, running: Program, ledger: Ledger):
    ada = world.phone("Ada", language_code="en")
    card = await ada.says("/help")
    why = "Bad Request: message is not modified: specified new message content is exactly the same"
    world.faults.add("editMessageText", 400, description=why)
    ada.press("Français", card)
    await until(lambda: ledger.is_quiet() and not len(world.updates), 10, "the tap to be answered", running)
    assert ledger.states("outbox").keys() == {"sent"}
    await ada.taps("Try the example", message=card, change=True)
    assert len([message for message in ada.chat if message.outgoing]) == 1


async def test_a_card_that_vanished_is_sent_anew_and_lives_on_there(world: World, running: Program):
    ada = world.phone("Ada", language_code="en")
    old = await ada.says("/help")
    french = next(button for row in old.rows for button in row if button["text"] == "Français")
    acts.press(world, ada.person, old, french["callback_data"])
    world.remove(old)
    new = await ada.shows("Ce que je fais")
    await ada.taps("English", message=new, change=True)
    assert [message.id for message in ada.chat if message.outgoing] == [new.id]
    assert "What I do" in ada.sees


async def test_formatting_that_telegram_does_not_understand_is_sent_plain(world: World, running: Program):
    ada = world.phone("Ada", language_code="en")
    world.faults.add("sendMessage", 400, description="Bad Request: can't parse entities: unexpected end tag")
    answer = await ada.says("/help")
    assert answer.text.startswith("What I do")
    formatting = [each for each in answer.content.get("entities", []) if each["type"] != "bot_command"]
    assert formatting == [], "commands are found by phones, not by the bot"


async def test_a_spinner_that_can_t_be_ended_does_not_keep_the_card(world: World, running: Program):
    ada = world.phone("Ada", language_code="en")
    card = await ada.says("/help")
    why = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    world.faults.add("answerCallbackQuery", 400, description=why)
    ada.press("Français", card)
    await ada.shows("Ce que je fais")


async def test_a_doubled_card_answers_for_itself(
    world: World, running: Program, crowd: Crowd, ledger: Ledger
):
    ada = world.phone("Ada", language_code="en")
    world.faults.add("sendMessage", mode="lose")
    ada.sends("/help")
    await until(lambda: len(ada.chat) == 3 and ledger.is_quiet(), 10, "the card to come twice", running)
    first = ada.chat[1]
    world.faults.add("sendMessage", delay=1)
    ada.sends("police training")
    await until(lambda: ledger.under_way() == 1, 10, "the answer to be on its way", running)
    ada.press("Français", first)
    await until(lambda: "Ce que je fais" in first.text, 10, "the tapped card to change", running)
    answer = await ada.shows("police training")
    await everything_is_done(crowd, ledger, running)
    assert "police training" in answer.text
    assert "Ce que je fais" in first.text
