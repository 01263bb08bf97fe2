"""The table of who may do what."""

import pytest

from knowledge.rights import RIGHTS, ROLES, holders, may, ranks_of


@pytest.mark.parametrize("right", RIGHTS)
def test_every_right_is_somebodys(right):
    assert holders(right)


def test_nobody_has_a_rank_of_another_role():
    ranks = {(role, rank) for role in ROLES for rank in ranks_of(role)}
    assert {holder for right in RIGHTS for holder in holders(right)} <= ranks


def test_an_observer_only_looks():
    rights = {right for right in RIGHTS if may("recipient", "observer", right)}
    assert rights == {"look", "see-own-needs", "see-need", "see-matches", "see-match"}


@pytest.mark.parametrize("right", RIGHTS)
def test_whoever_holds_no_post_may_do_nothing(right):
    assert may(None, None, right) is False


def test_an_officer_of_the_secretariat_does_not_administer():
    assert may("secretariat", "officer", "administer") is False
    assert may("secretariat", "administrator", "administer") is True


@pytest.mark.parametrize("right", RIGHTS)
def test_who_leads_may_do_whatever_any_colleague_may(right):
    for role in ROLES:
        leader, *others = ranks_of(role)
        assert may(role, leader, right) or not any(may(role, other, right) for other in others)
