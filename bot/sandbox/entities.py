"""From the text of a call to the text and entities of a message, as the official server makes them."""

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import Any

from bot.sandbox.detect import entities_of, utf16_length
from bot.sandbox.errors import Broken, bad_request
from bot.sandbox.html import parse_html
from bot.sandbox.tags import in_order

Json = dict[str, Any]

_SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
_TRIMMED = " \n\t\r"
_MOST_ENTITIES = 100
_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
# Line and paragraph separators, the old embeddings of directions (isolates stay), and three vertical lines.
_REMOVED = re.compile(r"[\r\u2028-\u202e\u030a\u0333\u033f]")
_UNSEEN = re.compile(r"[\s\u180e\u200b-\u200f\u2060\u2800\ufffc]*")


UserOf = Callable[[int], Json | None]


def formatted(source: str, parse_mode: str, given: list[Json], user_of: UserOf) -> tuple[str, list[Json]]:
    """The text and the entities that Telegram stores for `source`, or the 400 it answers.

    `user_of` gives the account of an id, so that links to people become mentions of people the bot has met.
    """
    text, entities = _parsed(source, parse_mode, given)
    entities = [known for entity in entities if (known := _with_user(entity, user_of))]
    text, entities = _trimmed(*_cleaned(text, entities))
    entities = in_order(_split(entities))
    busy = [(entity["offset"], entity["offset"] + entity["length"]) for entity in entities if _whole(entity)]
    for found in entities_of(text):
        begin, end = found["offset"], found["offset"] + found["length"]
        if not any(begin < other_end and other < end for other, other_end in busy):
            entities.append(found)
    return text, in_order(entities)[:_MOST_ENTITIES]


def is_empty(text: str) -> bool:
    """Whether nothing of it can be seen."""
    return _UNSEEN.fullmatch(text) is not None


def _parsed(source: str, parse_mode: str, given: list[Json]) -> tuple[str, list[Json]]:
    mode = parse_mode.lower()
    if mode in {"", "none"}:
        return source, [dict(entity) for entity in given]
    try:
        if mode == "html":
            return parse_html(source)
    except Broken as error:
        raise bad_request(f"can't parse entities: {error}") from None
    if mode in {"markdown", "markdownv2"}:
        raise bad_request("unsupported parse_mode: the sandbox reads HTML only")
    raise bad_request("unsupported parse_mode")


def _with_user(entity: Json, user_of: UserOf) -> Json | None:
    """A mention names an account; without one it is dropped."""
    if entity["type"] != "text_mention":
        return entity
    number = entity.get("user_id") or entity.get("user", {}).get("id") or 0
    user = user_of(int(number))
    kept = {key: value for key, value in entity.items() if key != "user_id"}
    return {**kept, "user": user} if user else None


def _whole(entity: Json) -> bool:
    """Whether Telegram finds nothing of its own inside such an entity."""
    return entity["type"] in {"code", "pre", "text_link", "text_mention", "custom_emoji", "date_time"}


def _cleaned(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Without the characters that Telegram removes; control characters become spaces."""
    text = _CONTROL.sub(" ", text)
    if not (found := [match.start() for match in _REMOVED.finditer(text)]):
        return text, entities
    gone = [utf16_length(text[:place]) for place in found]
    kept = []
    for entity in entities:
        begin, end = entity["offset"], entity["offset"] + entity["length"]
        begin, end = begin - bisect_left(gone, begin), end - bisect_left(gone, end)
        if begin < end:
            kept.append({**entity, "offset": begin, "length": end - begin})
    return _REMOVED.sub("", text), kept


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Without the space around it; entities move and shrink along, and empty ones go."""
    short = text.strip(_TRIMMED)
    if short == text:
        return text, entities
    cut = utf16_length(text[: len(text) - len(text.lstrip(_TRIMMED))])
    size = utf16_length(short)
    kept = []
    for entity in entities:
        begin = min(max(entity["offset"] - cut, 0), size)
        end = min(max(entity["offset"] + entity["length"] - cut, 0), size)
        if begin < end:
            kept.append({**entity, "offset": begin, "length": end - begin})
    return short, kept


def _split(entities: list[Json]) -> list[Json]:
    """Bold, italic and the like cut where another begins inside them, and joined where they touch."""
    splittable = [entity for entity in entities if entity["type"] in _SPLITTABLE]
    others = [entity for entity in entities if entity["type"] not in _SPLITTABLE]
    if not splittable:
        return others
    result: list[Json] = []
    running: dict[str, list[int]] = {}
    for entity in in_order(splittable):
        kind, begin, end = entity["type"], entity["offset"], entity["offset"] + entity["length"]
        if kind in running and begin <= running[kind][1]:
            running[kind][1] = max(running[kind][1], end)
        else:
            _flush(running, begin, result)
            running[kind] = [begin, end]
    _flush(running, max(entity["offset"] + entity["length"] for entity in splittable), result)
    return others + result


def _flush(running: dict[str, list[int]], until: int, result: list[Json]) -> None:
    for kind in _SPLITTABLE:
        begin, end = running.get(kind, (until, until))
        if begin >= until:
            continue
        stop = min(end, until)
        result.append({"type": kind, "offset": begin, "length": stop - begin})
        if end <= until:
            del running[kind]
        else:
            running[kind][0] = until
