"""Which delegation a code or a sentence means."""

import pytest

from knowledge.delegations import delegation_codes, nearest, readings, recognise
from knowledge.exercise import exercise_names
from knowledge.nameplates import nameplates
from knowledge.places import country_names
from knowledge.text import LANGUAGES


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("TD", ("TD",)),
        ("td", ("TD",)),
        ("AU", ("AU", "org:AU")),
        ("state:AU", ("AU",)),
        ("org:au", ("org:AU",)),
        ("NATO", ("org:NATO",)),
        ("QM", ("QM",)),
        ("QZ", ()),
        ("ZZ", ()),
        ("Chad", ()),
        ("", ()),
    ],
)
def test_a_code_means_a_state_an_organisation_both_or_nothing(code: str, found: tuple[str, ...]):
    assert readings(code) == found


def test_only_australia_and_the_african_union_share_a_code():
    assert [code for code in sorted(delegation_codes()) if len(readings(code)) > 1] == ["AU"]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Chad, military adviser", ("TD",)),
        ("Tchad, conseiller militaire", ("TD",)),
        ("乍得 军事顾问", ("TD",)),
        ("مستشار عسكري، تشاد", ("TD",)),
        ("Permanent Mission of Chad to the United Nations", ("TD",)),
        ("United Nations, force generation", ("org:UN",)),
        ("African Union, liaison", ("org:AU",)),
        ("UN Women focal point", ("org:UN Women",)),
        ("Congo", ("CD", "CG")),
        ("Korea", ("KP", "KR")),
        ("Guinea, military adviser", ("GN", "GQ", "GW", "PG")),
        ("Гвинея", ("GN", "GQ", "GW", "PG")),
        ("几内亚", ("GN", "GQ", "GW", "PG")),
        ("Republic of Guinea", ("GN",)),
        ("Guinée équatoriale", ("GQ",)),
        ("Georgia", ("GE",)),
        ("Niger", ("NE",)),
        ("Burma", ("MM",)),
        ("Nauru", ("NR",)),
        ("Czech Republic", ("CZ",)),
        ("Türkiye", ("TR",)),
        ("Iran (Islamic Republic of)", ("IR",)),
        ("Северная Ирландия", ("GB",)),
        ("Ethopia police adviser", ("ET",)),
        ("Senagal", ("SN",)),
        ("Kyrgyztan", ("KG",)),
        ("Cote dIvoire", ("CI",)),
        ("Camerún", ("CM",)),
        ("Moçambiqe", ("MZ",)),
        ("Сенегл, советник", ("SN",)),
        ("العراك", ("IQ",)),
        ("尼日儿", ("NE",)),
        ("Kofi Annan Training Centre", ("org:KAIPTC",)),
        ("ООН-женщины", ("org:UN Women",)),
        ("WHO, liaison", ("org:WHO",)),
        ("who are you", ()),
        ("Pam Smith, Kenya", ("KE",)),
        ("Kosovo", ()),
        ("Cook Islands", ()),
        ("Serbia, liaison for Kosovo", ("RS",)),
        ("Tchda", ("TD",)),
        ("Mosana, conseiller police", ("QM",)),
        ("قصرات", ("QR",)),
        ("Kisiwa Regional Force", ("org:KRF",)),
        ("Mosanna", ()),
        ("please let me in", ()),
        ("best pizza near headquarters", ()),
        ("", ()),
    ],
)
def test_a_sentence_names_its_delegation(sentence: str, found: tuple[str, ...]):
    assert recognise(sentence) == found


def test_a_name_given_for_a_code_leads_to_its_code():
    assert nearest("Chad") == ("TD",)
    assert nearest("Itally") == ("IT",)


def test_a_place_that_is_no_delegation_has_no_nearest():
    assert nearest("Hong Kong") == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_delegation_is_recognised_by_the_name_that_it_is_shown_under(language: str):
    for code, plate in nameplates().items():
        assert code in recognise(plate.names[language]), plate.names[language]


def test_exercise_states_have_codes_that_no_real_state_has():
    assert not set(country_names()) & set(exercise_names())
    assert all("QM" <= code <= "QZ" for code in exercise_names() if not code.startswith("org:"))


def test_every_exercise_delegation_has_an_english_name():
    assert [code for code, names in exercise_names().items() if not names.get("en")] == []
