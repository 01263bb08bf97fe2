"""The entities that Telegram itself finds in a text: commands, mentions, links, addresses, hashtags."""

import re
from typing import Any

Json = dict[str, Any]

_MARKS = re.compile(r"[/@.#$]")
_DOMAIN = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+"
# The two-letter domains of countries, and those longer ones that a text of ours may hold.
_TOP = r"(?:[a-z]{2}|com|org|net|int|info|edu|gov|mil|app|dev|bar|test|africa)\b"
_TAIL = r"(?::\d{1,5})?(?:[/?#](?:[^\s<>\"]*[^\s<>\".,:;!?'»)\]])?)?"
_KINDS = (
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@" + _DOMAIN + _TOP, re.IGNORECASE)),
    ("url", re.compile(r"(?<![\w@])(?:https?|ftp)://(?:[\w-]+\.)+[\w-]{1,63}" + _TAIL, re.IGNORECASE)),
    ("url", re.compile(r"(?<![\w@/.-])" + _DOMAIN + _TOP + _TAIL, re.IGNORECASE)),
    ("bot_command", re.compile(r"(?<![\w/@#<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>])")),
    ("mention", re.compile(r"(?<![\w@])@[a-zA-Z0-9_]{4,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{3,8}(?!\w)")),
)


def utf16_length(text: str) -> int:
    """The length as Telegram counts it: characters beyond the basic plane count twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def entities_of(text: str) -> list[Json]:
    """The entities found in a plain text, with offsets in UTF-16 units."""
    if not _MARKS.search(text):
        return []
    found: list[tuple[int, int, str]] = []
    for kind, pattern in _KINDS:
        for match in pattern.finditer(text):
            begin, end = match.span()
            if not any(begin < other_end and other < end for other, other_end, _ in found):
                found.append((begin, end, kind))
    return [
        {"type": kind, "offset": utf16_length(text[:begin]), "length": utf16_length(text[begin:end])}
        for begin, end, kind in sorted(found)
    ]
