"""What people do: each act changes a chat and queues the update that the bot gets of it."""

from collections.abc import Callable
from mimetypes import guess_type
from typing import Any

from bot.sandbox.detect import entities_of
from bot.sandbox.messages import Message
from bot.sandbox.methods.media import document, photo_sizes
from bot.sandbox.people import Chat, Person
from bot.sandbox.queries import Query
from bot.sandbox.world import World

Json = dict[str, Any]


def say(
    world: World, person: Person, text: str, *, chat: Chat | None = None, reply_to: Message | None = None
) -> Message:
    """Type a text and send it."""
    content: Json = {"text": text}
    if entities := entities_of(text):
        content["entities"] = entities
    return send(world, person, "text", content, chat=chat, reply_to=reply_to)


def start(world: World, person: Person, payload: str | None = None) -> Message:
    """Press START, or follow a deep link with its payload."""
    return say(world, person, f"/start {payload}" if payload else "/start")


def send(
    world: World,
    person: Person,
    kind: str,
    content: Json,
    *,
    chat: Chat | None = None,
    reply_to: Message | None = None,
) -> Message:
    """Send anything into the chat with the bot, or into `chat`; whoever had blocked the bot unblocks it."""
    chat = chat or world.chats[person.id]
    if chat.private:
        if person.blocked:
            set_blocked(world, person, blocked=False)
        if not person.started:
            person.started = True
            world.tell(person)
    message = world.post(chat, kind, content, sender=person, reply_to=reply_to)
    world.update("message", message.as_message(), lane=f"chat {chat.id}")
    return message


def edit(world: World, message: Message, text: str) -> None:
    """Correct a text that was sent before."""
    message.content = {"text": text}
    if entities := entities_of(text):
        message.content["entities"] = entities
    message.edit_date = world.seconds()
    world.touched(message)
    world.update("edited_message", message.as_message(), lane=f"chat {message.chat.id}")


def press(world: World, person: Person, message: Message, data: str) -> Query:
    """Tap an inline button with callback data (or send forged data, as any client can)."""
    number = len(world.queries) + 1
    query = Query(str(world.bot_id * 1_000_000_000 + number), person, message, world.now())
    world.queries[query.id] = query
    payload = {
        "id": query.id,
        "from": person.as_user(),
        "message": message.as_message(),
        "chat_instance": str(7_000_000_000_000 + message.chat.id),
        "data": data,
    }
    world.update("callback_query", payload, lane=f"tap {person.id}")
    return query


def set_blocked(world: World, person: Person, *, blocked: bool) -> None:
    """Block the bot, or let it write again."""
    if person.blocked == blocked:
        return
    person.blocked = blocked
    bot = world.bot_user()
    banned = {"user": bot, "status": "kicked", "until_date": 0}
    member = {"user": bot, "status": "member"}
    payload = {
        "chat": world.chats[person.id].as_chat(),
        "from": person.as_user(),
        "date": world.seconds(),
        "old_chat_member": member if blocked else banned,
        "new_chat_member": banned if blocked else member,
    }
    world.update("my_chat_member", payload, lane=f"chat {person.id}")
    world.tell(person)


def send_sticker(world: World, person: Person) -> Message:
    file = world.files.keep("sticker", "sticker.webp", "image/webp", b"RIFF")
    sticker = {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
        "emoji": "👍",
        "file_size": len(file.data),
    }
    return send(world, person, "sticker", {"sticker": sticker})


def send_voice(world: World, person: Person) -> Message:
    file = world.files.keep("voice", "voice.ogg", "audio/ogg", b"OggS")
    voice = {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "duration": 3,
        "mime_type": file.mime,
        "file_size": len(file.data),
    }
    return send(world, person, "voice", {"voice": voice})


def send_photo(world: World, person: Person, caption: str = "") -> Message:
    file = world.files.keep("photo", "photo.jpg", "image/jpeg", b"\xff\xd8\xff\xd9", 1280, 960)
    return send(world, person, "photo", {"photo": photo_sizes(file), **_caption(caption)})


def send_document(
    world: World, person: Person, name: str, data: bytes, caption: str = "", mime: str = ""
) -> Message:
    kind = mime or guess_type(name)[0] or "application/octet-stream"
    file = world.files.keep("document", name, kind, data)
    return send(world, person, "document", {"document": document(file), **_caption(caption)})


def share_user(world: World, person: Person, request_id: int, user: Person) -> Message:
    """Pick an account in Telegram's own list, as a key of the bot's asks; a client in other hands can any.

    A key that stands for one use goes.
    """
    chat = world.chats[person.id]
    key = key_of(chat.keyboard, request_id)
    shared: Json = {"user_id": user.id}
    fields = {"request_name": ("first_name", "last_name"), "request_username": ("username",)}
    for wish, names in fields.items():
        shared |= {name: value for name in names if key.get(wish) and (value := getattr(user, name))}
    content = {"users_shared": {"request_id": request_id, "users": [shared]}}
    message = send(world, person, "users_shared", content)
    if chat.keyboard is not None and chat.keyboard.get("one_time_keyboard"):
        world.show_keyboard(chat, None)
    return message


def key_of(keyboard: Json | None, request_id: int) -> Json:
    """What the key with this number asks for; nothing where there is none."""
    keys = [key for row in (keyboard or {}).get("keyboard", []) for key in row if isinstance(key, dict)]
    asked: list[Json] = [key["request_users"] for key in keys if "request_users" in key]
    return next((each for each in asked if each.get("request_id") == request_id), {})


def send_contact(world: World, person: Person, contact: Person) -> Message:
    """Share somebody's card, one's own too."""
    card: Json = {
        "phone_number": f"+999{contact.id}",
        "first_name": contact.first_name,
        "user_id": contact.id,
    }
    if contact.last_name:
        card["last_name"] = contact.last_name
    return send(world, person, "contact", {"contact": card})


THINGS: dict[str, Callable[[World, Person], Message]] = {"sticker": send_sticker, "voice": send_voice}


def _caption(text: str) -> Json:
    content: Json = {"caption": text} if text else {}
    if entities := entities_of(text):
        content["caption_entities"] = entities
    return content


def delete_account(world: World, person: Person) -> None:
    """The account is gone: the bot is told so when it next writes to it."""
    person.deactivated = True
    world.tell(person)
