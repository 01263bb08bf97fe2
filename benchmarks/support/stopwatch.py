"""Asking several searchers the same questions in turn, with the CPU time of every answer."""

import gc
import math
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median

from benchmarks.support.questions import Question
from benchmarks.support.searchers import DEPTH, Search


@dataclass(slots=True)
class Tally:
    """What one searcher did, by question: its rank of the right answer (0: not among the ten), its times."""

    search: Search
    judged: int
    timed: int
    built: float = 0.0
    ranks: list[int] = field(default_factory=list)
    rounds: list[list[float]] = field(default_factory=list)  # seconds of CPU, by question

    def seconds(self, first: int | None = None) -> list[float]:
        """Each timed question's median over the rounds; of the `first` questions only."""
        return [median(times) for times in self.rounds[: min(self.timed, first or self.timed)]]

    def recall(self, places: Iterable[int]) -> float:
        """The share of some questions whose right answer was among the ten."""
        found = [self.ranks[place] > 0 for place in places if place < self.judged]
        return fmean(found) if found else math.nan

    def reciprocal(self, places: Iterable[int]) -> float:
        """The mean of 1 / rank over some questions."""
        found = [
            1 / self.ranks[place] if self.ranks[place] else 0.0 for place in places if place < self.judged
        ]
        return fmean(found) if found else math.nan


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile: of 40 values the 99th is the greatest."""
    return sorted(values)[math.ceil(share * len(values)) - 1]


def measure(tallies: dict[str, Tally], questions: Sequence[Question], rounds: int) -> None:
    """Ask everybody everything that it can bear.

    Before the first round everybody is asked a few questions of the same kind for nothing. Searchers take
    turns question by question, in an order that changes, so that a busy moment, or a cache that one leaves
    cold, hits them all. The collector of garbage is left on, but what stands is not its business.
    """
    shuffled = random.Random(0)
    for tally in tallies.values():
        tally.ranks, tally.rounds = [0] * tally.judged, [[] for _ in range(tally.judged)]
        for question in questions[-3:]:
            tally.search(question.text)
    gc.collect()
    gc.freeze()
    for number in range(rounds):
        for place, question in enumerate(questions):
            for tally in shuffled.sample(list(tallies.values()), len(tallies)):
                if place < (tally.timed if number else tally.judged):
                    _ask(tally, place, question)
    gc.unfreeze()


def _ask(tally: Tally, place: int, question: Question) -> None:
    start = time.thread_time()
    found = tally.search(question.text)
    tally.rounds[place].append(time.thread_time() - start)
    best = list(found)[:DEPTH]
    tally.ranks[place] = best.index(question.target) + 1 if question.target in best else 0
