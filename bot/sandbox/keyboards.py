"""Keyboards under a message: what Telegram accepts, and the words with which it refuses."""

from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.detect import utf16_length
from bot.sandbox.errors import bad_request
from bot.sandbox.links import checked_link
from bot.sandbox.params import Params

Json = dict[str, Any]

MOST_BUTTONS = 100
MOST_DATA_BYTES = 64
MOST_COPY = 256
MOST_USERS = 10
STYLES = frozenset({"danger", "success", "primary"})
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_SWITCHES = ("switch_inline_query", "switch_inline_query_current_chat", "switch_inline_query_chosen_chat")
_UNMODELLED = ("login_url", "callback_game", "pay")


def inline_markup(params: Params, *, private: bool) -> Json | None:
    """The inline keyboard of a call, as the message will carry it; None for every other markup."""
    markup = params.parsed("reply_markup", "can't parse reply keyboard markup JSON object")
    if markup is None and not params.text("reply_markup").strip():
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        _check_reply_markup(markup, private=private)
        return None
    rows = _rows(markup, "inline_keyboard")
    kept = [[_button(button, private=private) for button in row] for row in rows if row]
    if sum(map(len, kept)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": kept} if kept else None


def reply_keyboard(params: Params, current: Json | None) -> Json | None:
    """What stands in place of the letters' keyboard after a message that `inline_markup` has checked."""
    markup = params.parsed("reply_markup", "can't parse reply keyboard markup JSON object")
    if not isinstance(markup, dict):
        return current
    if markup.get("remove_keyboard"):
        return None
    return markup if "keyboard" in markup else current


def _check_reply_markup(markup: Json, *, private: bool) -> None:
    if "keyboard" in markup:
        for row in _rows(markup, "keyboard"):
            for button in row:
                text = button if isinstance(button, str) else button.get("text", "")
                if not text:
                    raise bad_request("text buttons must be non-empty")
                if isinstance(button, dict) and "request_users" in button:
                    _check_request(button["request_users"], private=private)


def _check_request(request: Any, *, private: bool) -> None:
    if not private:
        raise bad_request("users can be requested in private chats only")
    number = request.get("request_id") if isinstance(request, dict) else None
    if not isinstance(number, int) or not 1 <= request.get("max_quantity", 1) <= MOST_USERS:
        raise bad_request("can't parse keyboard button: KeyboardButtonRequestUsers is invalid")


def _rows(markup: Json, field: str) -> list[list[Any]]:
    rows = markup[field]
    if not isinstance(rows, list):
        raise bad_request(f'Field "{field}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(
            f"can't parse {'inline ' if field != 'keyboard' else ''}keyboard button: Array expected"
        )
    return rows


def _button(button: Any, *, private: bool) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    kept: Json = {"text": text}
    if style := button.get("style"):
        if style not in STYLES:
            raise bad_request("can't parse inline keyboard button: Invalid button style specified")
        kept["style"] = style
    if icon := button.get("icon_custom_emoji_id"):
        kept["icon_custom_emoji_id"] = icon
    kept |= _deed(button, private=private)
    if not text.strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    return kept


def _deed(button: Json, *, private: bool) -> Json:  # noqa: C901 - one question a kind of button
    """What the button does: the first of the fields that the official server looks for."""
    if url := button.get("url"):
        link = checked_link(str(url))
        if not link:
            raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
        return {"url": link}
    if data := button.get("callback_data"):
        if len(str(data).encode()) > MOST_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"callback_data": data}
    if "web_app" in button:
        return {"web_app": _web_app(button["web_app"], private=private)}
    if "copy_text" in button:
        return {"copy_text": _copy_text(button["copy_text"])}
    for field in (
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
    ):
        if field in button:
            return {field: button[field]}
    for field in ("login_url", "callback_game", "pay"):
        if field in button:
            raise bad_request("BUTTON_TYPE_INVALID")
    raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")


def _web_app(value: Any, *, private: bool) -> Json:
    url = str(value.get("url", "")) if isinstance(value, dict) else ""
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        raise bad_request(
            f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
        )
    if not private:
        raise bad_request("BUTTON_TYPE_INVALID")
    return {"url": url}


def _copy_text(value: Any) -> Json:
    text = value.get("text", "") if isinstance(value, dict) else ""
    if not 0 < utf16_length(text) <= MOST_COPY:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return {"text": text}
