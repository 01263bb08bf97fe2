"""What a search gives back: data for a view to put into sentences."""

from dataclasses import dataclass
from typing import Literal

from knowledge.dates import DateFound
from knowledge.understanding import Demand
from knowledge.understood import Understood

Verdict = Literal["match", "unsure", "none"]
ReasonKind = Literal[
    "name", "words", "capability", "topic", "assistance", "country", "region", "mission", "organisation",
    "unit", "language", "place", "corrected", "open", "not-stated", "closed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a programme was found: the code of a concept, or a word.

    "name": the question names the programme (value: its name); "words": its text has these words;
    "corrected": a misspelt word was read as this one; "open", "not-stated", "closed": to the country asked
    for (value: its code).
    """

    kind: ReasonKind
    value: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A programme found; `score` is the share of the question it answers, 0..1."""

    id: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, best first, and how far to trust it: "match", "unsure" (the closest) or "none"."""

    query: str
    verdict: Verdict
    understood: Understood
    results: tuple[Hit, ...]
    dates: tuple[DateFound, ...] = ()
    demands: tuple[Demand, ...] = ()  # how the question was taken apart
