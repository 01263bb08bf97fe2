"""A chat as a page of text, for people who look at a failed test."""

import re

from bot.sandbox.messages import Message
from bot.sandbox.people import Chat

ISOLATES = re.compile("[\u2066-\u2069]")


def shown(text: str) -> str:
    """The text as the eye sees it: without the marks that isolate directions."""
    return ISOLATES.sub("", text)


def transcript(chat: Chat) -> str:
    """Every bubble with its number and buttons, oldest first."""
    if not chat.messages:
        return "(an empty chat)"
    return "\n".join(_bubble(message) for message in chat.messages.values())


def _bubble(message: Message) -> str:
    who = "bot" if message.outgoing else message.sender["first_name"]
    kind = "" if message.kind == "text" else f"({message.kind}) "
    edited = " (edited)" if message.edit_date else ""
    lines = [f"#{message.id} {who}{edited}: {kind}{shown(message.text)}"]
    lines += ["    " + " ".join(f"[{shown(button['text'])}]" for button in row) for row in message.rows]
    return "\n".join(lines)
