"""What is told of a delegation that does not want to be known."""

from collections import Counter
from datetime import date

import pytest

from handlers.kit.i18n import translator
from handlers.kit.labels import begin, provider
from knowledge.matching import Fit, Point
from knowledge.needs import NeedBody, When
from knowledge.places import country_names
from knowledge.taxonomy import shipped_taxonomy
from knowledge.veil import LEAST, alike, keeps_the_veil, veiled_body, veiled_fits, veiled_name
from tests.support.programmes import a_programme

STATES = sorted(
    code
    for region in shipped_taxonomy().of_kind("region")
    for code in region.members
    if code in country_names()
)


@pytest.mark.parametrize(
    ("delegation", "told", "en", "fr"),
    [
        ("TD", "veil:central-africa", "a state in Central Africa", "un État (région : Afrique centrale)"),
        ("NP", "veil:south-asia", "a state in South Asia", "un État (région : Asie du Sud)"),
        (
            "FJ",
            "veil:asia-pacific",
            "a state in Asia and the Pacific",
            "un État (région : Asie et Pacifique)",
        ),
        ("CA", "veil:states", "a state", "un État"),
        ("FR", "veil:states", "a state", "un État"),
        ("org:AU", "veil:organisations", "an organisation", "une organisation"),
        ("QM", "veil:exercise", "a delegation of the exercise", "une délégation de l’exercice"),
    ],
)
def test_a_region_stands_for_a_state(delegation: str, told: str, en: str, fr: str):
    assert veiled_name(delegation) == told
    assert [translator("en").label("{n}", n=provider(told, language)) for language in ("en", "fr")]
    assert begin(provider(told, "en"))[0].isupper()
    plain = [provider(told, language).translate({0x2068: None, 0x2069: None}) for language in ("en", "fr")]
    assert plain == [en, fr]


def test_every_name_that_is_told_stands_for_three_states_at_least():
    told = Counter(veiled_name(code) for code in dict.fromkeys(STATES))
    assert {name: count for name, count in told.items() if count < LEAST} == {}
    assert all(code in alike(code) and len(alike(code)) == told[veiled_name(code)] for code in STATES)


def test_only_what_is_needed_how_in_which_language_and_when_is_told():
    when = When(relation="before", end=date(2027, 6, 1))
    told = {
        "capabilities": ("formed-police",),
        "assistance": ("training",),
        "languages": ("fr",),
        "when": when,
    }
    body = NeedBody(
        words="for our company in Bangui", units=("company",), missions=("MINUSCA",), people=147, **told,
        settled=("missions", "people"),
    )  # fmt: skip
    assert veiled_body(body) == NeedBody(**told)


def test_points_that_are_held_against_anything_else_are_left_out():
    kinds = ("capability", "assistance", "eligibility", "language", "dates", "standard", "seats")
    (fit,) = veiled_fits([Fit("x", tuple(Point(kind, "fits") for kind in kinds), 0.5)])
    assert [point.kind for point in fit.points] == ["capability", "assistance", "language", "dates"]


@pytest.mark.parametrize(
    ("countries", "regions", "keeps"),
    [
        ((), (), True),  # states nothing
        ((), ("africa",), True),
        (("TD",), (), False),
        (("TD", "CM"), (), False),  # two of Central Africa
        (("TD", "CM", "NE", "ML"), (), False),  # the others are of another region
        (("TD", "CM", "GA"), (), True),
        (("TD",), ("central-africa",), True),
    ],
)
def test_a_programme_that_is_open_to_few_would_know_who_asks(countries, regions, keeps: bool):
    programme = a_programme(countries=countries, regions=regions)
    assert keeps_the_veil(programme, "TD", shipped_taxonomy()) is keeps
