"""The data that ships with the product is whole, and wrong data is refused."""

from datetime import date

import pytest
from babel import Locale
from pydantic import ValidationError

from knowledge.glossary import parse_glossary, shipped_everyday, shipped_glossary
from knowledge.places import country_names, language_names, parse_places, shipped_countries
from knowledge.plainwords import is_function, is_generic
from knowledge.programmes import Programme, shipped_programmes
from knowledge.taxonomy import parse_yaml, shipped_taxonomy
from knowledge.text import LANGUAGES

ACOTA = next(programme for programme in shipped_programmes() if programme.id == "us-acota")
GPOI = next(programme for programme in shipped_programmes() if programme.id == "us-gpoi")


def test_every_shipped_programme_is_valid_and_has_its_own_id():
    programmes = shipped_programmes()
    assert len({programme.id for programme in programmes}) == len(programmes) == 144


def test_what_others_absorbed_leads_to_an_entry_that_exists():
    known = {programme.id: programme for programme in shipped_programmes()}
    absorbed = {id_: each.absorbed_into for id_, each in known.items() if each.status == "absorbed"}
    assert absorbed == {"us-acota": "us-gpoi", "ke-imatc": "ke-ipstc"}
    assert set(absorbed.values()) <= known.keys()


@pytest.mark.parametrize(
    ("stated", "is_over", "is_offer"),
    [
        ({}, False, True),
        ({"end_year": 2026}, True, False),
        ({"end_year": 2027}, False, True),
        ({"ends": "2027-02-28"}, True, False),
        ({"ends": "2027-03-01"}, False, True),
        ({"status": "active"}, False, True),
        ({"status": "ended"}, True, False),
        ({"kind": "coordination"}, False, False),
        ({"kind": "co-deployment"}, False, False),
    ],
)
def test_what_is_over_or_nothing_to_take_up_is_no_offer(stated, is_over: bool, is_offer: bool):
    entry = Programme.model_validate(GPOI.model_dump() | stated)
    today = date(2027, 3, 1)
    assert (entry.is_over(today), entry.is_offer(today)) == (is_over, is_offer)


def test_delegations_of_the_exercise_offer_and_receive():
    entry = Programme.model_validate(
        GPOI.model_dump() | {"providers": ["QX", "org:KRF"], "countries": ["QM"]}
    )
    assert (entry.owner, entry.countries) == ("QX", ("QM",))
    with pytest.raises(ValidationError):
        Programme.model_validate(GPOI.model_dump() | {"countries": ["org:KRF"]})


def test_norway_is_a_country_and_not_a_false():
    assert next(p for p in shipped_programmes() if p.id == "no-training-for-peace").providers == (
        "NO",
        "org:AU",
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"countries": ["XX"]},
        {"providers": ["UK"]},
        {"providers": ["TW"]},
        {"capabilities": ["telepathy"]},
        {"regions": ["atlantis"]},
        {"delivery_languages": ["english"]},
        {"kind": "gift"},
        {"colour": "blue"},
        {"summary": "x" * 2001},
        {"start_year": 1812},
        {"seats": 0},
        {"seats": 10_001},
        {"providers": []},
        {"providers": ["org:"]},
        {"providers": ["org:\x00"]},
        {"starts": "2027-06-01", "ends": "2027-05-31"},
        {"end_year": 1990},
        {"absorbed_into": "us-acota"},
        {"status": "active"},
        {"id": "x" * 35},
    ],
)
def test_a_programme_with_a_wrong_field_is_refused(wrong):
    with pytest.raises(ValidationError):
        Programme.model_validate({**ACOTA.model_dump(), **wrong})


def test_the_taxonomy_names_every_capability_in_every_language():
    capabilities = shipped_taxonomy().of_kind("capability")
    assert len(capabilities) == 47
    assert all(capability.label(language) for capability in capabilities for language in LANGUAGES)


def test_a_code_is_called_by_its_label_and_an_unknown_one_by_itself():
    taxonomy = shipped_taxonomy()
    assert taxonomy.label("capability", "formed-police", "fr") == "Unité de police constituée"
    assert taxonomy.label("capability", "telepathy", "fr") == "telepathy"


def test_an_ambiguous_term_names_all_that_it_may_mean():
    concepts = shipped_taxonomy().concepts
    assert all("IEDD" in concepts[f"capability:{code}"].terms["en"] for code in ("eod", "counter-ied"))


def test_everyday_wording_adds_to_capabilities_that_exist():
    known = shipped_taxonomy().concepts
    assert [c.key for c in shipped_everyday() if c.kind == "capability" and c.key not in known] == []


def test_a_topic_is_labelled_by_the_glossary_and_not_by_everyday_wording():
    labels = {topic.code: topic.label("en") for topic in shipped_glossary() if topic.kind == "topic"}
    assert labels["firstaid"] == "first aid"


def test_glossary_lines_become_concepts():
    (language, topic) = parse_glossary(["# remark", "lang_fr|en: French", "dogs|en: dogs; K9|fr: chiens"])
    assert (language.key, topic.key) == ("language:fr", "topic:dogs")
    assert topic.terms == {"en": ("dogs", "K9"), "fr": ("chiens",)}


def test_places_have_names_in_every_language_and_curated_ones():
    chad = next(country for country in shipped_countries() if country.code == "TD")
    assert [chad.labels[language] for language in ("en", "fr", "ru", "zh")] == [
        "Chad",
        "Tchad",
        "Чад",
        "乍得",
    ]
    assert "tchadien" in chad.terms[""]
    assert parse_places(["# remark", "TD: tchadien; чадский"]) == {"TD": ("tchadien", "чадский")}


def test_states_are_countries_and_groupings_are_not():
    assert {"TD", "XK", "PS", "GB"} <= country_names().keys()
    assert not {"EU", "UN", "UK", "ZZ"} & country_names().keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_countries_and_languages_are_called_as_in_cldr(language):
    cldr = Locale(language)
    called = {code: names[language] for code, names in country_names().items()}
    assert called == {code: cldr.territories[code] for code in called}
    assert language_names(language) == {
        code: name for code, name in cldr.languages.items() if code in Locale("en").languages
    }


def test_no_state_of_cldr_is_missing():
    grouped_or_private = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
    outlying = {"AC", "CP", "CQ", "DG", "EA", "IC", "TA", "IO"}
    named = {code for code in Locale("en").territories if len(code) == 2}
    assert country_names().keys() == named - grouped_or_private - outlying


def test_norway_and_years_come_out_of_yaml_as_text():
    assert list(parse_yaml("- code: NO\n- {start: 1997}\n", "- ")) == [[{"code": "NO"}], [{"start": "1997"}]]


def test_plain_words_are_known_in_their_forms():
    assert is_function("чтобы")
    assert all(map(is_generic, ["course", "courses", "курсов", "formations", "cursos", "التدريب"]))
    assert not any(map(is_generic, ["police", "полиция", "demining"]))
