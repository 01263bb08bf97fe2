"""Whether a programme is open to a country, as far as its entry says."""

from typing import Literal

from knowledge.programmes import Programme
from knowledge.taxonomy import Taxonomy

Openness = Literal["open", "not-stated", "closed"]


def openness(programme: Programme, country: str, taxonomy: Taxonomy) -> Openness:
    """A listed country counts first, then the regions served; an entry that states neither leaves it open."""
    if country in programme.countries:
        return "open"
    if not programme.countries and not programme.regions:
        return "not-stated"
    served = [taxonomy.concepts[f"region:{code}"].members for code in programme.regions]
    if programme.countries:
        # The list names who takes part; a region beside it says where, not that all of it may join.
        return "not-stated" if any(_covers(members, country) for members in served) else "closed"
    return "open" if any(_covers(members, country) for members in served) else "closed"


def _covers(members: frozenset[str], country: str) -> bool:
    return not members or country in members
