"""A message as it stands in a chat, and the forms in which it is told."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.sandbox.people import Chat

Json = dict[str, Any]


@dataclass(slots=True, eq=False)
class Message:
    """`content` holds the Bot API's own fields (text, entities, document, caption …)."""

    chat: "Chat" = field(repr=False)
    id: int
    date: int
    sender: Json
    outgoing: bool
    kind: str
    content: Json
    markup: Json | None = None
    reply_to: "Message | None" = field(default=None, repr=False)
    edit_date: int | None = None
    extra: Json = field(default_factory=dict)
    reactions: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        text: str = self.content.get("text") or self.content.get("caption") or ""
        return text

    @property
    def rows(self) -> list[list[Json]]:
        """The rows of its inline keyboard."""
        rows: list[list[Json]] = (self.markup or {}).get("inline_keyboard", [])
        return rows

    def as_message(self, *, with_reply: bool = True) -> Json:
        """The Bot API's Message."""
        told: Json = {
            "message_id": self.id,
            "from": self.sender,
            "chat": self.chat.as_chat(),
            "date": self.date,
            **self.extra,
        }
        if self.reply_to and with_reply:
            told["reply_to_message"] = self.reply_to.as_message(with_reply=False)
        if self.edit_date:
            told["edit_date"] = self.edit_date
        told.update(self.content)
        if self.markup:
            told["reply_markup"] = self.markup
        return told

    def as_bubble(self) -> Json:
        """What a phone draws."""
        content = self.content
        bubble: Json = {
            "chat_id": self.chat.id,
            "message_id": self.id,
            "date": self.date,
            "edit_date": self.edit_date,
            "outgoing": self.outgoing,
            "text": content.get("text", ""),
            "entities": content.get("entities") or content.get("caption_entities") or [],
            "reply_markup": self.markup,
            "kind": self.kind,
        }
        if "caption" in content:
            bubble["caption"] = content["caption"]
        if "users_shared" in content:
            users = content["users_shared"]["users"]
            bubble["shared"] = [user.get("first_name") or str(user["user_id"]) for user in users]
        if "document" in content:
            bubble["file_name"] = content["document"].get("file_name")
        return bubble
