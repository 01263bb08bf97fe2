"""A YAML or JSON file → its rows, each with its place; whatever else it holds is refused in one line.

In YAML every plain word stays text (`NO` is Norway, not false); aliases are refused, for a page of them can
unfold into more than a memory holds.
"""

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

MOST_BYTES = 10 * 1024 * 1024
DEEPEST = 12  # levels; a programme needs three
MOST_ROWS = 50_000  # in one list
MOST_FIELDS = 100  # of one row
_NOTHING = {"", "~", "null", "Null", "NULL"}
_ARCHIVES = {b"PK\x03\x04": "a ZIP or Excel file", b"%PDF": "a PDF", b"\x1f\x8b": "a gzip file"}


class NotReadable(Exception):  # noqa: N818 -- an answer, not a fault
    """The file is not what it should be; the text says what it is instead, in one line."""

    def __init__(self, why: str, line: int | None = None) -> None:
        super().__init__(why)
        self.line = line


class Fields(dict[str, Any]):
    """A mapping of the file, with the line it begins at, the line of each field, and fields told twice."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}
        self.twice: list[str] = []

    def put(self, name: str, value: Any, line: int) -> None:
        if len(self) >= MOST_FIELDS:
            raise NotReadable(f"has a row of more than {MOST_FIELDS} fields", line or None)
        if name in self:
            self.twice.append(name)
        self[name], self.lines[name] = value, line


class Items(list[Any]):
    """A list of the file, with the line of each item."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []

    def put(self, value: Any, line: int) -> None:
        if len(self) >= MOST_ROWS:
            raise NotReadable(f"has a list of more than {MOST_ROWS} items", line)
        self.append(value)
        self.lines.append(line)


def read_document(path: Path) -> Any:
    """The file's content: `Items`, `Fields`, text, and from JSON numbers and truths; or `NotReadable`."""
    text = _text(path)
    if path.suffix.lower() == ".json":
        return _from_json(text)
    if path.suffix.lower() not in (".yaml", ".yml") and text.lstrip()[:1] in ("{", "["):
        return _from_json(text)
    return _from_yaml(text)


def _text(path: Path) -> str:
    try:
        with open(path, "rb", opener=_regular) as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise NotReadable(f"can't be read: {error.strerror}") from None
    if len(content) > MOST_BYTES:
        raise NotReadable(f"is larger than {MOST_BYTES // 2**20} MB, the most that is read")
    for beginning, name in _ARCHIVES.items():
        if content.startswith(beginning):
            raise NotReadable(f"is {name}, not YAML or JSON")
    if b"\x00" in content:
        raise NotReadable("is binary, not YAML or JSON")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotReadable("is not UTF-8 text") from None
    if not text.strip():
        raise NotReadable("is empty")
    if text.lstrip()[:15].lower().startswith(("<!doctype", "<html", "<?xml")):
        raise NotReadable("is a web page or XML, not YAML or JSON")
    return text


def _regular(name: str, flags: int) -> int:
    """Opened without waiting for whoever would write into a pipe; what is no file of its own is refused."""
    opened = os.open(name, flags | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(opened).st_mode):
        os.close(opened)
        raise NotReadable("is no regular file")
    return opened


def _from_yaml(text: str) -> Any:
    try:
        return _Builder(yaml.parse(text, Loader=yaml.CBaseLoader)).document()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise NotReadable(f"is no YAML: {error.problem or error.context}", line) from None
    except yaml.YAMLError as error:
        raise NotReadable(f"is no YAML: {str(error).splitlines()[0]}") from None


class _Builder:
    """Lists and fields from the events of one YAML document, as deep as rows can be and no deeper."""

    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events

    def document(self) -> Any:
        found: list[Any] = []
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if found:
                    raise NotReadable("holds several documents: keep one", _line(event))
                found.append(self._value(next(self._events), 0))
        return found[0] if found else None

    def _value(self, event: Any, depth: int) -> Any:
        if isinstance(event, yaml.AliasEvent):
            raise NotReadable(f"uses the alias *{event.anchor}: write the value itself", _line(event))
        if depth > DEEPEST:
            raise NotReadable("is nested too deeply", _line(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self._fields(event, depth)
        return None if not event.style and event.value in _NOTHING else event.value

    def _list(self, depth: int) -> Items:
        items = Items()
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.put(self._value(event, depth + 1), _line(event))
        return items

    def _fields(self, start: Any, depth: int) -> Fields:
        fields = Fields(_line(start))
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise NotReadable("has a field whose name is no text", _line(event))
            fields.put(event.value, self._value(next(self._events), depth + 1), _line(event))
        return fields


def _from_json(text: str) -> Any:
    try:
        return _Rows(text).document()
    except json.JSONDecodeError as error:
        raise NotReadable(f"is no JSON: {error.msg}", error.lineno) from None
    except RecursionError:
        raise NotReadable("is nested too deeply") from None
    except ValueError:  # a number of thousands of digits
        raise NotReadable("is no JSON: a number is too long") from None


class _Rows:
    """JSON with the line of each row: the library tells no places, so rows are read one by one."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._decoder = json.JSONDecoder(object_pairs_hook=_from_pairs)
        self._counted, self._line = 0, 1

    def document(self) -> Any:
        self._decoder.decode(self._text)  # whole and valid, from here on
        start = self._skip(0, "")
        if self._text[start] == "[":
            return self._list(start)[0]
        return self._sections(start) if self._text[start] == "{" else None

    def _sections(self, start: int) -> Fields:
        fields, at = Fields(self._line_of(start)), self._skip(start + 1, ",")
        while self._text[at] != "}":
            line = self._line_of(at)
            name, at = self._decoder.raw_decode(self._text, at)
            at = self._skip(at, ":")
            value, at = self._list(at) if self._text[at] == "[" else self._decoder.raw_decode(self._text, at)
            fields.put(name, value, line)
            at = self._skip(at, ",")
        return fields

    def _list(self, start: int) -> tuple[Items, int]:
        items, at = Items(), self._skip(start + 1, ",")
        while self._text[at] != "]":
            line = self._line_of(at)
            item, at = self._decoder.raw_decode(self._text, at)
            if isinstance(item, Fields):
                item.line = line
            items.put(item, line)
            at = self._skip(at, ",")
        return items, at + 1

    def _skip(self, at: int, mark: str) -> int:
        while self._text[at] in " \t\n\r" or self._text[at] == mark:
            at += 1
        return at

    def _line_of(self, at: int) -> int:
        self._line += self._text.count("\n", self._counted, at)
        self._counted = at
        return self._line


def _from_pairs(pairs: list[tuple[str, Any]]) -> Fields:
    fields = Fields(0)
    for name, value in pairs:
        fields.put(name, value, 0)
    return fields


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
