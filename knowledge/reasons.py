"""Why programmes were found: for each demand the concept they meet it by best, or the words in common."""

from collections.abc import Iterator, Sequence

import numpy as np

from knowledge.answers import Reason
from knowledge.index import Index, Source
from knowledge.names import NAMED
from knowledge.postings import Places
from knowledge.programmes import Programme
from knowledge.tally import LEAST_SCORE, Tally
from knowledge.understanding import Demand

LEAST_TOLD = 0.4  # how strongly words have to speak for a concept that is told as a reason


def reasons(
    index: Index, demands: Sequence[Demand], counted: Tally, ranks: Sequence[int]
) -> list[dict[Reason, None]]:
    """The reasons for some of the programmes counted, given by rank, in the order of the demands."""
    chosen = np.array(ranks, np.intp)
    places = counted.places[chosen]
    programmes = [index.programmes[place] for place in places.tolist()]
    told: list[dict[Reason, None]] = [{} for _ in ranks]
    faint: list[dict[Reason, None]] = [{} for _ in ranks]  # for what nothing better is said of
    for demand, met, sources in zip(demands, counted.met, counted.sources, strict=True):
        good = (met[chosen] >= LEAST_SCORE).nonzero()[0].tolist()
        if not demand.importance or not good:
            continue
        best = _best_concepts(index, sources, places, len(good))
        corrected = dict.fromkeys(_corrected(demand))
        made: dict[str, Reason] = {}  # one for all programmes
        for number in good:
            key = best.get(number, "")
            reason = _called(programmes[number]) if key.startswith(NAMED) else made.get(key)
            if reason is None:
                reason = made[key] = _reason(key, demand)
            is_told = demand.concepts[key] >= LEAST_TOLD if key else not demand.is_faint
            where = told if is_told else faint
            where[number].update({reason: None, **corrected})
    return [strong or weak for strong, weak in zip(told, faint, strict=True)]


def called(index: Index, counted: Tally, surely: float = 0.0) -> frozenset[int]:
    """The places of the programmes that the question calls by name, more surely than that (0..1)."""
    named = [
        source
        for theirs in counted.sources
        for source in theirs
        if source.key.startswith(NAMED) and source.strength > surely
    ]
    return frozenset(index.read(named).places.tolist()) if named else frozenset()


def _best_concepts(index: Index, sources: Sequence[Source], places: Places, wanted: int) -> dict[int, str]:
    """The concept that speaks loudest for each programme, by its number."""
    best = np.zeros(len(places), np.float32)
    keys: dict[int, str] = {}
    concepts = sorted((source for source in sources if source.key), key=lambda source: -source.strength)
    for source in concepts:
        if len(keys) >= wanted and best[list(keys)].min() >= source.strength:
            break  # none of the rest can speak louder
        weights = index.at(source, places)
        for number in (weights > best).nonzero()[0].tolist():
            keys[number] = source.key
        best = np.maximum(best, weights)
    return keys


def _reason(key: str, demand: Demand) -> Reason:
    if not key:
        return Reason("words", " ".join(word.known for word in demand.words))
    kind, _, code = key.partition(":")
    return Reason(kind, code)  # type: ignore[arg-type] # the other kinds of concepts are kinds of reasons


def _called(programme: Programme | None) -> Reason:
    return Reason("name", programme.name if programme else "")


def _corrected(demand: Demand) -> Iterator[Reason]:
    for word in demand.words:
        if word.known != word.typed:
            yield Reason("corrected", word.known)
