"""What a busy clearinghouse asks of its people: `python -m benchmarks.month [--days D]`.

30 delegations (12 providers with the shipped programmes, 18 that look for help), two to four people each in
their capital or New York, and a secretariat of three live through a month: eight needs a working day,
answers, questions, changes, withdrawals, two meetings a week, a broadcast a week, new programmes. Who answers
does so some time after their phone rang, in their hours; some never do.

The program's own actions, clock deeds, scribe and out tray run in one process, by a clock that jumps from
one act or due instant to the next; nothing goes over a wire, so what is due is on the phone in that instant.
"""

import argparse
import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import mean, median, quantiles
from typing import NamedTuple

from sqlalchemy import select

from benchmarks.support.diary import Diary
from benchmarks.support.office import Office
from benchmarks.support.officers import Officer, cast, looks, told
from handlers.kit.turn import Moment
from knowledge.hours import Hours
from knowledge.kinds import KINDS
from knowledge.rhythm import NO_CAP, Rhythm
from storage.claims import Letter
from storage.outbox import SENT, SKIPPED, LetterRow

START = datetime(
    2027, 3, 1, tzinfo=UTC
)  # a Monday; clocks change on the 14th in America, on the 28th in Europe
_STEP = timedelta(minutes=5)


class Ring(NamedTuple):
    letter: int
    officer: int
    kind: str
    at: datetime


class Month:
    """Everybody and everything that rang."""

    def __init__(self, folder: Path, random: Random) -> None:
        self._random = random
        self.rings: list[Ring] = []
        self.answers = 0
        self.office = Office(folder, START, self._rang)
        with self.office.moment() as moment:
            self.officers = {each.id: each for each in cast(moment, random)}
        self.diary = Diary(list(self.officers.values()), random)

    async def live(self, days: int) -> None:
        for number in range(days):
            self.diary.plan(START.date() + timedelta(days=number))
            await self.diary.live(self.office, START + timedelta(days=number + 1))

    def _rang(self, letter: Letter, at: datetime) -> None:
        officer = self.officers[letter.person or 0]
        self.rings.append(Ring(letter.id, officer.id, letter.kind, at))
        with self.office.reading() as store:
            officer.waiting += told(store, officer.id, letter.kind, letter.subject)
        if officer.looks_at is None and not officer.is_silent:
            officer.looks_at = officer.rhythm.hours.opens(at + officer.delay(self._random))
            self.diary.add(officer.looks_at, lambda moment: self._looks(moment, officer))

    def _looks(self, moment: Moment, officer: Officer) -> None:
        officer.looks_at = None
        self.answers += looks(moment, officer, self._random)


class Told(NamedTuple):
    """A letter that was told, and when it stood on the phone: by itself, or with others."""

    officer: int
    kind: str
    written: datetime
    due: datetime
    told: datetime
    is_merged: bool


def letters(month: Month) -> tuple[list[Told], Counter[str]]:
    """Those that rang or came with others; and what became of the rest, counted by reason."""
    found, rest = [], Counter[str]()
    with month.office.reading() as store:
        rows = store.connection.execute(select(*LetterRow.__table__.c)).all()  # type: ignore[attr-defined]
    rang = {ring.letter: ring.at for ring in month.rings}
    gathered = {row.subject: rang[row.id] for row in rows if row.kind == "digest" and row.id in rang}
    for row in rows:
        if row.kind == "digest":
            continue
        why, _, ref = (row.error or "").partition(": ")
        at = gathered.get(ref) if row.state == SKIPPED else rang.get(row.id)
        if at is not None:
            found.append(Told(row.person, row.kind, row.created_at, row.due_at, at, row.state == SKIPPED))
        elif row.state != SENT:
            rest[f"{row.state} {why}".strip()] += 1
    return found, rest


def a_day(month: Month, days: int) -> list[int]:
    """How often each phone rang on each of its owner's working days."""
    rings = Counter((ring.officer, _local_day(month, ring)) for ring in month.rings if _is_notice(ring))
    dates = [START.date() + timedelta(days=number) for number in range(days)]
    return [
        rings[each.id, day]
        for each in month.officers.values()
        for day in dates
        if day.weekday() in each.rhythm.hours.days
    ]


def above_the_cap(month: Month) -> list[int]:
    """By how many letters that count somebody had more than they take, for each such day."""
    counted = Counter(
        (ring.officer, _local_day(month, ring)) for ring in month.rings if KINDS[ring.kind].rule.counts
    )
    most = {each.id: each.rhythm.a_day for each in month.officers.values()}
    return [
        rang - most[id_] for (id_, _), rang in counted.items() if most[id_] != NO_CAP and rang > most[id_]
    ]


def at_night(month: Month) -> list[Ring]:
    """Rings of letters that wait, outside their readers' hours."""
    return [
        ring
        for ring in month.rings
        if _is_notice(ring) and not month.officers[ring.officer].rhythm.hours.is_open(ring.at)
    ]


def _is_notice(ring: Ring) -> bool:
    """Not an answer to what its reader has just done."""
    return KINDS[ring.kind].sort != "answer"


def _local_day(month: Month, ring: Ring) -> date:
    return month.officers[ring.officer].rhythm.hours.local(ring.at).date()


def awake(hours: Hours, start: datetime, end: datetime) -> timedelta:
    """How much of a time lay in somebody's hours, to five minutes."""
    steps = int((end - start) / _STEP)
    return sum((_STEP for step in range(steps) if hours.is_open(start + _STEP * step)), timedelta())


def report(month: Month, days: int, seconds: float) -> None:
    found, rest = letters(month)
    print(
        f"{len(month.officers)} people, {days} days, {month.answers:,} answers given; run in {seconds:.0f} s"
    )
    kinds = Counter(each.kind for each in found)
    print(f"{len(found):,} letters told: " + ", ".join(f"{kind} {n:,}" for kind, n in kinds.most_common()))
    print(f"not told: {', '.join(f'{why} {n:,}' for why, n in rest.most_common()) or 'none'}")
    merged, held = sum(each.is_merged for each in found), sum(each.due > each.written for each in found)
    cards = sum(ring.kind == "digest" for ring in month.rings)
    waited = f"had waited: {held / len(found):.0%}"
    print(f"came with others: {merged / len(found):.0%} (in {cards:,} cards); {waited}")
    rings = a_day(month, days)
    p95 = quantiles(rings, n=20, method="inclusive")[-1]
    print(
        f"rings a person and working day: median {median(rings):.0f}, p95 {p95:.0f}, max {max(rings)}"
        f", mean {mean(rings):.1f}"
    )
    waits(month, [each for each in found if KINDS[each.kind].awaits])
    night, above = at_night(month), above_the_cap(month)
    print(f"rings at night or on a free day: {len(night)} (0); days above a cap: {len(above)} (0)")
    for ring in night[:5]:
        print(f"  {ring}")
    if above:
        print(f"  by {max(above)} at most")


def waits(month: Month, awaiting: Sequence[Told]) -> None:
    """How long what awaits an answer takes from when it was written to the phone."""
    took = sorted(awaiting, key=lambda each: each.told - each.written)
    p95 = took[int(len(took) * 0.95)]
    for name, each in (("median", took[len(took) // 2]), ("p95", p95), ("longest", took[-1])):
        whole, hours = each.told - each.written, month.officers[each.officer].rhythm.hours
        open_ = awake(hours, each.written, each.told)
        print(
            f"awaits an answer, {name}: {_hours(whole)} from written to the phone, of which"
            f" {_hours(whole - open_)} night and free days, {_hours(open_)} of their hours ({each.kind})"
        )
    usual = [each for each in awaiting if _is_usual(month.officers[each.officer].rhythm)]
    for whom, some in (("anybody", awaiting), ("who takes twelve a day and gathers nothing", usual)):
        inside = max(
            awake(month.officers[each.officer].rhythm.hours, each.written, each.told) for each in some
        )
        print(f"the most of their own hours that such a letter kept {whom} waiting: {_hours(inside)}")


def _is_usual(rhythm: Rhythm) -> bool:
    usual = Rhythm()
    return (rhythm.a_day, rhythm.gathered) == (usual.a_day, usual.gathered)


def _hours(took: timedelta) -> str:
    return f"{took / timedelta(hours=1):.1f} h"


async def run(days: int, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        month, began = Month(Path(folder), Random(seed)), time.perf_counter()
        await month.live(days)
        report(month, days, time.perf_counter() - began)
        month.office.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--days", type=int, default=30, help="from Monday 1 March 2027 on (default 30)")
    parser.add_argument("--seed", type=int, default=1, help="of what people do (default 1)")
    asked = parser.parse_args()
    asyncio.run(run(asked.days, asked.seed))


if __name__ == "__main__":
    main()
