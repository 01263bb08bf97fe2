"""What several methods ask of their parameters."""

from typing import Any

from bot.sandbox.detect import utf16_length
from bot.sandbox.entities import formatted, is_empty
from bot.sandbox.errors import bad_request, forbidden
from bot.sandbox.messages import Message
from bot.sandbox.params import Params
from bot.sandbox.people import Chat
from bot.sandbox.world import World

Json = dict[str, Any]

MOST_TEXT = 4096
MOST_CAPTION = 1024


def chat_of(world: World, params: Params, name: str = "chat_id") -> Chat:
    """The chat that a call names, as far as the bot has met it."""
    text = params.text(name).strip()
    if not text:
        raise bad_request(f"{name} is empty")
    try:
        chat = world.chats.get(int(text))
    except ValueError:
        chat = None
    if chat is None:
        raise bad_request("chat not found")
    return chat


def writable_chat(world: World, params: Params) -> Chat:
    """The chat that a call names, when the bot may write to it."""
    chat = chat_of(world, params)
    if person := chat.person:
        if person.deactivated:
            raise forbidden("user is deactivated")
        if not person.started:
            raise forbidden("bot can't initiate conversation with a user")
        if person.blocked:
            raise forbidden("bot was blocked by the user")
    return chat


def message_of(chat: Chat, params: Params, deed: str, name: str = "message_id") -> Message:
    """The message that a call names; `deed` completes "message to … not found"."""
    message = chat.messages.get(params.integer(name))
    if message is None:
        raise bad_request(f"message to {deed} not found")
    return message


def text_content(world: World, params: Params) -> Json:
    """The text and entities that a call wants to show."""
    source = params.text("text")
    text, entities = formatted(source, params.text("parse_mode"), _given(params, "entities"), world.user_of)
    if is_empty(text):
        raise bad_request("message text is empty")
    if utf16_length(text) > MOST_TEXT:
        raise bad_request("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption_content(world: World, params: Params) -> Json:
    """The caption and its entities; nothing when there is none."""
    source = params.text("caption")
    if not source:
        return {}
    text, entities = formatted(
        source, params.text("parse_mode"), _given(params, "caption_entities"), world.user_of
    )
    if utf16_length(text) > MOST_CAPTION:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text}


def replied_to(chat: Chat, params: Params) -> Message | None:
    """The message that a call answers."""
    given = params.parsed("reply_parameters", "can't parse reply parameters JSON object")
    if not given:
        return None
    if not isinstance(given, dict):
        raise bad_request("reply parameters must be an Object")
    message = chat.messages.get(int(given.get("message_id") or 0))
    if message is None and not given.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return message


def _given(params: Params, name: str) -> list[Json]:
    given = params.parsed(name, "can't parse entities JSON object") or []
    if not isinstance(given, list) or not all(isinstance(entity, dict) for entity in given):
        raise bad_request("expected an Array of MessageEntity")
    return given
