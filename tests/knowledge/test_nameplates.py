"""The names of delegations that people are shown: the UN's, whole, and in seven languages."""

import re
import unicodedata

import pytest

from knowledge.delegations import delegation_codes
from knowledge.exercise import exercise_name, exercise_names
from knowledge.nameplates import nameplates, parse_nameplates, shorter_name, states, un_name
from knowledge.places import country_names
from knowledge.programmes import shipped_programmes
from knowledge.taxonomy import shipped_taxonomy, shipped_yaml
from knowledge.text import LANGUAGES

# Places with a code of ISO 3166-1 (and XK) that are neither Member States nor non-member observer States.
NO_STATES = {
    "AI", "AQ", "AS", "AW", "AX", "BL", "BM", "BQ", "BV", "CC", "CK", "CW", "CX", "EH", "FK", "FO",
    "GF", "GG", "GI", "GL", "GP", "GS", "GU", "HK", "HM", "IM", "JE", "KY", "MF", "MO", "MP", "MQ",
    "MS", "NC", "NF", "NU", "PF", "PM", "PN", "PR", "RE", "SH", "SJ", "SX", "TC", "TF", "TK", "TW",
    "UM", "VG", "VI", "WF", "YT", "XK",
}  # fmt: skip


def test_there_are_193_member_states_and_two_observer_states():
    assert len(states()) == 193 + len({"VA", "PS"})
    assert states() == country_names().keys() - NO_STATES


def test_every_delegation_has_its_name_in_every_language():
    for code in delegation_codes():
        called = {
            language: exercise_name(code, language) or un_name(code, language) for language in LANGUAGES
        }
        assert [language for language, name in called.items() if not name] == [], code


def test_every_code_of_the_shipped_data_is_a_delegation_with_a_name():
    organisations = {f"org:{concept.code}" for concept in shipped_taxonomy().of_kind("organisation")}
    providers = {code for programme in shipped_programmes() for code in programme.providers}
    providers |= {
        code for (row,) in shipped_yaml("exercise_programmes.yaml", "- ") for code in row["providers"]
    }
    assert organisations | providers <= nameplates().keys() | exercise_names().keys()


def test_every_state_and_mission_host_of_the_shipped_data_has_a_name():
    named = {code for programme in shipped_programmes() for code in programme.countries}
    for concept in shipped_taxonomy().concepts.values():
        if concept.kind in ("region", "mission"):
            named |= concept.members
    assert named - states() <= NO_STATES


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_trimmed_whole_and_none_stands_twice(language: str):
    names = [plate.names[language] for plate in nameplates().values()]
    shorter = [plate.shorter[language] for plate in nameplates().values() if language in plate.shorter]
    for written in (names, shorter):
        assert len(set(written)) == len(written)
    for name in names + shorter:
        assert name == unicodedata.normalize("NFC", " ".join(name.split()))
        assert not re.search(r"[|=;'\"*]|\((?:the|la|le|les|el|los|las|l’)\)$", name), name
        assert name.count("(") == name.count(")")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shorter_name_is_shorter_and_fits_a_button(language: str):
    for code, plate in nameplates().items():
        if language in plate.shorter:
            assert len(plate.shorter[language]) < len(plate.names[language]), code
            assert len(plate.shorter[language]) <= 30, code


_SCRIPTS = {"ru": "CYRILLIC", "ar": "ARABIC", "zh": "CJK"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_states_are_written_in_the_script_of_the_language(language: str):
    script = _SCRIPTS.get(language, "LATIN")
    for code in states():
        letters = [letter for letter in un_name(code, language) or "" if letter.isalpha()]
        assert all(unicodedata.name(letter).startswith(script) for letter in letters), code


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("MM", "en", "Myanmar"),
        ("MM", "pt", "Mianmar"),
        ("CD", "en", "Democratic Republic of the Congo"),
        ("CD", "fr", "République démocratique du Congo"),
        ("CD", "ru", "Демократическая Республика Конго"),
        ("CD", "ar", "جمهورية الكونغو الديمقراطية"),
        ("CD", "zh", "刚果民主共和国"),
        ("CG", "en", "Congo"),
        ("CI", "es", "Côte d’Ivoire"),
        ("CI", "zh", "科特迪瓦"),
        ("BO", "en", "Bolivia (Plurinational State of)"),
        ("TR", "en", "Türkiye"),
        ("TR", "fr", "Türkiye"),
        ("KR", "en", "Republic of Korea"),
        ("VN", "fr", "Viet Nam"),
        ("SY", "ar", "الجمهورية العربية السورية"),
        ("RU", "pt", "Federação da Rússia"),
        ("NL", "en", "Netherlands (Kingdom of the)"),
        ("NR", "en", "Naoero"),
        ("PS", "es", "Estado de Palestina"),
        ("VA", "ru", "Святой Престол"),
        ("org:AU", "ar", "الاتحاد الأفريقي"),
        ("org:ECOWAS", "fr", "Communauté économique des États de l’Afrique de l’Ouest"),
        ("org:UNITAR", "en", "United Nations Institute for Training and Research"),
    ],
)
def test_a_delegation_is_called_as_the_un_calls_it(code: str, language: str, name: str):
    assert un_name(code, language) == name


def test_a_place_that_is_no_delegation_is_called_as_in_the_un_s_documents():
    assert un_name("TW", "en") == "Taiwan Province of China"
    assert un_name("XK", "en") is None  # as elsewhere


def test_a_line_has_names_short_forms_and_further_words():
    ((code, plate),) = parse_nameplates(
        ["# remark", "CD|en: Democratic Congo = DR Congo|fr: Congo|also: Zaire; Zaïre"]
    )
    assert (code, plate.names) == ("CD", {"en": "Democratic Congo", "fr": "Congo"})
    assert (plate.shorter, plate.also) == ({"en": "DR Congo"}, ("Zaire", "Zaïre"))
    assert plate.spellings() == {
        "en": ("Democratic Congo", "DR Congo"),
        "fr": ("Congo",),
        "": ("Zaire", "Zaïre"),
    }
    assert shorter_name("CD", "en") == "DR Congo"
    assert shorter_name("TD", "en") is None
