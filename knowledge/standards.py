"""Which UN standards a need implies: materials for training, manuals for units and their equipment."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from knowledge.needs import NeedBody
from knowledge.taxonomy import shipped_yaml


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard, and the help and capabilities to which it applies; no capabilities stand for all."""

    code: str
    assistance: frozenset[str]
    capabilities: frozenset[str]
    is_for_units: bool


@cache
def shipped_standards() -> tuple[Standard, ...]:
    """The standards shipped with the product (read once)."""
    entries = (entry for (entry,) in shipped_yaml("standards.yaml", "- "))
    return tuple(
        Standard(
            entry["code"],
            frozenset(entry["assistance"]),
            frozenset(entry["capabilities"]),
            "for_units" in entry,
        )
        for entry in entries
    )


def implied(need: NeedBody, capabilities: Collection[str], given: Collection[str]) -> Iterator[str]:
    """The codes of the standards by which that part of the help asked for would be measured that is given."""
    asked = set(given) & set(need.assistance)
    for standard in shipped_standards():
        is_about = not standard.capabilities or not standard.capabilities.isdisjoint(capabilities)
        if is_about and asked & standard.assistance and (need.units or not standard.is_for_units):
            yield standard.code
