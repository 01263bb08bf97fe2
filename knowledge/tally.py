"""How far programmes meet the demands of a question, counted only where anything speaks for them.

Demands that few programmes meet are counted first. What nearly every programme meets tells them least
apart and takes longest to count: in a large catalogue it is looked up only for the best so far.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import log

import numpy as np

from knowledge.index import Index, Source
from knowledge.postings import Places, Positions, Weights
from knowledge.understanding import GENERIC, Demand

LEAST_SCORE = 0.08  # below this a programme has nothing to do with the question
SAME_WORDS = 0.9  # a text with the same words proves a little less than a concept in common
_COUNTED = 15_000  # entries counted in full; a small catalogue has fewer in all
_MOST_COUNTED = 40_000  # where less would tell too little
_SCANNED = 300_000  # entries of a demand for which all programmes counted are looked for
_KEPT = 512  # programmes for which the rest is looked up
_STEP = 0.8  # by which the best are approached from above
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
    sizes = [sum(map(index.size, theirs)) for theirs in sources]
    # As rare as it seems from what it may meet, until what it does meet is counted.
    worth = [
        demand.importance * _rarity(size * _TYPICAL, len(index))
        for demand, size in zip(demands, sizes, strict=True)
    ]
    counted, scanned, looked_up = _split(sizes, worth)
    places, met = _count(index, {number: sources[number] for number in counted})
    with index.marking(places):
        for number in scanned:
            met[number] = _scan(index, sources[number], len(places))
    for number in counted:
        worth[number] = demands[number].importance * _rarity(float(met[number].sum()), len(index))
    chosen = _best(places, _summed(met, worth, len(places)), max(most, _KEPT) if looked_up else most)
    places, met = places[chosen], {number: row[chosen] for number, row in met.items()}
    for number in looked_up:
        met[number] = _looked_up(index, sources[number], places)
    shares = _summed(met, worth, len(places)) / np.float32(sum(worth) or 1)
    order = np.argsort(-shares, kind="stable")[:most]
    return Tally(
        places[order], shares[order], [met[number][order] for number in range(len(demands))], sources
    )


def _sources(index: Index, demand: Demand) -> Iterator[Source]:
    telling = [word for word in demand.words if word.importance > GENERIC]
    telling = telling or ([] if demand.concepts else list(demand.words))
    worth = sum(word.importance or GENERIC for word in telling)
    for position, word in enumerate(telling):
        yield from index.words(str(position), word.relatives, (word.importance or GENERIC) / worth)
    yield from index.concepts(demand.concepts)


def _split(sizes: Sequence[int], worth: Sequence[float]) -> tuple[list[int], list[int], list[int]]:
    """Which demands are counted in full, rarest first; scanned for what these brought; only looked up.

    Whatever answers more than half of a question meets at least one of the demands that are counted.
    """
    split: tuple[list[int], list[int], list[int]] = [], [], []
    read, told = 0, 0.0
    for number in sorted(range(len(sizes)), key=sizes.__getitem__):
        read += sizes[number]
        wanted = read <= _COUNTED or (told <= sum(worth) / 2 and read <= _MOST_COUNTED) or not split[0]
        split[0 if wanted else 1 if sizes[number] <= _SCANNED else 2].append(number)
        told += worth[number] if wanted else 0
    return split


def _count(index: Index, sources: dict[int, Sequence[Source]]) -> tuple[Places, dict[int, Weights]]:
    """Where anything speaks for a programme, and how far each demand is met there (0..1)."""
    every = [source for theirs in sources.values() for source in theirs]
    found = index.read(every)
    places, positions = index.union(found.places)
    groups = {number: list(dict.fromkeys(map(_group, theirs))) for number, theirs in sources.items()}
    first = dict(zip(groups, accumulate(map(len, groups.values()), initial=0), strict=False))
    rows = [
        first[number] + groups[number].index(_group(source))
        for number, theirs in sources.items()
        for source in theirs
    ]
    best = np.zeros((sum(map(len, groups.values())), len(places)), np.float32)
    np.maximum.at(
        best.reshape(-1), np.array(rows, np.intp)[found.lists] * len(places) + positions, found.weights
    )
    return places, {
        number: _combined(theirs, best[first[number] : first[number] + len(theirs)], len(places))
        for number, theirs in groups.items()
    }


def _scan(index: Index, sources: Sequence[Source], size: int) -> Weights:
    """How far one more demand is met in the places that are marked."""
    best: dict[tuple[str, float], Weights] = {}
    for source in sources:
        positions, weights = index.among(source)
        if _group(source) not in best:
            best[_group(source)] = np.zeros(size, np.float32)
        known = best[_group(source)]
        known[positions] = np.maximum(known[positions], weights)
    return _combined(list(best), best.values(), size)


def _looked_up(index: Index, sources: Sequence[Source], places: Places) -> Weights:
    """The same, for some places only."""
    best: dict[tuple[str, float], Weights] = {}
    for source in sources:
        weights = index.at(source, places)
        known = best.get(_group(source))
        best[_group(source)] = weights if known is None else np.maximum(known, weights)
    return _combined(list(best), list(best.values()), len(places))


def _group(source: Source) -> tuple[str, float]:
    return source.group, source.share


def _combined(groups: Sequence[tuple[str, float]], best: Iterable[Weights], size: int) -> Weights:
    """By concept or by its own words; kinds of concepts back each other up."""
    lacking, told = np.ones(size, np.float32), np.zeros(size, np.float32)
    for (_, share), weights in zip(groups, best, strict=True):
        if share:
            told += weights * np.float32(share * SAME_WORDS)
        else:
            lacking *= 1 - weights
    return np.maximum(1 - lacking, told)


def _summed(met: Mapping[int, Weights], worth: Sequence[float], size: int) -> Weights:
    answered = np.zeros(size, np.float32)
    for number, row in met.items():
        answered += row * np.float32(worth[number])
    return answered


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
