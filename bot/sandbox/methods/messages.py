"""Sending, editing and deleting texts."""

from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.keyboards import inline_markup, reply_keyboard
from bot.sandbox.messages import Message
from bot.sandbox.methods.common import (
    caption_content,
    chat_of,
    message_of,
    replied_to,
    text_content,
    writable_chat,
)
from bot.sandbox.params import Params
from bot.sandbox.world import World

Json = dict[str, Any]

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
MOST_DELETED = 100
_LIFE = 48 * 3600
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def send_message(world: World, params: Params) -> Json:
    chat = writable_chat(world, params)
    content = text_content(world, params)
    markup = inline_markup(params, private=chat.private)
    extra = protected(params)
    message = world.post(chat, "text", content, markup=markup, reply_to=replied_to(chat, params), extra=extra)
    world.show_keyboard(chat, reply_keyboard(params, chat.keyboard))
    return message.as_message()


def protected(params: Params) -> Json:
    return {"has_protected_content": True} if params.flag("protect_content") else {}


def edit_message_text(world: World, params: Params) -> Json:
    message = _editable(world, params)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return _change(world, message, text_content(world, params), params)


def edit_message_caption(world: World, params: Params) -> Json:
    message = _editable(world, params)
    if "text" in message.content:
        raise bad_request("there is no caption in the message to edit")
    kept = {key: value for key, value in message.content.items() if not key.startswith("caption")}
    return _change(world, message, kept | caption_content(world, params), params)


def edit_message_reply_markup(world: World, params: Params) -> Json:
    message = _editable(world, params)
    return _change(world, message, message.content, params)


def _editable(world: World, params: Params) -> Message:
    if "inline_message_id" in params and "chat_id" not in params:
        raise bad_request("MESSAGE_ID_INVALID")
    chat = writable_chat(world, params)
    if not params.integer("message_id"):
        raise bad_request("message identifier is not specified")
    message = message_of(chat, params, "edit")
    if not message.outgoing or message.kind == "service":
        raise bad_request("message can't be edited")
    return message


def _change(world: World, message: Message, content: Json, params: Params) -> Json:
    """Content and keyboard become these; a call without a keyboard removes it."""
    markup = inline_markup(params, private=message.chat.private)
    if content == message.content and markup == message.markup:
        raise bad_request(NOT_MODIFIED)
    if content != message.content:
        message.edit_date = world.seconds()
    message.content = content
    message.markup = markup
    world.touched(message)
    return message.as_message()


def delete_message(world: World, params: Params) -> bool:
    chat = chat_of(world, params)
    if not params.integer("message_id"):
        raise bad_request("message identifier is not specified")
    message = message_of(chat, params, "delete")
    if world.seconds() - message.date > _LIFE or not (message.outgoing or chat.private):
        raise bad_request("message can't be deleted for everyone")
    world.remove(message)
    return True


def delete_messages(world: World, params: Params) -> bool:
    """Those that are not there are passed over, as Telegram does."""
    chat = chat_of(world, params)
    ids = params.parsed("message_ids", "can't parse message identifiers JSON array")
    if not isinstance(ids, list) or not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    for message_id in ids:
        if message := chat.messages.get(int(message_id)):
            _delete_young(world, message)
    return True


def _delete_young(world: World, message: Message) -> None:
    if world.seconds() - message.date <= _LIFE:
        world.remove(message)


def send_chat_action(world: World, params: Params) -> bool:
    chat = writable_chat(world, params)
    if params.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.events.emit("typing", chat_id=chat.id)
    return True


def forward_message(world: World, params: Params) -> Json:
    chat, source = writable_chat(world, params), _source(world, params, "forward")
    origin = {"type": "user", "sender_user": source.sender, "date": source.date}
    extra = {"forward_origin": origin, **protected(params)}
    return world.post(chat, source.kind, dict(source.content), extra=extra).as_message()


def copy_message(world: World, params: Params) -> Json:
    chat, source = writable_chat(world, params), _source(world, params, "copy")
    content = dict(source.content)
    if "caption" in params and "text" not in content:
        content = {key: value for key, value in content.items() if not key.startswith("caption")}
        content |= caption_content(world, params)
    markup = inline_markup(params, private=chat.private)
    message = world.post(
        chat,
        source.kind,
        content,
        markup=markup,
        reply_to=replied_to(chat, params),
        extra=protected(params),
    )
    return {"message_id": message.id}


def _source(world: World, params: Params, deed: str) -> Message:
    chat = chat_of(world, params, "from_chat_id")
    message = message_of(chat, params, deed)
    if message.extra.get("has_protected_content"):
        raise bad_request(f"message can't be {'copied' if deed == 'copy' else 'forwarded'}")
    return message
