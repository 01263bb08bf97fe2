"""Places and languages are where and how something is given, and not what is asked for."""

import pytest

from knowledge.glossary import host_countries, parse_glossary


@pytest.mark.parametrize(
    "text",
    [
        "weather in Bamako",
        "restaurant in Bamako",
        "hotel in Nairobi",
        "restaurant à Nairobi",
        "погода в Бамако",
        "ресторан в Найроби",
        "طقس باماكو",
        "巴马科天气",
        "visa for Kenya",
        "météo à Dakar",
        "qué tiempo hace en Lima",
        "previsão do tempo em Luanda",
        "مطعم في كمبالا",
        "坎帕拉天气",
        "football scores Mali",
    ],
)
def test_everyday_life_in_a_place_is_answered_by_nothing(finder, text):
    assert finder.search(text).verdict == "none"


@pytest.mark.parametrize("text", ["Bamako", "formation à Bamako", "school in Bamako", "巴马科", "Бамако"])
def test_what_is_offered_in_a_town_is_found_by_the_town(finder, text):
    answer = finder.search(text)
    assert (answer.verdict, answer.results[0].id) == ("match", "ml-emp-bamako")
    assert answer.understood.places == ("bamako",)


def test_a_town_brings_what_its_country_has(finder):
    assert {"ke-ipstc", "ke-imatc"} <= {hit.id for hit in finder.search("Nairobi").results[:5]}


@pytest.mark.parametrize(
    ("text", "capability"),
    [
        ("staff officer course in Entebbe", "staff-officers"),
        ("stage d'officier d'état-major à Entebbe", "staff-officers"),
        ("курсы штабных офицеров в Энтеббе", "staff-officers"),
        ("desminado en Pretoria", "mine-action"),
    ],
)
def test_what_is_asked_for_outweighs_where(finder, text, capability):
    first = [finder.programme(hit.id) for hit in finder.search(text).results[:3]]
    assert all(capability in programme.capabilities for programme in first)


@pytest.mark.parametrize(
    ("text", "country"),
    [("formation à Dakar", "SN"), ("course in Addis Ababa", "ET"), ("蒙得维的亚", "UY")],
)
def test_a_town_without_programmes_brings_those_of_its_country_as_the_closest(finder, text, country):
    answer = finder.search(text)
    best = finder.programme(answer.results[0].id)
    assert answer.verdict == "unsure"
    assert country in (*best.providers, *best.countries)


def test_a_place_of_the_glossary_may_name_its_country():
    (place,) = parse_glossary(["place:bamako@ML|en: Bamako|ru: Бамако"])
    assert (place.key, place.members) == ("place:bamako", {"ML"})
    assert host_countries()["place:bamako"] == "country:ML"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("espagnol", "es"),
        ("francés", "fr"),
        ("русский", "ru"),
        ("русский язык", "ru"),
        ("Portuguese", "pt"),
        ("formation français", "fr"),
        ("اللغة الفرنسية", "fr"),
        ("法国话", "fr"),
        ("西班牙文", "es"),
        ("俄文", "ru"),
    ],
)
def test_a_language_alone_is_that_of_delivery(finder, text, language):
    answer = finder.search(text)
    assert (answer.understood.languages, answer.understood.countries) == ((language,), ())
    assert answer.verdict == "match"
    first = [finder.programme(hit.id) for hit in answer.results[:3]]
    assert all(language in programme.delivery_languages for programme in first)


def test_a_language_beside_a_subject_may_mean_its_country(finder):
    answer = finder.search("centre espagnol de déminage")
    assert answer.results[0].id == "es-centro-desminado"
    assert answer.understood.countries == ("ES",)


@pytest.mark.parametrize("text", ["France", "Франция", "法国", "فرنسا"])
def test_a_state_alone_lists_what_it_provides_first(finder, text):
    shares = [finder.programme(hit.id).providers for hit in finder.search(text, limit=12).results]
    ranks = [0 if of[0] == "FR" else 1 if "FR" in of else 2 for of in shares]
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2}
