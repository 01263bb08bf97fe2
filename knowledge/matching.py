"""Does a programme fit a need? Hard gates first, then what fits, what does not, and what nobody has stated.

The same function explains a match to both sides. What is not known neither passes nor fails: it is said.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.needs import NeedBody
from knowledge.openness import Openness, openness
from knowledge.programmes import Programme
from knowledge.standards import implied
from knowledge.taxonomy import Taxonomy

PointKind = Literal["capability", "assistance", "eligibility", "language", "dates", "standard", "seats"]
State = Literal["fits", "not", "unknown"]
# A programme that fails one of these is no match, however well the rest fits.
GATES: frozenset[PointKind] = frozenset({"assistance", "eligibility", "language", "dates"})
OPEN: dict[Openness, State] = {"open": "fits", "closed": "not", "not-stated": "unknown"}
_GIVES: dict[str, tuple[str, ...]] = {
    "training": ("training",),
    "centre": ("training",),
    "equipment": ("equipment", "maintenance-support"),
    "train-and-equip": ("training", "equipment", "maintenance-support"),
    "advisory": ("advisory",),
    "funding": ("funding",),
    "co-deployment": ("co-deployment",),
}
_FOCUS = 0.05  # what a capability gains by standing early in the programme's own list


@dataclass(frozen=True, slots=True)
class Point:
    """One thing a need asks for. `met` and `missed` are codes (or how many seats); dates have none."""

    kind: PointKind
    state: State
    met: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """How a programme fits a need, point by point; `score` (0..1) only orders, people never see it."""

    programme: str
    points: tuple[Point, ...]
    score: float

    @property
    def failed(self) -> tuple[Point, ...]:
        """The gates that it does not pass."""
        return tuple(point for point in self.points if point.kind in GATES and point.state == "not")

    @property
    def is_match(self) -> bool:
        return not self.failed

    @property
    def is_near(self) -> bool:
        """Whether it would fit but for one thing."""
        return len(self.failed) == 1

    def count(self, state: State) -> int:
        return sum(point.state == state for point in self.points)


def fit(need: NeedBody, delegation: str, programme: Programme, taxonomy: Taxonomy) -> Fit | None:
    """How it fits, or None where it offers nothing of what is needed."""
    met = tuple(code for code in need.capabilities if code in programme.capabilities)
    if not met or delegation in programme.providers:
        return None
    missed = tuple(code for code in need.capabilities if code not in met)
    points = (
        Point("capability", "fits" if not missed else "not", met, missed),
        *conditions_of(need, delegation, programme, taxonomy),
        *_standards(met, need, programme),
        *_seats(need, programme),
    )
    return Fit(programme.id, points, _score(met, need, programme, points))


def fits(
    asked: Iterable[tuple[NeedBody, str]], programmes: Iterable[Programme], taxonomy: Taxonomy
) -> Iterator[tuple[NeedBody, Fit]]:
    """Every need (with the delegation that has it) beside every programme that offers some of it.

    One need or many, one programme or many: only what has a capability in common is looked at.
    """
    offering: defaultdict[str, dict[str, Programme]] = defaultdict(dict)
    for programme in programmes:
        for code in programme.capabilities:
            offering[code][programme.id] = programme
    for need, delegation in asked:
        candidates = {id_: each for code in need.capabilities for id_, each in offering[code].items()}
        for programme in candidates.values():
            found = fit(need, delegation, programme, taxonomy)
            if found is not None:
                yield need, found


def conditions_of(
    need: NeedBody, delegation: str | None, programme: Programme, taxonomy: Taxonomy
) -> Iterable[Point]:
    """What is asked for beside the capabilities; whom it has to be open to only where somebody is named."""
    yield from _assistance(need, programme)
    if delegation is not None:
        yield Point("eligibility", OPEN[openness(programme, delegation, taxonomy)])
    yield from _language(need, programme)
    yield from _dates(need, programme)


def given(programme: Programme) -> tuple[str, ...]:
    """The kinds of help that a programme gives; nothing where it only coordinates."""
    return _GIVES.get(programme.kind, ())


def best(fits: Iterable[Fit]) -> list[Fit]:
    """Best first, ties in the order of ids."""
    return sorted(fits, key=lambda each: (-each.score, each.programme))


def is_after_the_need(need: NeedBody, starts: date | None) -> bool:
    """Whether something that starts then comes too late for the need."""
    last = need.when.last if need.when else None
    return last is not None and starts is not None and starts > last


def _assistance(need: NeedBody, programme: Programme) -> Iterable[Point]:
    if not need.assistance:
        return
    met = tuple(code for code in need.assistance if code in given(programme))
    missed = tuple(code for code in need.assistance if code not in met)
    yield Point("assistance", "fits" if met else "not", met, missed)


def _language(need: NeedBody, programme: Programme) -> Iterable[Point]:
    if not need.languages:
        return
    if not programme.delivery_languages:
        yield Point("language", "unknown", missed=need.languages)
        return
    met = tuple(code for code in need.languages if code in programme.delivery_languages)
    yield Point("language", "fits" if met else "not", met, programme.delivery_languages if not met else ())


def _dates(need: NeedBody, programme: Programme) -> Iterable[Point]:
    if need.when is None:
        return
    starts, ends = programme.starts, programme.ends
    if starts is None and ends is None:
        yield Point("dates", "unknown")
        return
    late = is_after_the_need(need, starts)
    early = ends is not None and need.when.first is not None and ends < need.when.first
    yield Point("dates", "not" if late or early else "fits")


def _seats(need: NeedBody, programme: Programme) -> Iterable[Point]:
    """Whether there is room for all; where seats are not stated nothing is said of it."""
    if need.people is not None and programme.seats is not None:
        enough, seats = programme.seats >= need.people, (str(programme.seats),)
        yield Point("seats", "fits", met=seats) if enough else Point("seats", "not", missed=seats)


def _standards(met: tuple[str, ...], need: NeedBody, programme: Programme) -> Iterable[Point]:
    """By which UN standards it is given: never a gate, for few programmes state them."""
    codes = tuple(implied(need, met, given(programme)))
    if not codes:
        return
    stated = tuple(code for code in codes if code in programme.standards)
    missed = tuple(code for code in codes if code not in stated)
    state: State = "fits" if not missed else "not" if programme.standards else "unknown"
    yield Point("standard", state, stated, missed)


def _score(met: tuple[str, ...], need: NeedBody, programme: Programme, points: tuple[Point, ...]) -> float:
    """Coverage of what is needed first, then how many points fit, then how central it is to the programme."""
    coverage = len(met) / len(need.capabilities)
    fitting = sum(point.state == "fits" for point in points) / len(points)
    place = min(programme.capabilities.index(code) for code in met)
    return round(0.6 * coverage + 0.35 * fitting + _FOCUS / (1 + place), 4)
