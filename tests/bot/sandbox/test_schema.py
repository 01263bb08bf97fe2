"""The checker itself: it must find what is wrong."""

from bot.sandbox.official import METHODS, VERSION
from tests.bot.sandbox.schema import check_call, check_result, check_update, schema

USER = {"id": 1, "is_bot": False, "first_name": "Ada"}
MESSAGE = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "from": USER, "text": "x"}


def test_it_is_the_version_that_the_sandbox_plays():
    assert schema()["version"] == VERSION
    assert set(schema()["methods"]) <= METHODS


def test_right_calls_pass_as_values_and_as_text():
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    assert check_call("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": markup}) == []
    text = '{"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}'
    assert check_call("sendMessage", {"chat_id": "1", "text": "x", "reply_markup": text}) == []


def test_wrong_calls_are_found():
    assert check_call("sendMessage", {"chat_id": 1, "txt": "x", "text": "x"}) == [
        "sendMessage: unknown parameter txt"
    ]
    assert check_call("sendMessage", {"text": "x"}) == ["sendMessage: chat_id is missing"]
    assert check_call("deleteMessage", {"chat_id": 1, "message_id": "one"}) == [
        "deleteMessage.message_id: 'one' is no Integer"
    ]
    assert check_call("answerCallbackQuery", {"callback_query_id": "1", "show_alert": "maybe"}) == [
        "answerCallbackQuery.show_alert: 'maybe' is no Boolean"
    ]
    markup = {"inline_keyboard": [[{"label": "Yes"}]]}
    assert len(check_call("editMessageText", {"chat_id": 1, "text": "x", "reply_markup": markup})) == 2


def test_wrong_answers_and_updates_are_found():
    assert check_result("sendMessage", MESSAGE) == []
    assert check_result("sendMessage", MESSAGE | {"date": "today"}) == [
        "sendMessage.date: 'today' is no Integer"
    ]
    assert check_result("deleteMessage", None) == ["deleteMessage: None is no Boolean"]
    assert check_update({"update_id": 1, "message": MESSAGE}) == []
    assert check_update({"update_id": 1, "message": MESSAGE | {"colour": 1}}) == [
        "update.message: Message has no field colour"
    ]
    assert check_update({"update_id": 1}) == ["update: one kind at a time, not ['update_id']"]
