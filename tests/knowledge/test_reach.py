"""Who of a delegation is asked, by rank and by remit."""

from typing import NamedTuple

import pytest

from knowledge.reach import branch, reach
from knowledge.taxonomy import shipped_taxonomy


class Held(NamedTuple):
    name: str
    rank: str
    remit: str = "both"


@pytest.mark.parametrize(
    ("capabilities", "about"),
    [
        (("formed-police",), "police"),
        (("formed-police", "crowd-management"), "police"),
        (("infantry", "riverine"), "military"),
        (("infantry", "formed-police"), "both"),
        (("medical",), "both"),
        (("formed-police", "medical"), "both"),
        ((), "both"),
    ],
)
def test_a_need_is_of_one_branch_only_where_all_of_it_is(capabilities: tuple[str, ...], about: str):
    assert branch(capabilities) == about


def test_every_capability_has_a_group():
    assert all(concept.group for concept in shipped_taxonomy().of_kind("capability"))


def names(posts: list[Held], about: str) -> tuple[str, str]:
    found = reach(posts, about)  # type: ignore[arg-type]
    return "".join(post.name for post in found.first), "".join(post.name for post in found.later)


FOCAL, DEPUTY, MEMBER, OBSERVER = (
    Held("F", "focal"),
    Held("D", "deputy"),
    Held("M", "member"),
    Held("O", "observer"),
)


@pytest.mark.parametrize(
    ("posts", "about", "asked"),
    [
        ([FOCAL, DEPUTY, MEMBER, OBSERVER], "police", ("FM", "D")),
        ([DEPUTY, OBSERVER], "police", ("D", "")),
        ([OBSERVER], "both", ("", "")),
        ([FOCAL._replace(remit="military"), MEMBER._replace(remit="police")], "police", ("M", "")),
        ([FOCAL._replace(remit="military"), MEMBER._replace(remit="police")], "military", ("F", "")),
        ([FOCAL._replace(remit="military"), MEMBER._replace(remit="police")], "both", ("FM", "")),
        ([FOCAL._replace(remit="military"), DEPUTY._replace(remit="military")], "police", ("F", "D")),
        ([FOCAL._replace(remit="military"), DEPUTY._replace(remit="police")], "police", ("D", "")),
        ([FOCAL, DEPUTY._replace(remit="military")], "police", ("F", "D")),
    ],
)
def test_the_fitting_are_asked_first_deputies_later_observers_never(
    posts: list[Held], about: str, asked: tuple[str, str]
):
    assert names(posts, about) == asked
