"""Where the links of a text lead, as TDLib accepts them."""

import re
from typing import Any

from bot.sandbox.errors import Broken

Json = dict[str, Any]

_SCHEMES = ("http", "https", "ton", "tg", "tonsite")
_USER = re.compile(r"tg:(?://)?user\?id=([1-9]\d{0,17})(?:&.*)?", re.IGNORECASE)
_WEB = re.compile(
    r"(?:(?P<scheme>https?|ton|tonsite)://)?(?P<host>[^/?#]+)(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_HOST = re.compile(r"(?:[^@]*@)?(?P<name>\[[0-9a-fA-F:.]+\]|[^:\s%\[\]]+)(?::(?P<port>\d{1,5}))?")
_MOST_PORT = 65_535


def mentioned_user(url: str) -> int | None:
    """The person that a `tg://user?id=…` link names."""
    match = _USER.fullmatch(url)
    return int(match.group(1)) if match else None


def checked_link(url: str) -> str:
    """The link as Telegram keeps it; empty when Telegram drops it."""
    if match := re.fullmatch(r"tg:(?://)?([a-zA-Z0-9_-]+)(.*)", url, re.IGNORECASE | re.DOTALL):
        return f"tg://{match[1].lower()}{match[2]}"
    match = _WEB.fullmatch(url)
    host = _HOST.fullmatch(match["host"]) if match else None
    if not match or not host:
        return ""
    scheme = (match["scheme"] or "http").lower()
    if "." not in host["name"] and ":" not in host["name"] and scheme != "ton":
        return ""
    if host["port"] and not 0 < int(host["port"]) <= _MOST_PORT:
        return ""
    rest = re.sub(r"\s", lambda found: f"%{ord(found.group()):02X}", match["rest"])
    if not rest.startswith("/"):
        rest = f"/{rest}"
    return f"{scheme}://{_lower(match['host'])}{rest}"


def time_entity(unix: str, form: str) -> Json | None:
    """A moment that each phone shows in its own zone; None when it names no moment."""
    if form != "r" and not re.fullmatch(r"[wdDtT]*", form):
        raise Broken("Invalid date format used")
    if not re.fullmatch(r"[1-9]\d*", unix):
        return None
    entity: Json = {"type": "date_time", "unix_time": int(unix)}
    if form:
        entity["date_time_format"] = form
    return entity


def _lower(text: str) -> str:
    return re.sub("[A-Z]+", lambda found: found.group().lower(), text)
