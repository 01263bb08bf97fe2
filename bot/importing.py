"""`clearinghouse import`: a file's rows → programmes and needs. What is wrong is told, what is right kept."""

import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from bot.complaints import bare, complaints, shown
from bot.documents import Fields, Items, NotReadable, read_document
from bot.moments import Moments
from handlers.kit.buttons import KeyRing
from handlers.kit.labels import provider
from handlers.kit.turn import Moment, World
from handlers.needs import filing
from handlers.needs.importing import Imported as ImportedNeed
from handlers.programmes.actions import take_in
from handlers.programmes.importing import Imported
from storage.catalogue import Catalogue
from storage.database import Database


class Kept(NamedTuple):
    """What became of a row: "new", "changed" or "same"; and what should be known about it."""

    outcome: str
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """How one kind of row is read (`check` raises pydantic's errors) and kept. What is read has an `id`."""

    fields: tuple[str, ...]
    check: Callable[[Mapping[str, Any]], Any]
    keep: Callable[[Moment, Any], Kept]
    telling: str  # fields that say what a row is


class Row(NamedTuple):
    """A row that is right by itself; `place` says which, `path` and its fields' lines say where."""

    section: str
    path: Path
    place: str
    fields: Fields
    draft: Any

    def at(self, name: str = "") -> str:
        return f"{self.path}:{self.fields.lines.get(name) or self.fields.line} {self.place}"


class _NothingKept(Exception):  # noqa: N818 -- undoes a transaction, and is no fault
    """Something is wrong, and all or nothing was asked for."""


@dataclass(slots=True)
class Report:
    """What is wrong and what should be known, a line each; outcomes by section. `wrong` rows are not kept."""

    wrong: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    counts: dict[str, Counter[str]] = field(default_factory=dict)


def import_file(
    database: Database,
    path: Path,
    now: datetime,
    *,
    strict: bool,
    seed: str | None = None,
    catalogue: Catalogue | None = None,
) -> Report:
    """Keep the rows that are right; with `strict`, none unless all are. Raises `NotReadable`.

    Nothing of the network is used: letters are written, and leave when the bot runs. `catalogue` reads the
    words of needs.
    """
    report = Report()
    rows = list(_right_rows(path, report))
    catalogue = catalogue or Catalogue()
    if any(row.section == "needs" for row in rows):
        with database.reading() as store:
            catalogue.finder(store)  # built before the transaction for which others wait
    no_buttons = KeyRing((secrets.token_bytes(),))  # letters get theirs when they leave
    moments = Moments(no_buttons, World(catalogue, ""), seed)
    with suppress(_NothingKept), database.transaction() as store:
        with moments.open(store, now, f"import:{now:%Y%m%d%H%M%S%f}") as moment:
            for row in rows:
                _keep(moment, row, report)
        _stop_if(report, strict=strict)
    return report


def _stop_if(report: Report, *, strict: bool) -> None:
    """Undo everything where all or nothing was asked for, and something is wrong."""
    if strict and report.wrong:
        report.counts.clear()
        report.remarks.clear()
        raise _NothingKept


def _keep(moment: Moment, row: Row, report: Report) -> None:
    """A row alone is undone where the rows of the database refuse it."""
    told = len(moment.notices)
    try:
        with moment.store.savepoint():
            kept = SECTIONS[row.section].keep(moment, row.draft)
    except filing.NotTaken as why:
        del moment.notices[told:]
        report.wrong.append(f"{row.at(why.field)}: {why.field}: {why}")
        return
    report.counts[row.section][kept.outcome] += 1
    if kept.remark is not None:
        report.remarks.append(f"{row.at()}: {kept.remark}")


def _right_rows(path: Path, report: Report) -> Iterator[Row]:
    """Every row that is right by itself, programmes first; what is wrong with others goes into the report."""
    order = list(SECTIONS)
    found = sorted(
        _sections(read_document(path)).items(),
        key=lambda section: order.index(section[0]) if section[0] in order else len(order),
    )
    for name, (line, rows) in found:
        if name not in SECTIONS:
            report.wrong.append(f"{path}:{line} {bare(name)}: there is no such section")
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
    raise NotReadable("holds no list of programmes or needs")


def _rows_of(path: Path, section: str, rows: Items, report: Report) -> Iterator[Row]:
    known: dict[str, str] = {}  # where each id stands
    for number, fields in enumerate(rows):
        where = f"{section}[{number}]"
        if not isinstance(fields, Fields):
            what = f"needs fields such as {SECTIONS[section].telling}, and is {shown(fields)}"
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
            yield Row(section, path, place, fields, draft)


def _checked(section: Section, fields: Fields) -> tuple[Any, list[tuple[int, str]]]:
    """The row as it can be kept, or what is wrong with it, line by line."""
    wrong = [(fields.lines[name], f"{bare(name)}: stands twice in this row") for name in fields.twice]
    try:
        # A field that holds nothing is one that is not there: not established.
        draft = section.check({name: value for name, value in fields.items() if value is not None})
    except ValidationError as error:
        return None, wrong + complaints(error, fields, section.fields)
    return draft, wrong


def _keep_programme(moment: Moment, draft: Imported) -> Kept:
    now = moment.now
    taken = take_in(
        moment.store,
        draft.programme,
        now,
        draft.confirmed_since(now),
        draft.disowned_at,
        says_who_sees_it=draft.says_who_sees_it,
    )
    if taken.lost is not None:
        was, is_ = provider(taken.lost, "en"), provider(draft.owner, "en")
        return Kept(taken.outcome, f"{was} had confirmed it; from now on {is_} answers for it")
    if taken.is_hidden:
        return Kept(taken.outcome, "its provider says that it is not theirs: it stays hidden")
    return Kept(taken.outcome)


def _keep_need(moment: Moment, draft: ImportedNeed) -> Kept:
    return Kept(*filing.take_in(moment, draft))


# In this order, so that needs meet the programmes of the same file.
SECTIONS: dict[str, Section] = {
    "programmes": Section(
        tuple(Imported.model_fields), Imported.model_validate, _keep_programme, "id and name"
    ),
    "needs": Section(
        tuple(ImportedNeed.model_fields), ImportedNeed.model_validate, _keep_need, "id and delegation"
    ),
}
