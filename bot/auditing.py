"""`clearinghouse audit`: is the trail whole, where does its chain end, what is in it."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.exporting import write
from bot.settings import Settings
from handlers.trail.content import as_csv, as_json
from knowledge.chain import Report, Sealed, Why, Wrong, read_head, verify
from storage import seals, trail
from storage.database import Database, Store
from storage.seals import Tail
from storage.trail import Line, Wanted

_CONTENT_SHOWN = 200


class Refusal(Exception):  # noqa: N818 -- an answer, not a fault
    """The trail is not what it should be, or there is none: the text says which."""


def audited(database: Database, settings: Settings, options: argparse.Namespace) -> str:
    """Print what the command says; return what is wrong, if anything is."""
    with database.reading() as store:
        try:
            for line in _answers(store, settings, options):
                sys.stdout.write(line + "\n")
        except Refusal as refusal:
            return str(refusal)
    return ""


def _answers(store: Store, settings: Settings, options: argparse.Namespace) -> Iterator[str]:
    if options.what == "verify":
        yield from _verify(store, settings, options.head)
    elif options.what == "search":
        yield from map(_told, trail.newest(store, _wanted(options), None, max(0, options.limit)))
    elif options.what == "export":
        yield from _export(store, options)
    elif options.what == "key":
        yield settings.audit_key_ring[0].decode()
    else:
        head = seals.head(store)
        if not head.length:
            raise Refusal("nothing is sealed yet")
        yield str(head)


def _verify(store: Store, settings: Settings, heads: list[str]) -> Iterator[str]:
    # The tail before the chain: a line that is sealed meanwhile is told twice rather than not at all.
    tail, erasures = seals.tail(store), seals.unsealed_erasures(store)
    keys = settings.audit_key_ring
    report = verify(seals.chain(store), keys, map(read_head, heads), erasures)
    if report.wrong is None and report.last is not None:
        yield f"{_lines(report.head.length)} whole, the newest of {_at(report.last)}; head {report.head}"
    yield from _remarks(report)
    if (waiting := _waiting(tail)) is not None:
        yield waiting
    if report.wrong is not None:
        raise Refusal(_wrong(report.wrong))
    if report.last is None and not tail.lines:
        yield "the trail is empty"


def _remarks(report: Report) -> Iterator[str]:
    if report.erased:
        yield f"{_lines(report.erased)} erased, as the trail says"
    if report.late:
        many = "1 line was" if len(report.late) == 1 else f"{len(report.late)} lines were"
        yield (
            f"{many} sealed more than an hour after its instant, the first is number {report.late[0]}: "
            "nothing ran then, or somebody put it in later"
        )


def _waiting(tail: Tail) -> str | None:
    if tail.oldest is None:
        return None
    lines = "line" if tail.lines == 1 else "lines"
    return f"{tail.lines} {lines} not sealed yet, the oldest of {tail.oldest:%Y-%m-%d %H:%M}"


def _wrong(wrong: Wrong) -> str:
    why = _WHY[wrong.why]
    if wrong.line is None:
        return f"line {wrong.number} {why}"
    line = wrong.line
    return (
        f"line {wrong.number} (id {line.id}, {_at(line)}, {_clean(line.verb)} {_clean(line.subject)}) {why}"
    )


_WHY: dict[Why, str] = {
    "missing": "is missing: lines were removed, or lost their place",
    "changed": "is not what was sealed there: it or its seal was changed, or it was put in, or it was sealed "
    "with a key that is not in CLEARINGHOUSE_AUDIT_KEYS",
    "content": "has another content than was sealed",
    "blank": "has lost its content, and no line of the trail says that it was erased",
    "short": "and those behind it are missing: the head that was written down is further on",
    "rewritten": "is not the one whose head was written down: the trail has been rewritten",
}


def _export(store: Store, options: argparse.Namespace) -> Iterator[str]:
    count = 0

    def counted() -> Iterator[Line]:
        nonlocal count
        for line in trail.every(store, _wanted(options)):
            count += 1
            yield line

    rows = as_json(counted()) if options.json else as_csv(counted())
    if options.file == "-":
        sys.stdout.writelines(rows)
    else:
        write(Path(options.file), rows)
        yield f"{_lines(count)} in {options.file}; head {seals.head(store)}"


def _wanted(options: argparse.Namespace) -> Wanted:
    return Wanted(
        person=options.person,
        verb=options.verb,
        subject=options.subject,
        since=options.since,
        until=options.until,
    )


def _told(line: Line) -> str:
    """One line of a terminal, whatever is in it."""
    who = f"{line.name} ({line.actor})" if line.name else str(line.actor or "system")
    place = f"#{line.number}" if line.number else "not sealed"
    changed = " -> ".join(value for value in (line.before, line.after) if value is not None)
    content = "erased" if line.is_erased else changed[:_CONTENT_SHOWN]
    parts = (f"{line.at:%Y-%m-%d %H:%M:%S}", place, who, line.verb, line.subject, content)
    return "  ".join(_clean(part) for part in parts if part)


def _clean(text: str) -> str:
    return "".join(each if each.isprintable() else " " for each in text)


def _at(line: Sealed) -> str:
    return f"{line.at:%Y-%m-%d %H:%M}"


def _lines(count: int) -> str:
    return "1 line is" if count == 1 else f"{count} lines are"
