"""`clearinghouse import`: rows of a file → the catalogue. What is wrong is told; what is right is kept."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from bot.complaints import bare, complaints, shown
from bot.documents import Fields, Items, NotReadable, read_document
from handlers.kit.labels import provider
from handlers.programmes.actions import take_in
from handlers.programmes.importing import Imported
from storage.database import Database, Store


class Kept(NamedTuple):
    """What became of a row: "new", "changed" or "same"; and what should be known about it."""

    outcome: str
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """How one kind of row is read (`check` raises pydantic's errors) and kept. What is read has an `id`."""

    fields: tuple[str, ...]
    check: Callable[[Mapping[str, Any]], Any]
    keep: Callable[[Store, Any, datetime], Kept]


class Row(NamedTuple):
    """A row that is right, and where it stands."""

    section: str
    place: str
    draft: Any


@dataclass(slots=True)
class Report:
    """What is wrong and what should be known, a line each; outcomes by section. `wrong` rows are not kept."""

    wrong: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    counts: dict[str, Counter[str]] = field(default_factory=dict)


def import_file(database: Database, path: Path, now: datetime, *, strict: bool) -> Report:
    """Keep the rows that are right; with `strict`, none unless all are. Raises `NotReadable`.

    Nothing of the network is used.
    """
    report = Report()
    rows = list(_right_rows(path, report))
    if strict and report.wrong:
        report.counts.clear()
        return report
    with database.transaction() as store:
        for row in rows:
            kept = SECTIONS[row.section].keep(store, row.draft, now)
            report.counts[row.section][kept.outcome] += 1
            if kept.remark is not None:
                report.remarks.append(f"{row.place}: {kept.remark}")
    return report


def _right_rows(path: Path, report: Report) -> Iterator[Row]:
    """Every row that can be kept; what is wrong with the others goes into the report."""
    for name, (line, rows) in _sections(read_document(path)).items():
        if name not in SECTIONS:
            unread = _UNREAD.get(name, "there is no such section")
            report.wrong.append(f"{path}:{line} {bare(name)}: {unread}")
        elif not isinstance(rows, Items):
            report.wrong.append(f"{path}:{line} {name}: needs a list of rows, and is {shown(rows)}")
        else:
            report.counts[name] = Counter()
            yield from _rows_of(path, name, rows, report)


def _sections(content: Any) -> Mapping[str, tuple[int, Any]]:
    """What stands under each name, and from which line on. A list alone is one of programmes."""
    if isinstance(content, Items):
        return {"programmes": (1, content)}
    if isinstance(content, Fields):
        if content.twice:
            raise NotReadable(f"has {shown(content.twice[0])} twice", content.lines[content.twice[0]])
        if content:
            return {name: (content.lines[name], rows) for name, rows in content.items()}
    raise NotReadable("holds no list of programmes")


def _rows_of(path: Path, section: str, rows: Items, report: Report) -> Iterator[Row]:
    known: dict[str, str] = {}  # where each id stands
    for number, fields in enumerate(rows):
        where = f"{section}[{number}]"
        if not isinstance(fields, Fields):
            what = f"needs fields such as id and name, and is {shown(fields)}"
            report.wrong.append(f"{path}:{rows.lines[number]} {where}: {what}")
            continue
        id_ = fields.get("id")
        place = f"{where} ({bare(id_) if id_ else 'no id'})"
        draft, wrong = _checked(SECTIONS[section], fields)
        if not wrong and draft.id in known:
            wrong = [(fields.line, f"id: the same as {known[draft.id]}, which counts")]
        report.wrong += [f"{path}:{line} {place}: {words}" for line, words in sorted(wrong)]
        if not wrong:
            known[draft.id] = where
            yield Row(section, f"{path}:{fields.line} {place}", draft)


def _checked(section: Section, fields: Fields) -> tuple[Any, list[tuple[int, str]]]:
    """The row as it can be kept, or what is wrong with it, line by line."""
    wrong = [(fields.lines[name], f"{bare(name)}: stands twice in this row") for name in fields.twice]
    try:
        # A field that holds nothing is one that is not there: not established.
        draft = section.check({name: value for name, value in fields.items() if value is not None})
    except ValidationError as error:
        return None, wrong + complaints(error, fields, section.fields)
    return draft, wrong


def _keep_programme(store: Store, draft: Imported, now: datetime) -> Kept:
    taken = take_in(store, draft.programme, now, draft.confirmed_since(now), draft.disowned_at)
    if taken.lost is not None:
        was, is_ = provider(taken.lost, "en"), provider(draft.owner, "en")
        return Kept(taken.outcome, f"{was} had confirmed it; from now on {is_} answers for it")
    if taken.is_hidden:
        return Kept(taken.outcome, "its provider says that it is not theirs: it stays hidden")
    return Kept(taken.outcome)


SECTIONS: dict[str, Section] = {
    "programmes": Section(tuple(Imported.model_fields), Imported.model_validate, _keep_programme),
}
_UNREAD = {"needs": "this version reads programmes only"}
