"""Whatever is needed and offered: gates hold, both directions agree, what is irrelevant changes nothing."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.matching import GATES, Fit, best, fit, fits
from knowledge.needs import NeedBody, When
from knowledge.openness import openness
from knowledge.programmes import Programme
from knowledge.taxonomy import shipped_taxonomy

TAXONOMY = shipped_taxonomy()
CAPABILITIES = ("formed-police", "medical", "staff-officers", "engineering", "predeployment")
GIVES = {"training": {"training"}, "equipment": {"equipment", "maintenance-support"}, "funding": {"funding"}}
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def some(codes, least=0):
    return st.lists(st.sampled_from(codes), min_size=least, max_size=3, unique=True).map(tuple)


@st.composite
def times(draw) -> When:
    start = draw(DAYS)
    end = start + timedelta(days=draw(st.integers(0, 200)))
    return draw(
        st.sampled_from(
            [
                When(relation="before", end=end),
                When(relation="by", end=end),
                When(relation="from", start=start),
                When(relation="between", start=start, end=end),
            ]
        )
    )


NEEDS = st.builds(
    NeedBody,
    capabilities=some(CAPABILITIES, 1),
    assistance=some(("training", "equipment", "funding")),
    languages=some(("fr", "en")),
    when=st.none() | times(),
    units=some(("battalion",)),
)
DELEGATIONS = st.sampled_from(["TD", "FR", "org:AU", "BR"])


@st.composite
def programmes(draw, id_: str = "") -> Programme:
    starts = draw(st.none() | DAYS)
    return Programme(
        id=id_ or f"p{draw(st.integers(0, 99))}",
        name="P",
        providers=draw(some(("FR", "org:AU", "NO"), 1)),
        kind=draw(st.sampled_from(list(GIVES))),
        capabilities=draw(some(CAPABILITIES)),
        summary="S",
        regions=draw(some(("west-africa", "central-africa", "latin-america"))),
        countries=draw(some(("TD", "BR"))),
        delivery_languages=draw(some(("fr", "en", "es"))),
        starts=starts,
        ends=starts + timedelta(days=30) if starts else None,
        standards=draw(some(("CPTM", "STM", "COE-manual"))),
        source="S",
        confidence="high",
    )


CATALOGUES = st.lists(programmes(), max_size=8, unique_by=lambda each: each.id)


@given(NEEDS, DELEGATIONS, programmes())
def test_a_match_breaks_no_gate(need, delegation, programme):
    found = fit(need, delegation, programme, TAXONOMY)
    if found is None or not found.is_match:
        return
    assert set(need.capabilities) & set(programme.capabilities)
    assert delegation not in programme.providers
    assert openness(programme, delegation, TAXONOMY) != "closed"
    assert not need.assistance or GIVES[programme.kind] & set(need.assistance)
    languages = programme.delivery_languages
    assert not (need.languages and languages) or set(need.languages) & set(languages)
    last = need.when.last if need.when else None
    assert not (last and programme.starts) or programme.starts <= last


@given(NEEDS, DELEGATIONS, programmes())
def test_every_point_says_what_it_found(need, delegation, programme):
    found = fit(need, delegation, programme, TAXONOMY)
    for point in found.points if found else ():
        assert point.state in ("fits", "not", "unknown")
        if point.kind in ("capability", "assistance"):
            asked = need.capabilities if point.kind == "capability" else need.assistance
            assert sorted(point.met + point.missed) == sorted(asked)
        if point.kind == "standard":
            assert point.kind not in GATES
            assert point.met + point.missed
            assert (point.state == "unknown") == (not programme.standards)


@given(st.lists(st.tuples(NEEDS, DELEGATIONS), max_size=5), CATALOGUES)
def test_needs_find_programmes_as_programmes_find_needs(asked, catalogue):
    together = list(fits(asked, catalogue, TAXONOMY))
    by_need = [pair for each in asked for pair in fits([each], catalogue, TAXONOMY)]
    by_programme = [pair for each in catalogue for pair in fits(asked, [each], TAXONOMY)]
    one_by_one = [
        (need, found)
        for need, delegation in asked
        for programme in catalogue
        if (found := fit(need, delegation, programme, TAXONOMY)) is not None
    ]
    assert in_order(together) == in_order(by_need) == in_order(by_programme) == in_order(one_by_one)


@given(NEEDS, DELEGATIONS, CATALOGUES, programmes("zz"), st.randoms(use_true_random=False))
def test_the_order_is_the_same_in_any_order_and_what_is_irrelevant_changes_nothing(
    need, delegation, catalogue, another, random
):
    ranked = best(found for _, found in fits([(need, delegation)], catalogue, TAXONOMY))
    is_irrelevant = set(another.capabilities).isdisjoint(need.capabilities)
    shuffled = [*catalogue, *([another] if is_irrelevant else [])]
    random.shuffle(shuffled)
    assert best(found for _, found in fits([(need, delegation)], shuffled, TAXONOMY)) == ranked


@settings(max_examples=50)
@given(NEEDS, programmes())
def test_nobody_is_matched_with_itself(need, programme):
    for provider in programme.providers:
        assert list(fits([(need, provider)], [programme], TAXONOMY)) == []


def in_order(pairs: list[tuple[NeedBody, Fit]]) -> list[str]:
    return sorted(map(repr, pairs))
