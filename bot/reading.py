"""Telegram's form of an update → what a person did. Pure; touches no rows."""

from dataclasses import dataclass, replace
from typing import Any

from telegram import Bot, CallbackQuery, ChatMemberUpdated, Message, SharedUser, Update, User

from handlers.kit.buttons import KeyRing
from handlers.kit.html import clean
from handlers.kit.turn import Incoming, Picked

MAX_TEXT = 4_096
_OF_CARD = ("message_id", "date", "chat", "has_protected_content")
_GONE = ("kicked", "left")
_KINDS = ("sticker", "voice", "audio", "photo", "video", "video_note", "document", "location", "contact")


@dataclass(slots=True)
class Reading:
    """Who did what where. `callback` is the query to answer after a tap, on a card that may be protected."""

    incoming: Incoming
    user: User
    chat: int
    callback: str | None = None
    is_protected: bool = False


def chat_of(raw: Any) -> int:
    """The chat that an unparsed update belongs to, 0 for none: it orders the inbox, whatever is wrong."""
    if not isinstance(raw, dict):
        return 0
    for content in raw.values():
        if isinstance(content, dict):
            inner = content["message"] if isinstance(content.get("message"), dict) else content
            for place in (inner.get("chat"), content.get("from")):
                if isinstance(place, dict) and _is_id(place.get("id")):
                    return int(place["id"])
    return 0


def is_update_id(number: object) -> bool:
    return _is_id(number) and int(number) >= 0  # type: ignore[call-overload]


def _is_id(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and abs(number) < 2**62


def read(raw: dict[str, Any], bot: Bot, keys: KeyRing) -> Reading | None:
    """What the update means to us; None where it means nothing (a channel, another bot, a kind unknown).

    Raises whatever the library raises on an update that is not what it says.
    """
    update = Update.de_json(_without_card(raw), bot)
    if (message := update.message or update.edited_message) is not None:
        reading = _read_message(message, bot)
        if reading is not None and update.message is None:
            reading.incoming = replace(reading.incoming, is_edit=True)
        return reading
    if update.callback_query is not None:
        return _read_tap(update.callback_query, keys)
    if update.my_chat_member is not None:
        return _read_membership(update.my_chat_member)
    return None


def _without_card(raw: dict[str, Any]) -> dict[str, Any]:
    """A tap without what its card shows: which card it was is enough, and parsing it would cost the most."""
    query = raw.get("callback_query")
    card = query.get("message") if isinstance(query, dict) else None
    if not isinstance(query, dict) or not isinstance(card, dict):
        return raw
    bare = {name: card[name] for name in _OF_CARD if name in card}
    return raw | {"callback_query": query | {"message": bare}}


def _read_message(message: Message, bot: Bot) -> Reading | None:
    user = message.from_user
    if user is None or user.is_bot:
        return None
    incoming = _said(message, bot)
    if message.chat.type != "private":
        if incoming is None or incoming.deed != "command" or not _is_for_us(message, incoming, bot):
            return None
        incoming = Incoming("group", command=incoming.command, message_id=message.message_id)
    return Reading(incoming, user, message.chat.id) if incoming is not None else None


def _said(message: Message, bot: Bot) -> Incoming | None:
    """None for what nobody said: a pinned message, a timer that was set."""
    text = clean((message.text or message.caption or "")[:MAX_TEXT])
    if message.users_shared is not None and message.users_shared.users:
        picked = _picked(message.users_shared.users[0], bot)
        return Incoming("picked", message_id=message.message_id, picked=picked)
    if not text:
        kind = _kind(message)
        return Incoming("other", message_id=message.message_id, kind=kind) if kind else None
    if not text.startswith("/") or text == "/":
        return Incoming("text", text, message_id=message.message_id)
    word, *rest = text.split(maxsplit=1)
    command, _, addressee = word[1:].partition("@")
    if addressee and addressee.lower() != (bot.username or "").lower():
        return None
    return Incoming("command", "".join(rest), command.lower()[:64], message_id=message.message_id)


def _picked(user: SharedUser, bot: Bot) -> Picked:
    """Telegram does not say whether it is a bot, but every bot's username says so."""
    name = clean(" ".join(part for part in (user.first_name, user.last_name) if part)).strip()
    is_bot = user.user_id == bot.id or (user.username or "").lower().endswith("bot")
    return Picked(user.user_id, name, is_bot)


def _is_for_us(message: Message, incoming: Incoming, bot: Bot) -> bool:
    """In a group, a command may be meant for another bot."""
    return f"@{bot.username}".lower() in (message.text or "").lower() or incoming.command == "start"


def _kind(message: Message) -> str:
    """What was sent instead of text; empty for a message of Telegram's own."""
    known = next((kind for kind in _KINDS if getattr(message, kind)), "")
    return known or ("attachment" if message.effective_attachment or message.text is not None else "")


def _read_tap(query: CallbackQuery, keys: KeyRing) -> Reading:
    message = query.message
    chat = message.chat.id if message is not None else query.from_user.id
    code = keys.read(query.data, query.from_user.id) if query.data else None
    incoming = Incoming("tap", code=code, message_id=message.message_id if message is not None else 0)
    # Of a message too old to be told of, nothing is known: as if it were not protected.
    is_protected = bool(getattr(message, "has_protected_content", None))
    return Reading(incoming, query.from_user, chat, callback=query.id, is_protected=is_protected)


def _read_membership(change: ChatMemberUpdated) -> Reading | None:
    if change.chat.type != "private":
        return None
    gone = change.new_chat_member.status in _GONE
    return Reading(Incoming("left" if gone else "returned"), change.from_user, change.chat.id)
