"""Answers to taps."""

from typing import Any

from bot.sandbox.detect import utf16_length
from bot.sandbox.errors import bad_request
from bot.sandbox.params import Params
from bot.sandbox.world import World

Json = dict[str, Any]

MOST_ANSWER = 200
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(world: World, params: Params) -> bool:
    query = world.queries.get(params.text("callback_query_id"))
    text = params.text("text")
    if utf16_length(text) > MOST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if params.integer("cache_time") < 0:
        raise bad_request("wrong cache_time specified")
    if query is None or not query.answerable(world.now()):
        raise bad_request(TOO_OLD)
    query.answer = {"text": text, "show_alert": params.flag("show_alert")}
    if url := params.text("url"):
        query.answer["url"] = url
    chat = query.message.chat
    world.events.emit(
        "callback", chat_id=chat.id, message_id=query.message.id, query_id=query.id, **query.answer
    )
    chat.bell.ring()
    return True
