"""Why programmes were found: for each demand the concept they meet it by best, or the words in common."""

from collections.abc import Iterator, Sequence

from knowledge.answers import Reason
from knowledge.names import NAMED
from knowledge.postings import Places
from knowledge.programmes import Programme
from knowledge.tally import LEAST_SCORE, Located, Tally, combined
from knowledge.understanding import Demand


def reasons(
    programmes: Sequence[Programme], places: Places, demands: Sequence[Demand], counted: Tally
) -> list[dict[Reason, None]]:
    """The reasons of each of some programmes, given with their places, in the order of the demands."""
    told: list[dict[Reason, None]] = [{} for _ in programmes]
    for demand, sources in zip(demands, counted.sources, strict=True):
        if not demand.importance:
            continue
        located = [Located(source, *source.found.at(places)) for source in sources]
        best = _best_concepts(located)
        for number, met in enumerate(combined(located, len(places)).tolist()):
            if met >= LEAST_SCORE:
                told[number][_reason(best.get(number, ""), programmes[number], demand)] = None
                told[number].update(dict.fromkeys(_corrected(demand)))
    return told


def _best_concepts(located: Sequence[Located]) -> dict[int, str]:
    """The concept that speaks loudest for each programme, by its number."""
    best: dict[int, tuple[float, str]] = {}
    for source, positions, weights in located:
        if source.key:
            for position, weight in zip(positions.tolist(), weights.tolist(), strict=True):
                if weight > best.get(position, (0.0, ""))[0]:
                    best[position] = weight, source.key
    return {position: key for position, (_, key) in best.items()}


def _reason(key: str, programme: Programme, demand: Demand) -> Reason:
    if not key:
        return Reason("words", " ".join(word.known for word in demand.words))
    kind, _, code = key.partition(":")
    if key.startswith(NAMED):
        return Reason("name", programme.name)
    return Reason(kind, code)  # type: ignore[arg-type] # the other kinds of concepts are kinds of reasons


def _corrected(demand: Demand) -> Iterator[Reason]:
    for word in demand.words:
        if word.known != word.typed:
            yield Reason("corrected", word.known)
