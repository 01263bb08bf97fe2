"""`clearinghouse export`: the catalogue as a file that `clearinghouse import` reads back to the same."""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from storage import programmes
from storage.database import Database
from storage.programmes import Entry

_HEADING = """\
# The catalogue of a clearinghouse. `clearinghouse import FILE` reads it back.
# confirmed_at: when its provider said that it is true; disowned_at: when it said that it is not theirs.
"""
_WIDTH = 120


def exported(database: Database, now: datetime, *, as_json: bool) -> tuple[str, int]:
    """The text of the file, and how many programmes are in it."""
    with database.reading() as store:
        entries = programmes.every(store, now.date())
    content = {"programmes": [_row(entry) for entry in entries]}
    if as_json:
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n", len(entries)
    rows = yaml.dump(
        content,
        Dumper=yaml.CSafeDumper,
        allow_unicode=True,
        sort_keys=False,
        width=_WIDTH,
        default_flow_style=None,
    )
    return _HEADING + rows, len(entries)


def write(path: Path, text: str) -> None:
    """All of it or nothing: what stood there before stays until the new file is whole."""
    whole = path.with_name(f".{path.name}.new")
    try:
        with whole.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        whole.replace(path)
    except OSError:
        whole.unlink(missing_ok=True)
        raise


def _row(entry: Entry) -> dict[str, Any]:
    row = entry.programme.model_dump(mode="json", exclude_defaults=True)
    if entry.confirmed_at is not None:
        row["confirmed_at"] = entry.confirmed_at.isoformat()
    if entry.disowned_at is not None:
        row["disowned_at"] = entry.disowned_at.isoformat()
    return row
