"""The figures of a run, by size and searcher, as plain data."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import linear_regression, median

from benchmarks.support.questions import SHARES, Question
from benchmarks.support.searchers import OURS, TOKEN_SET, WRATIO
from benchmarks.support.shipped import Cold
from benchmarks.support.stopwatch import Tally, percentile
from benchmarks.support.upkeep import Upkeep


@dataclass(frozen=True, slots=True)
class Times:
    """How many times as fast as another searcher on the questions that both were timed on."""

    middle: float  # its median by this one's
    p99: float
    each: float  # the median over questions of the ratio


@dataclass(frozen=True, slots=True)
class Row:
    """One searcher at one size; `recall` and `reciprocal` have a figure a kind of question, and "all"."""

    name: str
    judged: int
    timed: int
    built: float  # seconds of CPU
    median_ms: float
    p99_ms: float
    times: dict[str, Times]  # against the brute-force searchers
    recall: dict[str, float]
    reciprocal: dict[str, float]
    ours: dict[str, float]  # the recall of the product's engine on the questions judged here


@dataclass(frozen=True, slots=True)
class Size:
    """Everything measured at one size."""

    records: int
    rounds: int
    generated: float  # seconds of CPU
    upkeep: Upkeep
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Run:
    """A whole run."""

    question_set: str
    sizes: list[Size]
    cold: list[Cold]  # one a fresh process

    def exponents(self) -> dict[str, float]:
        """By searcher: how its median grows with the number of records, as the slope between logarithms."""
        points: dict[str, list[tuple[float, float]]] = {}
        for size in self.sizes:
            for row in size.rows:
                points.setdefault(row.name, []).append((math.log(size.records), math.log(row.median_ms)))
        return {
            name: linear_regression(*zip(*found, strict=True)).slope
            for name, found in points.items()
            if len(found) > 1
        }


def row(name: str, tallies: dict[str, Tally], questions: Sequence[Question]) -> Row:
    """The figures of one searcher."""
    tally = tallies[name]
    kinds = {kind: [place for place, each in enumerate(questions) if each.kind == kind] for kind in SHARES}
    kinds["all"] = list(range(len(questions)))
    judged = {kind: [place for place in places if place < tally.judged] for kind, places in kinds.items()}
    spent = tally.seconds()
    return Row(
        name=name,
        judged=tally.judged,
        timed=tally.timed,
        built=tally.built,
        median_ms=median(spent) * 1e3,
        p99_ms=percentile(spent, 0.99) * 1e3,
        times={other: _times(tally, tallies[other]) for other in (WRATIO, TOKEN_SET) if other in tallies},
        recall={kind: tally.recall(places) for kind, places in judged.items()},
        reciprocal={kind: tally.reciprocal(places) for kind, places in judged.items()},
        ours={kind: tallies[OURS].recall(places) for kind, places in judged.items()},
    )


def _times(fast: Tally, slow: Tally) -> Times:
    both = min(fast.timed, slow.timed)
    ours, theirs = fast.seconds(both), slow.seconds(both)
    return Times(
        median(theirs) / median(ours),
        percentile(theirs, 0.99) / percentile(ours, 0.99),
        median(their / our for their, our in zip(theirs, ours, strict=True)),
    )
