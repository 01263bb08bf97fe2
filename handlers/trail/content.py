"""Before and after of a line, as somebody may read it who is no operator; and lines as a table."""

import csv
import io
import json
from collections.abc import Iterable, Iterator

from handlers.kit.cells import harmless
from handlers.kit.i18n import LANGUAGES, Translator
from handlers.kit.labels import provider, role
from storage.trail import Line

# What delegations wrote in needs, drafts included, is not read through the trail.
_SENSITIVE = ("need", "match")
COLUMNS = ("number", "id", "at", "actor", "name", "verb", "subject", "before", "after", "erased")


def may_be_read(line: Line) -> bool:
    """Whether before and after may be shown to whoever reads the trail in the chat."""
    return line.subject.partition(":")[0] not in _SENSITIVE


def short(value: str | None) -> str:
    """Plain data on one line: `delegation: TD, role: recipient`."""
    return _flat(json.loads(value)) if value is not None else ""


def in_words(t: Translator, verb: str, value: str | None) -> str:
    """The posts and languages in a line, as people call them; empty for what has no words of its own."""
    said = json.loads(value) if value is not None else None
    if isinstance(said, dict) and {"delegation", "role"} <= said.keys():
        return f"{provider(said['delegation'], t.language)}, {role(t, said['role'])}"
    if isinstance(said, dict) and "title" in said:
        return str(said["title"])
    return LANGUAGES.get(str(said), "") if verb == "chose language" else ""


def without_sensitive(line: Line) -> Line:
    return line if may_be_read(line) else line._replace(before=None, after=None)


def as_csv(lines: Iterable[Line]) -> Iterator[str]:
    """Rows for a spreadsheet, in which nothing is a formula."""
    yield _row(COLUMNS)
    for line in lines:
        yield _row([harmless(str("" if value is None else value)) for value in _values(line).values()])


def as_json(lines: Iterable[Line]) -> Iterator[str]:
    """One object a line; before and after are data."""
    for line in lines:
        row = _values(line)
        row |= {"before": _data(line.before), "after": _data(line.after)}
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _data(value: str | None) -> object:
    return None if value is None else json.loads(value)


def _values(line: Line) -> dict[str, object]:
    erased = "yes" if line.is_erased else None
    values = line._asdict() | {"at": line.at.isoformat(), "erased": erased}
    return {name: values[name] for name in COLUMNS}


def _row(values: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(values)
    return text.getvalue()


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_flat(part)}" for name, part in value.items())
    if isinstance(value, list):
        return ", ".join(_flat(part) for part in value)
    return "-" if value is None else str(value)
