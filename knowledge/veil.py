"""A need without the name of who has it: what may be told of a delegation that does not want to be known.

Whoever reads it could look up the region of a state as we do. So a region is told only where it stands for
three states at least that would all be told by it; otherwise a wider one is.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import chain

from knowledge.exercise import exercise_names
from knowledge.matching import Fit, PointKind
from knowledge.needs import NeedBody
from knowledge.openness import openness
from knowledge.programmes import ORGANISATION, Programme
from knowledge.taxonomy import Taxonomy, shipped_taxonomy

VEIL = "veil:"  # what stands before a region in the place of a delegation's code
STATES, ORGANISATIONS, EXERCISE = "states", "organisations", "exercise"
LEAST = 3  # states that it could be
# From narrow to wide; each state is told by the first that stands for enough states.
_REGIONS = (
    ("west-africa", "central-africa", "east-africa", "southern-africa", "north-africa", "middle-east"),
    ("south-asia", "south-east-asia", "central-asia", "caribbean", "latin-america", "balkans"),
    ("africa", "asia-pacific"),
)
# Told together as states: of North America alone there would be two.
_UNNAMED = ("europe", "north-america")
# How well a programme fits says where it is held against what is told; the rest would tell more.
_TOLD: frozenset[PointKind] = frozenset({"capability", "assistance", "language", "dates"})


def veiled_name(delegation: str) -> str:
    """What stands for a delegation whose name is not told: `veil:west-africa` or `veil:states`."""
    if delegation in exercise_names():
        return VEIL + EXERCISE
    if delegation.startswith(ORGANISATION):
        return VEIL + ORGANISATIONS
    return VEIL + _told_as().get(delegation, STATES)


def is_veiled(code: str) -> bool:
    return code.startswith(VEIL)


def veiled_body(body: NeedBody) -> NeedBody:
    """What is needed, how, in which language and when: neither words nor anything else of their own."""
    return NeedBody(
        capabilities=body.capabilities,
        assistance=body.assistance,
        languages=body.languages,
        when=body.when,
        settled=tuple(field for field in body.settled if field in ("languages", "when")),
    )


def veiled_fits(fits: Iterable[Fit]) -> tuple[Fit, ...]:
    """The same fits, with the points that are held against what is told."""
    return tuple(
        replace(fit, points=tuple(point for point in fit.points if point.kind in _TOLD)) for fit in fits
    )


def keeps_the_veil(programme: Programme, delegation: str, taxonomy: Taxonomy) -> bool:
    """Whether a provider that is told by this programme could still think of three states or more.

    One that is open to a single state of the region would know at once who looks for help.
    """
    others = alike(delegation)
    return sum(openness(programme, each, taxonomy) != "closed" for each in others) >= LEAST


def alike(delegation: str) -> frozenset[str]:
    """Every delegation that would be told by the same name, this one included."""
    if delegation in exercise_names():
        return frozenset(exercise_names())
    if delegation.startswith(ORGANISATION):
        return frozenset(
            ORGANISATION + concept.code for concept in shipped_taxonomy().of_kind("organisation")
        )
    own = _told_as().get(delegation, STATES)
    return frozenset(code for code, told in _told_as().items() if told == own)


@cache
def _told_as() -> dict[str, str]:
    """The region by which each state is told; those of no such region are told as states."""
    told: dict[str, str] = {}
    for region in chain(*_REGIONS, _UNNAMED):
        members = [code for code in _members(region) if code not in told]
        if region in _UNNAMED:
            told |= dict.fromkeys(members, STATES)
        elif len(members) >= LEAST:
            told |= dict.fromkeys(members, region)
    return told


def _members(region: str) -> frozenset[str]:
    return shipped_taxonomy().concepts[f"region:{region}"].members
