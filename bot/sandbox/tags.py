"""The tags of the Bot API's HTML and the entities they stand for."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

KIND = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = frozenset(KIND) | {"a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}
# Of entities at the same place the lower comes first; TDLib's order, with pre before code and emoji last.
_FOUND = dict.fromkeys(("mention", "hashtag", "bot_command", "url", "email", "cashtag"), 50)
_RANK = _FOUND | {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "date_time": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}


@dataclass(slots=True)
class OpenTag:
    """A start tag that waits for its end."""

    tag: str
    argument: str
    time_format: str
    offset: int
    begin: int


def in_order(entities: list[Json]) -> list[Json]:
    """Outer entities first, as Telegram sorts them."""
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"], _RANK[entity["type"]]))


def keep_attribute(opened: OpenTag, name: str, value: str) -> None:
    """Note the few attributes that mean something."""
    tag = opened.tag
    if (tag, name) in {("a", "href"), ("tg-emoji", "emoji-id"), ("tg-time", "unix")}:
        opened.argument = value
    elif (tag, name) == ("tg-time", "format"):
        opened.time_format = value
    elif (tag, name) == ("code", "class") and value.startswith("language-"):
        opened.argument = value.removeprefix("language-")
    elif (tag, name) == ("span", "class") and value.startswith("tg-"):
        opened.argument = value.removeprefix("tg-")
    elif (tag, name) == ("blockquote", "expandable"):
        opened.argument = "expandable"


def close_code(entities: list[Json], opened: OpenTag, span: Json) -> None:
    """`code` and `pre`; one right inside the other makes a block in a language."""
    last = entities[-1] if entities else {}
    same_place = last.get("offset") == span["offset"] and last.get("length") == span["length"]
    other = "code" if opened.tag == "pre" else "pre"
    language = last.get("language") if opened.tag == "pre" else opened.argument
    if same_place and last["type"] == other and language:
        last.update(type="pre", language=language)
        return
    entity: Json = {"type": opened.tag, **span}
    if opened.tag == "code" and opened.argument:
        entity["language"] = opened.argument
    entities.append(entity)
