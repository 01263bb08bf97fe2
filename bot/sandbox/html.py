"""The HTML of the Bot API, read as TDLib reads it: the same entities, the same complaints."""

import re
from typing import Any

from bot.sandbox.detect import utf16_length
from bot.sandbox.errors import Broken
from bot.sandbox.links import checked_link, mentioned_user, time_entity
from bot.sandbox.tags import KIND, TAGS, OpenTag, close_code, in_order, keep_attribute

Json = dict[str, Any]

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPACES = " \t\r\n\v\0"  # TDLib counts the end of the text, a zero byte, among the spaces
_PLAIN = re.compile(r"[^&<]+")
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([a-zA-Z]*))(;?)")
_TAG_NAME = re.compile(r"[^ \t\r\n\v\0>]*")
_SPACE = re.compile(r"[ \t\r\n\v]*")
_ATTRIBUTE = re.compile(r"""[^ \t\r\n\v\0=>/"']*""")
_TOKEN = re.compile(r"[a-zA-Z0-9.-]*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONGEST_NUMBER = 10
_MOST_UNICODE = 0x10FFFF
_NOT_UNICODE = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "
    "surrogate code units"
)


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The text without its tags and its entities (offsets in UTF-16 units), or `Broken`."""
    return _Reader(source).read()


def _lower(text: str) -> str:
    """Only ASCII letters have a lower case here."""
    return text.encode().lower().decode() if text.isascii() else re.sub("[A-Z]", _lower_one, text)


def _lower_one(match: re.Match[str]) -> str:
    return match.group().lower()


class _Reader:
    """One reading of one text; `at` is the place reached in it."""

    def __init__(self, source: str) -> None:
        # The sentinel plays the zero byte at the end of a C string.
        self.source = source + "\0"
        self.end = len(source)
        self.at = 0
        self.parts: list[str] = []
        self.length = 0
        self.units = 0
        self.open: list[OpenTag] = []
        self.entities: list[Json] = []

    def read(self) -> tuple[str, list[Json]]:
        while self.at < self.end:
            if plain := _PLAIN.match(self.source, self.at, self.end):
                self.at = plain.end()
                self._write(plain.group())
            elif self.source[self.at] == "&":
                self._write(self._reference() or self._step())
            elif self.source.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            raise Broken(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        text = "".join(self.parts)
        if _SURROGATE.search(text):
            raise Broken(_NOT_UNICODE)
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return text, in_order(self.entities)

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
        self.units += utf16_length(text)

    def _step(self) -> str:
        self.at += 1
        return self.source[self.at - 1]

    def _reference(self) -> str:
        """The character of a reference (`&lt;`, `&#65;`) here, stepping over it; empty when there is none."""
        match = _REFERENCE.match(self.source, self.at)
        if not match:
            return ""
        hexadecimal, decimal, name, _ = match.groups()
        if name is not None:
            character = _NAMED.get(name, "")
        else:
            digits_end = match.end() - len(match.group(4))
            number = int(hexadecimal or "0", 16) if hexadecimal is not None else int(decimal or "0")
            fits = 0 < number < _MOST_UNICODE and digits_end - self.at < _LONGEST_NUMBER
            character = chr(number) if fits else ""
        if character:
            self.at = match.end()
        return character

    def _start_tag(self) -> None:
        begin, where = self.at, self._where(self.at)
        name = _match(_TAG_NAME, self.source, begin + 1)
        self.at = begin + 1 + len(name)
        if self.at >= self.end:
            raise Broken(f"Unclosed start tag at byte offset {where}")
        tag = _lower(name)
        if tag not in TAGS:
            raise Broken(f'Unsupported start tag "{tag}" at byte offset {where}')
        opened = OpenTag(tag, "", "", self.units, self.length)
        self._skip_space()
        while self.source[self.at] != ">":
            self._attribute(opened, where)
            self._skip_space()
        if tag == "span" and opened.argument != "spoiler":
            raise Broken(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
        self.at += 1
        self.open.append(opened)

    def _attribute(self, opened: OpenTag, where: int) -> None:
        name = _match(_ATTRIBUTE, self.source, self.at)
        if not name:
            raise Broken(f'Empty attribute name in the tag "{opened.tag}" at byte offset {where}')
        self.at += len(name)
        self._skip_space()
        if self.source[self.at] == "=":
            self.at += 1
            self._skip_space()
            self._not_at_end(f'Unclosed start tag "{opened.tag}" at byte offset {where}')
            value = self._value()
            self._not_at_end(f"Unclosed start tag at byte offset {where}")
            keep_attribute(opened, name, value)
        else:
            self._not_at_end(f'Unclosed start tag "{opened.tag}" at byte offset {where}')
            keep_attribute(opened, name, "")

    def _value(self) -> str:
        quote = self.source[self.at]
        if quote not in "'\"":
            begin, token = self.at, _match(_TOKEN, self.source, self.at)
            self.at += len(token)
            if self.source[self.at] not in _SPACES + ">":
                raise Broken(f"Unexpected end of name token at byte offset {self._where(begin)}")
            return _lower(token)
        self.at += 1
        letters: list[str] = []
        while self.source[self.at] not in (quote, "\0"):
            letters.append((self.source[self.at] == "&" and self._reference()) or self._step())
        self.at += self.source[self.at] == quote
        return "".join(letters)

    def _end_tag(self) -> None:
        begin, where = self.at, self._where(self.at)
        if not self.open:
            raise Broken(f"Unexpected end tag at byte offset {where}")
        name = _match(_TAG_NAME, self.source, begin + 2)
        self.at = begin + 2 + len(name)
        self._skip_space()
        if self.source[self.at] != ">":
            raise Broken(f"Unclosed end tag at byte offset {where}")
        found, opened = _lower(name), self.open.pop()
        if found and found != opened.tag:
            raise Broken(
                f'Unmatched end tag at byte offset {where}, expected "</{opened.tag}>", found "</{found}>"'
            )
        self.at += 1
        if self.units > opened.offset:
            self._close(opened)

    def _close(self, opened: OpenTag) -> None:
        span: Json = {"offset": opened.offset, "length": self.units - opened.offset}
        if kind := KIND.get(opened.tag):
            self.entities.append({"type": kind, **span})
        elif opened.tag in {"code", "pre"}:
            close_code(self.entities, opened, span)
        elif opened.tag == "blockquote":
            kind = "expandable_blockquote" if opened.argument else "blockquote"
            self.entities.append({"type": kind, **span})
        elif entity := self._with_argument(opened):
            self.entities.append({**entity, **span})

    def _with_argument(self, opened: OpenTag) -> Json | None:
        if opened.tag == "tg-emoji":
            if not re.fullmatch(r"-?[1-9]\d{0,18}", opened.argument):
                raise Broken("Invalid custom emoji identifier specified")
            return {"type": "custom_emoji", "custom_emoji_id": opened.argument}
        if opened.tag == "tg-time":
            return time_entity(opened.argument, opened.time_format)
        url = opened.argument or "".join(self.parts)[opened.begin :]
        if user := mentioned_user(url):
            return {"type": "text_mention", "user_id": user}
        link = checked_link(url)
        return {"type": "text_link", "url": link} if link else None

    def _where(self, at: int) -> int:
        return len(self.source[:at].encode("utf-8", "surrogatepass"))

    def _skip_space(self) -> None:
        self.at += len(_match(_SPACE, self.source, self.at))

    def _not_at_end(self, complaint: str) -> None:
        if self.at >= self.end:
            raise Broken(complaint)


def _match(pattern: re.Pattern[str], text: str, at: int) -> str:
    found = pattern.match(text, at)
    return found.group() if found else ""
