"""`clearinghouse search --explain`: how a question was read, and why each programme was found."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import cast

from handlers.kit.html import FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE
from handlers.kit.i18n import translator
from handlers.kit.labels import named, when
from handlers.search.words import failing_point
from knowledge.conditions import unmet
from knowledge.matching import Point
from knowledge.programmes import Programme
from knowledge.search import Answer, Finder, Hit
from knowledge.taxonomy import Kind
from knowledge.understanding import Demand

_CONCEPTS_SHOWN = 4
_ENGLISH = "en"
_NO_ISOLATES = str.maketrans("", "", FIRST_STRONG_ISOLATE + POP_DIRECTIONAL_ISOLATE)


def explained(finder: Finder, answer: Answer, today: date) -> Iterator[str]:
    """Lines for a terminal: the question as it was read, its demands, then the results."""
    yield f"{answer.query}: {answer.verdict}"
    yield from (_line(*read) for read in _read(answer))
    yield from _demands(answer.demands)
    found = [programme for hit in answer.results if (programme := finder.programme(hit.id)) is not None]
    for hit, programme in zip(answer.results, found, strict=True):
        yield ""
        yield f"{hit.score:.2f}  {programme.id}  {programme.name}"
        yield _line("because", ", ".join(_reasons(hit, answer)))
        if failed := unmet(answer, found[0], programme, today, finder.taxonomy):
            yield _line("fails", ", ".join(_failed(point, programme, today) for point in failed))


def _read(answer: Answer) -> Iterator[tuple[str, str]]:
    understood = answer.understood
    for kind, codes in understood.codes.items():
        if codes:
            yield kind, ", ".join(_named(kind, code) for code in codes)
    for found in answer.dates:
        said = when(translator(_ENGLISH), found.relation, found.start, found.end)
        yield "when", said or f"{found.relation}, no day known"
    if understood.corrections:
        yield "read as", ", ".join(f"{typed} → {known}" for typed, known in understood.corrections)
    if understood.unknown:
        yield "not known", ", ".join(understood.unknown)


def _demands(demands: Iterable[Demand]) -> Iterator[str]:
    for demand in demands:
        if not demand.importance:
            continue
        best = sorted(demand.concepts.items(), key=lambda each: (-each[1], each[0]))[:_CONCEPTS_SHOWN]
        means = ", ".join(f"{key} {strength:.2f}" for key, strength in best) or "its words alone"
        yield _line(
            "demand", f"{' '.join(word.known for word in demand.words)} ({demand.importance:.2f}): {means}"
        )


def _reasons(hit: Hit, answer: Answer) -> Iterator[str]:
    for reason in hit.reasons:
        is_code = reason.kind in answer.understood.codes
        value = _named(cast(Kind, reason.kind), reason.value) if is_code else reason.value
        yield f"{reason.kind} {value}"


def _failed(point: Point, programme: Programme, today: date) -> str:
    return f"{point.kind}: {failing_point(translator(_ENGLISH), point, programme, today)}"


def _named(kind: Kind, code: str) -> str:
    name = named(kind, code, _ENGLISH)
    return code if name == code else f"{code} ({name})"


def _line(what: str, said: str) -> str:
    return f"  {what:12}  {said}".translate(_NO_ISOLATES)
