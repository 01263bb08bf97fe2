"""Which programmes fit a need, why, and what keeps the others from it."""

from datetime import date

import pytest

from knowledge.matching import Fit, best, fit
from knowledge.needs import NeedBody, When
from knowledge.programmes import Programme, shipped_programmes
from knowledge.taxonomy import shipped_taxonomy
from tests.support.programmes import a_programme

COESPU = next(each for each in shipped_programmes() if each.id == "it-coespu")
POLICE = NeedBody(
    capabilities=("formed-police",),
    assistance=("training",),
    languages=("fr",),
    when=When(relation="before", end=date(2027, 6, 1)),
)


def fitted(need: NeedBody, programme: Programme, delegation: str = "TD") -> Fit | None:
    return fit(need, delegation, programme, shipped_taxonomy())


def points(found: Fit) -> dict[str, str]:
    return {point.kind: point.state for point in found.points}


def test_what_fits_and_what_nobody_has_stated_is_told_point_by_point():
    found = fitted(POLICE, COESPU)
    assert points(found) == {
        "capability": "fits",
        "assistance": "fits",
        "eligibility": "fits",
        "language": "fits",
        "dates": "unknown",
        "standard": "unknown",
    }
    assert found.is_match
    assert (found.count("fits"), found.count("unknown")) == (4, 2)


def test_a_programme_that_offers_nothing_of_it_is_no_match_at_all():
    assert fitted(POLICE, a_programme(capabilities=("medical",))) is None


def test_a_delegation_is_never_matched_with_itself_nor_with_what_it_offers_with_others():
    assert fitted(POLICE, COESPU, "IT") is None
    assert fitted(POLICE, COESPU, "US") is None


@pytest.mark.parametrize(
    ("fields", "gate"),
    [
        ({"kind": "funding"}, "assistance"),
        ({"countries": ("ML",)}, "eligibility"),
        ({"regions": ("caribbean",)}, "eligibility"),
        ({"delivery_languages": ("en",)}, "language"),
    ],
)
def test_one_gate_that_fails_makes_it_a_near_miss(fields, gate):
    found = fitted(POLICE, a_programme(**fields))
    assert [point.kind for point in found.failed] == [gate]
    assert found.is_near
    assert not found.is_match


def test_a_gate_on_something_unknown_neither_passes_nor_fails():
    found = fitted(POLICE, a_programme())
    assert (points(found)["language"], points(found)["eligibility"]) == ("unknown", "unknown")
    assert found.is_match


def test_what_was_not_asked_is_no_point():
    found = fitted(NeedBody(capabilities=("formed-police",)), COESPU)
    assert list(points(found)) == ["capability", "eligibility"]


def test_a_part_of_what_is_needed_is_a_match_that_says_what_is_missing():
    need = NeedBody(capabilities=("formed-police", "medical", "crowd-management"))
    (capability, *_) = fitted(need, COESPU).points
    assert (capability.met, capability.missed) == (("formed-police", "crowd-management"), ("medical",))
    assert fitted(need, COESPU).is_match


def test_who_covers_more_comes_first_and_ties_stand_in_the_order_of_ids():
    need = NeedBody(capabilities=("formed-police", "medical"))
    whole = a_programme(id="b-whole", capabilities=("formed-police", "medical"))
    parts = [a_programme(id="c-part"), a_programme(id="a-part")]
    ordered = best(fitted(need, each) for each in (*parts, whole))
    assert [each.programme for each in ordered] == ["b-whole", "a-part", "c-part"]


def test_an_organisation_s_need_is_matched_too():
    assert fitted(NeedBody(capabilities=("formed-police",)), COESPU, "org:AU") is not None


@pytest.mark.parametrize(
    ("standards", "state", "met"),
    [(("STM",), "fits", ("STM",)), (("CPTM",), "not", ()), ((), "unknown", ())],
)
def test_a_standard_that_the_need_implies_is_a_point_and_no_gate(standards, state, met):
    need = NeedBody(capabilities=("staff-officers",), assistance=("training",))
    found = fitted(need, a_programme(capabilities=("staff-officers",), standards=standards))
    (point,) = [point for point in found.points if point.kind == "standard"]
    assert (point.state, point.met) == (state, met)
    assert found.is_match


@pytest.mark.parametrize(
    ("fields", "kind", "implied"),
    [
        ({"capabilities": ["predeployment"], "assistance": ["training"]}, "training", ("CPTM",)),
        ({"capabilities": ["medical"], "assistance": ["training"]}, "training", None),
        ({"capabilities": ["medical"], "assistance": ["equipment"]}, "equipment", ("COE-manual",)),
        ({"capabilities": ["medical"], "assistance": ["training", "equipment"]}, "training", None),
        (
            {"capabilities": ["infantry"], "assistance": ["training"], "units": ["battalion"]},
            "training",
            ("unit-manual",),
        ),
        ({"capabilities": ["infantry"], "assistance": ["training"]}, "training", None),
        ({"capabilities": ["infantry"]}, "training", None),
    ],
)
def test_which_standard_follows_from_the_need_and_from_what_is_given(fields, kind, implied):
    need = NeedBody.model_validate(fields)
    found = fitted(need, a_programme(kind=kind, capabilities=need.capabilities))
    assert next((point.missed for point in found.points if point.kind == "standard"), None) == implied


@pytest.mark.parametrize(("seats", "state"), [(40, "fits"), (24, "not"), (None, None)])
def test_room_for_all_is_a_point_where_seats_are_stated_and_no_gate(seats, state):
    need = NeedBody(capabilities=("formed-police",), people=40)
    found = fitted(need, a_programme(seats=seats))
    assert next((point.state for point in found.points if point.kind == "seats"), None) == state
    assert found.is_match
