"""Whom of a delegation something reaches that wants an answer: who at once, and who if nobody answers."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Generic, NamedTuple, Protocol, TypeVar

from knowledge.rights import Rank, Remit
from knowledge.taxonomy import shipped_taxonomy

# So long the first have to themselves; then the deputies are asked too, or the secretariat is told.
ANSWER_WITHIN = timedelta(hours=24)
_ANSWERING: tuple[Rank, ...] = ("focal", "member", "deputy")  # an observer reads, and is asked nothing
_LATER: Rank = "deputy"
_BRANCHES: tuple[Remit, ...] = ("military", "police")


class _Post(Protocol):
    @property
    def rank(self) -> str: ...
    @property
    def remit(self) -> str: ...


_P = TypeVar("_P", bound=_Post)


class Reach(NamedTuple, Generic[_P]):
    """Who is asked at once, and who is asked if none of them answers."""

    first: list[_P]
    later: list[_P]


def branch(capabilities: Collection[str]) -> Remit:
    """Whether what is needed is purely military, purely police, or a matter of both.

    Engineering, medicine or training are of both: soldiers and police may need them. Units are sizes and
    say nothing.
    """
    concepts = shipped_taxonomy().concepts
    groups = {concepts[f"capability:{code}"].group for code in capabilities}
    return next((name for name in _BRANCHES if groups == {name}), "both")


def reach(posts: Sequence[_P], about: Remit) -> Reach[_P]:
    """Among a delegation's people; nobody twice.

    Those whose remit it is; everybody, where that is nobody's. Deputies come first only where there is
    nobody else.
    """
    able = [post for post in posts if post.rank in _ANSWERING]
    fitting = [post for post in able if "both" in (about, post.remit) or post.remit == about] or able
    first = [post for post in fitting if post.rank != _LATER] or fitting
    deputies = [post for post in able if post.rank == _LATER and post not in first]
    return Reach(first, [post for post in deputies if post in fitting] or deputies)
