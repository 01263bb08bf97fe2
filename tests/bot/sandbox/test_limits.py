"""How often a bot may write."""

import pytest

from bot.sandbox.errors import ApiError
from bot.sandbox.limits import Limits


class Stopwatch:
    def __init__(self):
        self.seconds = 100.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def watch():
    return Stopwatch()


@pytest.fixture
def limits(watch):
    return Limits(clock=watch)


def refusal(limits, method, chat):
    """The seconds for which a call is refused; 0 when it is not."""
    try:
        limits.check(method, chat)
    except ApiError as error:
        return error.parameters["retry_after"]
    return 0


def test_a_chat_takes_a_burst_and_then_one_a_second(limits, watch):
    assert [refusal(limits, "sendMessage", 1) for _ in range(5)] == [0] * 5
    watch.seconds += 1
    assert refusal(limits, "sendMessage", 1) == 0
    assert refusal(limits, "sendMessage", 1) == 1
    watch.seconds += 1
    assert refusal(limits, "sendMessage", 1) == 0


def test_until_the_pause_is_over_every_try_is_refused_and_the_next_pause_is_longer(limits, watch):
    for _ in range(5):
        limits.check("sendMessage", 1)
    assert refusal(limits, "sendMessage", 1) == 1
    watch.seconds += 0.5
    assert refusal(limits, "sendMessage", 1) == 1
    assert refusal(limits, "sendMessage", 2) == 0, "another chat goes on"
    watch.seconds += 0.5
    assert refusal(limits, "sendMessage", 1) == 0
    assert [refusal(limits, "sendMessage", 1) for _ in range(2)] == [1, 1]


def test_edits_and_answers_do_not_count_in_a_private_chat(limits):
    assert {refusal(limits, "editMessageText", 1) for _ in range(20)} == {0}
    assert {refusal(limits, "answerCallbackQuery", 1) for _ in range(50)} == {0}


def test_a_group_takes_twenty_a_minute_edits_included(limits, watch):
    taken = []
    for number in range(20):
        watch.seconds += 0.1
        taken.append(refusal(limits, "editMessageText" if number % 2 else "sendMessage", -1))
    assert taken == [0] * 20
    assert refusal(limits, "sendMessage", -1) == 59
    watch.seconds += 59
    assert refusal(limits, "sendMessage", -1) == 0


def test_no_second_whatever_has_more_than_thirty(limits, watch):
    for chat in range(1, 16):
        limits.check("sendMessage", chat)
    watch.seconds += 0.6
    for chat in range(16, 31):
        limits.check("sendMessage", chat)
    watch.seconds += 0.3
    assert refusal(limits, "sendMessage", 31) == 1
    watch.seconds += 1
    assert refusal(limits, "sendMessage", 31) == 0


async def test_the_answer_tells_the_seconds_in_a_header_too(loose, loose_world, watch):
    loose_world.limits = Limits(chat_burst=1, clock=watch)
    ada = loose_world.phone("Ada")
    ada.person.started = True
    await loose.ok("sendMessage", chat_id=ada.id, text="x")
    async with loose.session.post(
        f"{loose.root}/sendMessage", json={"chat_id": ada.id, "text": "y"}
    ) as answer:
        assert answer.status == 429
        assert answer.headers["Retry-After"] == "1"
        told = await answer.json()
        assert told["description"] == "Too Many Requests: retry after 1"
        assert told["parameters"] == {"retry_after": 1}
