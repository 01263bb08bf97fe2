"""The chain of the audit trail: a sealed line carries a code over itself and over the line before it.

What can never change is in the code: number, id, instant, actor, verb, subject, and a digest of the content
with a random salt. The content stands beside it and can be erased with its salt: the chain stays whole, and
nobody can try out which content the digest was made of.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

START = ""  # what the first line follows
ERASED = "erased from the trail"  # the verb of the lines that name others whose content is gone
LATE = timedelta(hours=1)

Why = Literal["missing", "changed", "content", "blank", "short", "rewritten"]


class Sealed(NamedTuple):
    """A line of the trail in the chain; `salt` is None once its content is erased."""

    number: int
    id: int
    at: datetime
    actor: int | None
    verb: str
    subject: str
    before: str | None
    after: str | None
    sealed_at: datetime
    salt: str | None
    digest: str
    mac: str


class Head(NamedTuple):
    """The end of the chain, as it is written down elsewhere: how many lines, and the last one's code."""

    length: int
    mac: str

    def __str__(self) -> str:
        return f"{self.mac}:{self.length}"


EMPTY = Head(0, START)


class Wrong(NamedTuple):
    """The first line that is not what it was. `line` is None where it is missing."""

    number: int
    why: Why
    line: Sealed | None = None


@dataclass(slots=True)
class Report:
    """What was found: `late` are lines that were sealed long after the instant that they state."""

    head: Head = EMPTY
    wrong: Wrong | None = None
    last: Sealed | None = None
    erased: int = 0
    late: list[int] = field(default_factory=list)


def read_head(written: str) -> Head:
    """`HASH:COUNT` as it was written down; raises `ValueError`."""
    mac, _, count = written.strip().partition(":")
    if len(mac) != hashlib.sha256().digest_size * 2 or not count.isdecimal() or int(count) < 1:
        raise ValueError(written)
    int(mac, 16)
    return Head(int(count), mac.lower())


def digest(salt: str, before: str | None, after: str | None) -> str:
    return hashlib.sha256(f"{salt}{json.dumps([before, after])}".encode()).hexdigest()


def mac(key: bytes, previous: str, line: Sealed) -> str:
    """The code of a line that follows the one with the code `previous`."""
    fixed = (line.number, line.id, _instant(line.at), line.actor, line.verb, line.subject)
    text = json.dumps([previous, *fixed, _instant(line.sealed_at), line.digest])
    return hmac.digest(key, text.encode(), hashlib.sha256).hex()


def verify(
    lines: Iterable[Sealed],
    keys: Sequence[bytes],
    heads: Iterable[Head] = (),
    unsealed_erasures: Iterable[str | None] = (),
) -> Report:
    """Follow the chain from its start to the first line that is wrong.

    `keys` are those of the ring, the newest first: a chain goes from older keys to newer ones and never
    back. `heads` were written down before. `unsealed_erasures` is the content of lines that name erased
    ones and are not in the chain yet.
    """
    report, turn = Report(), len(keys) - 1
    known = {head.length: head.mac for head in heads}
    blank: dict[int, Sealed] = {}
    named = {id_ for after in unsealed_erasures for id_ in _named(after)}
    for line in lines:
        turn, why = _judged(line, report.head, keys, turn)
        if why is None and known.get(line.number, line.mac) != line.mac:
            why = "rewritten"
        if why is not None:
            report.wrong = Wrong(report.head.length + 1, why, None if why == "missing" else line)
            break
        if line.salt is None:
            blank[line.id] = line
        if line.verb == ERASED:
            named.update(_named(line.after))
        if line.sealed_at - line.at > LATE:
            report.late.append(line.number)
        report.head, report.last = Head(line.number, line.mac), line
    _judge_blanks(report, blank, named)
    if report.wrong is None and known and max(known) > report.head.length:
        report.wrong = Wrong(report.head.length + 1, "short")
    return report


def _judged(line: Sealed, before: Head, keys: Sequence[bytes], turn: int) -> tuple[int, Why | None]:
    """Which key of the ring sealed it, and what is wrong with it."""
    if line.number != before.length + 1:
        return turn, "missing"
    for index in range(turn, -1, -1):
        if hmac.compare_digest(mac(keys[index], before.mac, line), line.mac):
            break
    else:
        return turn, "changed"
    if line.salt is None:
        return index, None if line.before is line.after is None else "content"
    return index, None if digest(line.salt, line.before, line.after) == line.digest else "content"


def _judge_blanks(report: Report, blank: dict[int, Sealed], named: set[int]) -> None:
    """Content may be gone only where a line says so."""
    report.erased = len(blank.keys() & named)
    unexplained = [line for id_, line in blank.items() if id_ not in named]
    if unexplained:
        first = min(unexplained)
        if report.wrong is None or first.number < report.wrong.number:
            report.wrong = Wrong(first.number, "blank", first)


def _named(after: str | None) -> list[int]:
    return [int(id_) for id_ in json.loads(after)["lines"]] if after else []


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
