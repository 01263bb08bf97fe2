"""`clearinghouse export`: programmes and needs as a file that `clearinghouse import` reads back the same."""

import errno
import json
import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from handlers.kit.codes import written
from storage import addressees, needs, programmes
from storage.database import Database
from storage.needs import Need
from storage.programmes import Entry

_HEADING = """\
# The programmes and needs of a clearinghouse. `clearinghouse import FILE` reads them back.
# Needs are sensitive, drafts most of all: keep this file to yourself.
# confirmed_at: when its provider said that it is true; disowned_at: when it said that it is not theirs.
"""
_WIDTH = 120


def exported(database: Database, now: datetime, *, as_json: bool) -> tuple[str, dict[str, int]]:
    """The text of the file, and how many rows of each section are in it."""
    with database.reading() as store:
        content = {
            "programmes": [_programme(entry) for entry in programmes.every(store, now.date())],
            "needs": [_need(need, addressees.of_need(store, need.id)) for need in needs.every(store)],
        }
    counts = {section: len(rows) for section, rows in content.items()}
    if not content["needs"]:
        del content["needs"]
    if as_json:
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n", counts
    rows = yaml.dump(
        content,
        Dumper=yaml.CSafeDumper,
        allow_unicode=True,
        sort_keys=False,
        width=_WIDTH,
        default_flow_style=None,
    )
    return _HEADING + rows, counts


def write(path: Path, parts: Iterable[str]) -> None:
    """All of it or nothing: what stood there before stays until the new file is whole.

    Needs are sensitive: nobody but its owner may read the file.
    """
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    whole = path.with_name(f".{path.name}.new")
    try:
        whole.unlink(missing_ok=True)  # left behind by a crash, and perhaps somebody else's
        with open(whole, "w", encoding="utf-8", opener=_for_its_owner) as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        whole.replace(path)
    except OSError:
        whole.unlink(missing_ok=True)
        raise


def _for_its_owner(name: str, flags: int) -> int:
    return os.open(name, flags | os.O_EXCL, 0o600)


def _programme(entry: Entry) -> dict[str, Any]:
    row = entry.programme.model_dump(mode="json", exclude_defaults=True)
    if entry.confirmed_at is not None:
        row["confirmed_at"] = entry.confirmed_at.isoformat()
    if entry.disowned_at is not None:
        row["disowned_at"] = entry.disowned_at.isoformat()
    return row


def _need(need: Need, named: Sequence[str]) -> dict[str, Any]:
    """Without persons. What goes out within a minute is open."""
    row: dict[str, Any] = {"id": need.ref, "delegation": written(need.delegation)}
    row |= need.body.model_dump(mode="json", exclude_defaults=True)
    state = needs.OPEN if need.state == needs.QUEUED else need.state
    row |= {"visibility": need.visibility}
    if named:
        row["providers"] = [written(code) for code in named]
    if need.is_anonymous:
        row["anonymous"] = True
    return row | {"state": state}
