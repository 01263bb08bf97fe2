"""The people of this Telegram and the chats they have with the bot."""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.bell import Bell
from bot.sandbox.messages import Message

Json = dict[str, Any]


@dataclass(slots=True, eq=False)
class Person:
    """An account. `started` tells whether they ever wrote to the bot; only then may it write to them."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    blocked: bool = False
    offline: bool = False
    started: bool = False
    deactivated: bool = False
    is_bot: bool = False

    def as_user(self) -> Json:
        """The Bot API's User."""
        user: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                user[name] = value
        return user

    def as_state(self) -> Json:
        """What the control interface tells of a person."""
        names = ("id", "first_name", "last_name", "language_code", "blocked", "offline", "started", "is_bot")
        return {name: getattr(self, name) for name in names}


@dataclass(slots=True, eq=False, repr=False)
class Chat:
    """A private chat (its id is the person's) or a group (negative id)."""

    id: int
    type: str
    person: Person | None = None
    title: str | None = None
    members: dict[int, Person] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    menu_button: Json | None = None
    # what stands in place of the letters' keyboard: a ReplyKeyboardMarkup
    keyboard: Json | None = None
    bell: Bell = field(default_factory=Bell)
    # what the bot sent or edited here, oldest first, each with the moment it happened
    shown: list[tuple[int, Message]] = field(default_factory=list)

    @property
    def private(self) -> bool:
        return self.person is not None

    def as_chat(self) -> Json:
        """The Bot API's Chat."""
        if self.person is None:
            return {"id": self.id, "type": self.type, "title": self.title}
        chat: Json = {"id": self.id, "type": "private", "first_name": self.person.first_name}
        for name in ("last_name", "username"):
            if value := getattr(self.person, name):
                chat[name] = value
        return chat

    def first_shown_after(self, moment: int) -> Message | None:
        """The first message that the bot sent or edited after `moment`."""
        found = None
        for when, message in reversed(self.shown):
            if when <= moment:
                break
            found = message
        return found
