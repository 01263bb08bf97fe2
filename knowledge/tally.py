"""How far programmes meet the demands of a question, counted only where anything speaks for them.

Demands that few programmes meet are counted first. What nearly every programme meets tells them least
apart and takes longest to count: in a large catalogue it is looked up only for the best so far.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.index import Index, Source
from knowledge.names import NAMED
from knowledge.postings import Found, Places, Weights
from knowledge.understanding import GENERIC, Demand

LEAST_SCORE = 0.08  # below this a programme has nothing to do with the question
SAME_WORDS = 0.9  # a text with the same words proves a little less than a concept in common
_COUNTED = 60_000  # places counted in full; a small catalogue has fewer in all
_TYPICAL = 0.6  # weight of a place that is not counted


@dataclass(frozen=True, slots=True)
class Tally:
    """The programmes that answer most of a question, best first, ties by place.

    `shares` (0..1) tells how much; `sources` what speaks for programmes, demand by demand.
    """

    places: Places
    shares: Weights
    sources: Sequence[Sequence[Source]]

    def mentions(self, place: int) -> bool:
        """Whether the question calls the programme at a place by its name."""
        return any(
            source.key.startswith(NAMED) and place in source.found.places
            for theirs in self.sources
            for source in theirs
        )


class Located(NamedTuple):
    """A source with its weights, and where they belong among the places looked at."""

    source: Source
    positions: NDArray[np.integer[Any]]
    weights: Weights


def tally(index: Index, demands: Sequence[Demand], most: int) -> Tally:
    """The `most` programmes that meet the demands best, at most."""
    sources = [tuple(_sources(index, demand)) for demand in demands]
    counted, looked_up = _split(sources)
    met = [(number, _met(index, sources[number])) for number in counted]
    places, answered, asked = _sum(index, demands, met)
    places, answered = _best(places, answered, most)
    for number in looked_up:
        size = _size(sources[number])
        weight = demands[number].importance * _rarity(size * _TYPICAL, len(index))
        located = [Located(source, *source.found.at(places)) for source in sources[number]]
        answered += np.float32(weight) * combined(located, len(places))
        asked += weight
    shares = answered / np.float32(asked or 1)
    order = np.argsort(-shares, kind="stable")
    return Tally(places[order], shares[order], sources)


def _sources(index: Index, demand: Demand) -> Iterator[Source]:
    telling = [word for word in demand.words if word.importance > GENERIC]
    worth = sum(word.importance for word in telling)
    for position, word in enumerate(telling):
        yield from index.words(str(position), word.relatives, word.importance / worth)
    yield from index.concepts(demand.concepts)


def _split(sources: Sequence[Sequence[Source]]) -> tuple[list[int], list[int]]:
    """Which demands are counted in full, rarest first, and which are only looked up."""
    counted: list[int] = []
    looked_up: list[int] = []
    read = 0
    for number in sorted(range(len(sources)), key=lambda number: _size(sources[number])):
        read += _size(sources[number])
        (counted if read <= _COUNTED or not counted else looked_up).append(number)
    return counted, looked_up


def _size(sources: Sequence[Source]) -> int:
    return sum(len(source.found.places) for source in sources)


def _met(index: Index, sources: Sequence[Source]) -> Found:
    """How far each programme that anything speaks for meets one demand (0..1)."""
    if not sources:
        return Found(np.zeros(0, np.int32), np.zeros(0, np.float32))
    places = index.slots.union([source.found.places for source in sources])
    located = (
        Located(source, index.slots.of(source.found.places), source.found.weights) for source in sources
    )
    return Found(places, combined(located, len(places)))


def combined(located: Iterable[Located], size: int) -> Weights:
    """How far one demand is met (0..1) in `size` places, by concept or by its own words.

    Kinds of concepts back each other up.
    """
    groups: dict[tuple[str, float], Weights] = {}
    for source, positions, weights in located:
        group = source.group, source.share
        if group not in groups:
            groups[group] = np.zeros(size, np.float32)
        groups[group][positions] = np.maximum(groups[group][positions], weights)
    lacking, told = np.ones(size, np.float32), np.zeros(size, np.float32)
    for (_, share), weights in groups.items():
        if share:
            told += weights * np.float32(share * SAME_WORDS)
        else:
            lacking *= 1 - weights
    return np.maximum(1 - lacking, told)


def _sum(
    index: Index, demands: Sequence[Demand], met: Sequence[tuple[int, Found]]
) -> tuple[Places, Weights, float]:
    """Where anything speaks for a programme, how much it answers, and how much was asked.

    What few programmes meet weighs more.
    """
    if not met:
        return np.zeros(0, np.int32), np.zeros(0, np.float32), 0.0
    places = index.slots.union([found.places for _, found in met])
    answered, asked = np.zeros(len(places), np.float32), 0.0
    for number, found in met:
        weight = demands[number].importance * _rarity(float(found.weights.sum()), len(index))
        answered[index.slots.of(found.places)] += found.weights * np.float32(weight)
        asked += weight
    return places, answered, asked


def _best(places: Places, answered: Weights, most: int) -> tuple[Places, Weights]:
    """The best of them, in the order of places."""
    if len(places) > most:
        least = np.partition(answered, -most)[-most]
        better, equal = np.flatnonzero(answered > least), np.flatnonzero(answered == least)
        equal = equal[np.argsort(places[equal])[: most - len(better)]]
        chosen = np.concatenate([better, equal])
        places, answered = places[chosen], answered[chosen]
    order = np.argsort(places)
    return places[order], answered[order]


def _rarity(met: float, total: int) -> float:
    """1 for a demand that nothing meets, near 0 for one that everything meets."""
    return max(0.1, log((total + 1) / (met + 0.5)) / log((total + 1) / 0.5))
