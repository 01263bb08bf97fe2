"""Chats and their members, pins and reactions."""

from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.messages import Message
from bot.sandbox.methods.common import chat_of, message_of, writable_chat
from bot.sandbox.params import Params
from bot.sandbox.people import Chat
from bot.sandbox.world import World

Json = dict[str, Any]

_NO_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}
_ACCENT = 1
_MOST_REACTIONS = 11
# What a bot may put under a message, in part: those that make sense in an office.
REACTIONS = frozenset(
    "👍👎❤🔥🥰👏😁🤔🤯😱😢🎉🤩🙏👌🕊🤝✍👀🫡🆒💯⚡🏆💔🤨😐🍾💋😴😭🤓👻👨😇😨🤗🎅🎄☃💅🤪🗿💘🙉🦄😘💊🙊😎👾🤷😡"
)


def get_chat(world: World, params: Params) -> Json:
    chat = chat_of(world, params)
    told = chat.as_chat()
    told |= {
        "accent_color_id": _ACCENT,
        "max_reaction_count": _MOST_REACTIONS,
        "accepted_gift_types": _NO_GIFTS,
    }
    if chat.pinned:
        told["pinned_message"] = chat.messages[chat.pinned[-1]].as_message()
    return told


def get_chat_member(world: World, params: Params) -> Json:
    chat = chat_of(world, params)
    user_id = params.integer("user_id")
    if user_id == world.bot_id:
        return {"user": world.bot_user(), "status": "member"}
    person = world.people.get(user_id)
    if person is None:
        raise bad_request("user not found" if user_id else "invalid user_id specified")
    inside = chat.person is person or user_id in chat.members
    return {"user": person.as_user(), "status": "member" if inside else "left"}


def pin_chat_message(world: World, params: Params) -> bool:
    chat = writable_chat(world, params)
    message = message_of(chat, params, "pin")
    if message.id in chat.pinned:
        raise bad_request("CHAT_NOT_MODIFIED")
    chat.pinned.append(message.id)
    _note_pin(world, chat, message)
    return True


def _note_pin(world: World, chat: Chat, message: Message) -> None:
    """Telegram says so in the chat, and tells the bot too."""
    told = message.as_message(with_reply=False)
    note = world.post(chat, "service", {"pinned_message": told})
    world.update("message", note.as_message(), lane=f"chat {chat.id}")


def unpin_chat_message(world: World, params: Params) -> bool:
    chat = writable_chat(world, params)
    if not chat.pinned:
        raise bad_request("message to unpin not found")
    if "message_id" not in params:
        chat.pinned.pop()
        return True
    message = message_of(chat, params, "unpin")
    if message.id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message.id)
    return True


def unpin_all_chat_messages(world: World, params: Params) -> bool:
    writable_chat(world, params).pinned.clear()
    return True


def set_message_reaction(world: World, params: Params) -> bool:
    chat = writable_chat(world, params)
    message = message_of(chat, params, "react")
    given = params.parsed("reaction", "can't parse reaction types JSON object") or []
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise bad_request("expected an Array of ReactionType")
    if len(given) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(one.get("type") != "emoji" or one.get("emoji", "")[:1] not in REACTIONS for one in given):
        raise bad_request("REACTION_INVALID")
    message.reactions = [one["emoji"] for one in given]
    world.touched(message)
    return True
