"""A screen → the parameters of a Bot API call, within Telegram's limits."""

import base64
import hashlib
import json
import re
from typing import Any

from handlers.kit.buttons import KeyRing
from handlers.kit.html import clean, plain
from handlers.kit.screen import NO_PICKER, Button, Document, Link, Picker, Row, Screen

MAX_UNITS = 4_096
MAX_CAPTION = 1_024
MAX_BUTTONS = 100
# Decided once: no edit can protect a message or lay it open.
ONLY_SENT = ("protect_content",)
_TAG = re.compile(r"<(/?)([a-z-]+)[^>]*>|&(?:#\w+|\w+);|[^<&]", re.DOTALL)


def render(screen: Screen, holder: int, keys: KeyRing) -> str:
    """The content of a message as JSON, for sending; an edit leaves out what `ONLY_SENT` names."""
    content: dict[str, Any] = {
        "text": within(screen.text, MAX_UNITS),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if screen.rows:
        if sum(len(row) for row in screen.rows) > MAX_BUTTONS:
            raise ValueError("a screen of over 100 buttons")
        content["reply_markup"] = {"inline_keyboard": [_row(row, holder, keys) for row in screen.rows]}
    if screen.picker is not None:
        content["reply_markup"] = _keyboard(screen.picker)
    if screen.is_protected:
        content["protect_content"] = True
    return json.dumps(content, ensure_ascii=False)


def render_document(document: Document) -> str:
    """The content of a message that is a file; the postman makes an upload of it."""
    content = {"caption": within(document.caption, MAX_CAPTION), "parse_mode": "HTML"}
    inside = document.content
    told = {"text": inside} if isinstance(inside, str) else {"base64": base64.b64encode(inside).decode()}
    file = {"name": document.name} | told
    return json.dumps(content | {"document": file}, ensure_ascii=False)


def content_hash(content: str) -> str:
    return hashlib.sha256(content.encode(errors="surrogatepass")).hexdigest()[:16]


def utf16_length(text: str) -> int:
    """Telegram counts in UTF-16 units: most emoji are two."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def within(text: str, units: int) -> str:
    """Cut to so many visible UTF-16 units, between tags, with every tag closed and an ellipsis."""
    # Tags and entities only make it longer: most texts fit with them.
    if utf16_length(text) <= units or utf16_length(plain(text)) <= units:
        return text
    out: list[str] = []
    open_tags: list[str] = []
    left = units - 1
    for match in _TAG.finditer(text):
        token, closing, tag = match[0], match[1], match[2]
        if tag:
            if closing:
                open_tags.pop()
            else:
                open_tags.append(tag)
        elif (left := left - utf16_length(plain(token))) < 0:
            break
        out.append(token)
    return "".join(out) + "…" + "".join(f"</{tag}>" for tag in reversed(open_tags))


def _keyboard(picker: Picker) -> dict[str, Any]:
    """People only: Telegram offers no bots then. Names come along, for those who have not been here yet."""
    if picker == NO_PICKER:
        return {"remove_keyboard": True}
    wanted = {"request_id": 1, "user_is_bot": False, "max_quantity": 1}
    names = {"request_name": True, "request_username": True}
    key = {"text": picker.label, "request_users": wanted | names}
    return {"keyboard": [[key]], "resize_keyboard": True, "one_time_keyboard": True}


def _row(row: Row, holder: int, keys: KeyRing) -> list[dict[str, str]]:
    return [_button(button, holder, keys) for button in row]


def _button(button: Button | Link, holder: int, keys: KeyRing) -> dict[str, str]:
    # Names stand in labels, and a label is no HTML: it is cleaned here, on one line.
    label = " ".join(clean(button.label).split()) or "…"
    if isinstance(button, Link):
        return {"text": label, "url": button.url}
    drawn = {"text": label, "callback_data": keys.write(button.code, holder)}
    return drawn | ({"style": button.style} if button.style else {})
