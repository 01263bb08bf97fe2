"""How far programmes meet the demands of a question, counted only where anything speaks for them.

Demands that few programmes meet are counted first. What nearly every programme meets tells them least
apart and takes longest to count: in a large catalogue it is looked up only for the best so far.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf, log

import numpy as np

from knowledge.index import Index, Source
from knowledge.packed import Positions
from knowledge.postings import Places, Weights
from knowledge.understanding import GENERIC, Demand

LEAST_SCORE = 0.08  # below this a programme has nothing to do with the question
SAME_WORDS = 0.9  # a text with the same words proves a little less than a concept in common
_COUNTED = 12_000  # entries counted in full; among a few hundred programmes a question has fewer
_SCANNED = 1_500_000  # entries looked through for the programmes that were counted
_KEPT = 512  # programmes for which the rest is looked up
_STEP = 0.8  # by which the best are approached from above
SETTING = 0.8  # a place or a language matters at most this much beside what is asked for there
_TYPICAL = 0.6  # weight of an entry that is not counted


@dataclass(frozen=True, slots=True)
class Tally:
    """The programmes that answer most of a question, best first, ties by place."""

    places: Places
    shares: Weights  # of the question that each answers (0..1)
    met: Sequence[Weights]  # for each demand, how far each meets it (0..1)
    sources: Sequence[Sequence[Source]]  # for each demand, what speaks for programmes


def tally(index: Index, demands: Sequence[Demand], most: int) -> Tally:
    """The `most` programmes that meet the demands best, at most."""
    sources = [tuple(_sources(index, demand)) for demand in demands]
    table = _Table(index, sources)
    sizes = index.sizes(table.sources)
    counted, scanned, looked_up = _split(table.sources, sizes)
    table.count(counted)
    table.scan(scanned)
    met = table.met()
    worth = _worth(demands, met, _likely(table, sizes, [*scanned, *looked_up]), len(index))
    chosen = _best(table.places, _answered(met, worth), max(most, _KEPT) if looked_up else most)
    table.keep(chosen)
    table.look_up(looked_up)
    met = table.met() if looked_up else [each[chosen] for each in met]
    shares = _answered(met, worth) / np.float32(sum(worth) or 1)
    order = np.argsort(-shares, kind="stable")[:most]
    return Tally(table.places[order], shares[order], [each[order] for each in met], sources)


class _Table:
    """What speaks for programmes, place by place: a row for each group of sources of each demand."""

    def __init__(self, index: Index, sources: Sequence[Sequence[Source]]) -> None:
        self._index = index
        self.sources = [source for theirs in sources for source in theirs]
        self.demands = [number for number, theirs in enumerate(sources) for _ in theirs]
        groups = [
            (number, *_group(source)) for number, source in zip(self.demands, self.sources, strict=True)
        ]
        rows = {group: row for row, group in enumerate(dict.fromkeys(groups))}
        self._rows = np.array([rows[group] for group in groups], np.intp)
        # For each demand its rows, and the share of its words that each stands for.
        self._groups: list[list[tuple[int, float]]] = [[] for _ in sources]
        for (number, _, share), row in rows.items():
            self._groups[number].append((row, share))
        self.places: Places = np.zeros(0, np.int32)
        self._best: Weights = np.zeros((len(rows), 0), np.float32)

    def count(self, chosen: Sequence[int]) -> None:
        """Fill in all that some sources say; their places are the table's."""
        found = self._index.read([self.sources[number] for number in chosen])
        self.places, positions = self._index.union(found.places)
        self._best = np.zeros((len(self._best), len(self.places)), np.float32)
        at = (self._rows[list(chosen)] * len(self.places)).take(found.lists) + positions
        np.maximum.at(self._best.reshape(-1), at, found.weights)

    def scan(self, chosen: Sequence[int]) -> None:
        """Fill in what more sources say of the places counted."""
        if chosen:
            with self._index.marking(self.places):
                for number in chosen:
                    positions, weights = self._index.among(self.sources[number])
                    row = self._best[self._rows[number]]
                    row[positions] = np.maximum(row[positions], weights)

    def keep(self, chosen: Positions) -> None:
        """Go on with some of the places."""
        self.places, self._best = self.places[chosen], self._best[:, chosen]

    def look_up(self, chosen: Sequence[int]) -> None:
        """Fill in what the rest of the sources say of the places kept, which are few."""
        for number in chosen:
            row = self._best[self._rows[number]]
            np.maximum(row, self._index.at(self.sources[number], self.places), out=row)

    def met(self) -> list[Weights]:
        """For each demand, how far it is met at each place (0..1): by concept, or by its own words.

        Kinds of concepts back each other up.
        """
        return [self._combined(groups) for groups in self._groups]

    def _combined(self, groups: Sequence[tuple[int, float]]) -> Weights:
        lacking, told = np.ones(len(self.places), np.float32), np.zeros(len(self.places), np.float32)
        for row, share in groups:
            if share:
                told += self._best[row] * np.float32(share * SAME_WORDS)
            else:
                lacking *= 1 - self._best[row]
        return np.maximum(1 - lacking, told)


def _sources(index: Index, demand: Demand) -> Iterator[Source]:
    telling = [word for word in demand.words if word.importance > GENERIC]
    telling = telling or ([] if demand.concepts else list(demand.words))
    worth = sum(word.importance or GENERIC for word in telling)
    for position, word in enumerate(telling):
        yield from index.words(str(position), word.relatives, (word.importance or GENERIC) / worth)
    yield from index.concepts(demand.concepts)


def _split(sources: Sequence[Source], sizes: Positions) -> tuple[list[int], list[int], list[int]]:
    """Which sources are counted in full, the rarest and strongest first; scanned; and only looked up."""
    order = np.argsort(sizes / [source.strength for source in sources], kind="stable")
    read = np.cumsum(sizes[order])
    counted = max(1, int(read.searchsorted(_COUNTED, "right")))
    scanned = max(counted, int(read.searchsorted(_SCANNED, "right")))
    numbers = order.tolist()
    return numbers[:counted], numbers[counted:scanned], numbers[scanned:]


def _likely(table: "_Table", sizes: Positions, left: Sequence[int]) -> dict[int, float]:
    """How many programmes seem to meet each demand of which not all sources are counted, `left` is not."""
    seen = np.bincount(table.demands, sizes) * _TYPICAL if left else ()
    return {demand: float(seen[demand]) for demand in {table.demands[number] for number in left}}


def _worth(
    demands: Sequence[Demand], met: Sequence[Weights], likely: Mapping[int, float], total: int
) -> list[float]:
    """How much each demand matters; what few programmes meet matters more.

    As rare as it seems from what may meet it, unless all that does is counted.
    """
    told = [likely[number] if number in likely else float(each.sum()) for number, each in enumerate(met)]
    worth = [demand.importance * _rarity(each, total) for demand, each in zip(demands, told, strict=True)]
    by_demand = list(zip(demands, worth, strict=True))
    most = SETTING * max((each for demand, each in by_demand if demand.is_named), default=inf)
    return [min(each, most) if demand.is_setting else each for demand, each in by_demand]


def _answered(met: Sequence[Weights], worth: Sequence[float]) -> Weights:
    """How much of what is asked is answered at each place."""
    answered: Weights = np.zeros_like(met[0]) if met else np.zeros(0, np.float32)
    for each, weight in zip(met, worth, strict=True):
        answered += each * np.float32(weight)
    return answered


def _group(source: Source) -> tuple[str, float]:
    return source.group, source.share


def _best(places: Places, answered: Weights, most: int) -> Positions:
    """Positions of the best, in the order of their places; of equals the first ones."""
    chosen = np.arange(len(places))
    cut = float(answered.max(initial=0.0))
    while len(chosen) > most and cut > 0:
        cut *= _STEP
        good = (answered >= cut).nonzero()[0]
        if len(good) >= most:
            chosen = good[np.lexsort((places[good], -answered[good]))[:most]]
    return chosen[np.argsort(places[chosen])]


def _rarity(met: float, total: int) -> float:
    """1 for a demand that nothing meets, near 0 for one that everything meets."""
    return max(0.1, log((total + 1) / (min(met, total) + 0.5)) / log((total + 1) / 0.5))
