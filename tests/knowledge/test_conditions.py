"""What narrows a list, what would, and which conditions of a question a programme is known not to meet."""

from datetime import date

import pytest

from knowledge.answers import Answer
from knowledge.choices import Choice, choices, meanings
from knowledge.conditions import Condition, keeper, read_condition, state, unmet, unstated
from knowledge.dates import read_dates
from knowledge.matching import Point
from knowledge.taxonomy import shipped_taxonomy
from knowledge.understood import Understood
from tests.support.programmes import a_programme

TAXONOMY = shipped_taxonomy()
TODAY = date(2027, 3, 1)
FRENCH, CHAD, NOW = Condition("language", "fr"), Condition("country", "TD"), Condition("now")


def an_answer(text: str = "", **understood: tuple[str, ...]) -> Answer:
    return Answer(text, "match", Understood(**understood), (), read_dates(text, TODAY))


def failed(answer: Answer, **fields: object) -> tuple[Point, ...]:
    best = a_programme(id="best", providers=("IT",))
    return unmet(answer, best, a_programme(**fields), TODAY, TAXONOMY)


@pytest.mark.parametrize(
    ("condition", "fields", "expected"),
    [
        (FRENCH, {"delivery_languages": ("fr", "en")}, "fits"),
        (FRENCH, {"delivery_languages": ("en",)}, "not"),
        (FRENCH, {}, "unknown"),
        (CHAD, {"countries": ("TD",)}, "fits"),
        (CHAD, {"countries": ("NE",)}, "not"),
        (CHAD, {}, "unknown"),
        (NOW, {}, "fits"),
        (NOW, {"end_year": 2020}, "not"),
        (NOW, {"kind": "coordination"}, "not"),
        (Condition("capability", "formed-police"), {}, "fits"),
        (Condition("capability", "infantry"), {}, "not"),
        (Condition("assistance", "equipment"), {"kind": "train-and-equip"}, "fits"),
        (Condition("assistance", "equipment"), {}, "not"),
    ],
)
def test_a_programme_meets_a_condition_or_not_or_says_nothing(condition, fields, expected):
    assert state(condition, a_programme(**fields), TODAY, TAXONOMY) == expected


def test_what_says_nothing_stays_in_a_narrowed_list_and_is_told():
    keep = keeper([FRENCH, NOW], TODAY, TAXONOMY)
    assert [keep(a_programme(delivery_languages=told)) for told in (("fr",), (), ("en",))] == [
        True,
        True,
        False,
    ]
    assert unstated([FRENCH, CHAD, NOW], a_programme(countries=("TD",)), TODAY, TAXONOMY) == (FRENCH,)
    assert keeper([], TODAY, TAXONOMY) is None


def test_a_condition_is_written_and_read_back():
    for condition in (FRENCH, CHAD, NOW, Condition("assistance", "maintenance-support")):
        assert read_condition(condition.written) == condition
    assert (read_condition(""), read_condition("*")) == (None, None)


def test_only_what_shortens_a_list_and_leaves_something_is_a_choice():
    found = [
        a_programme(delivery_languages=("fr",), countries=("TD",)),
        a_programme(delivery_languages=("en",), countries=("TD", "NE")),
        a_programme(kind="equipment", countries=("TD",)),
    ]
    told = choices(an_answer(), found, (), (), TODAY, TAXONOMY)
    assert set(told) == {
        Choice(Condition("country", "NE"), 1),
        Choice(Condition("language", "fr"), 1),
        Choice(Condition("language", "en"), 1),
        Choice(Condition("assistance", "training"), 2),
        Choice(Condition("assistance", "equipment"), 1),
        Choice(Condition("assistance", "maintenance-support"), 1),
    }
    rest = choices(an_answer(), found, (FRENCH,), ("TD",), TODAY, TAXONOMY)
    assert {each.condition.kind for each in rest} == {"language", "assistance"}
    assert FRENCH not in [each.condition for each in rest]


def test_states_that_nobody_asked_for_are_those_that_divide_the_list_most_evenly():
    found = [
        a_programme(countries=("TD", "NE")),
        a_programme(countries=("TD", "NE", "ML")),
        a_programme(countries=("TD", "SN", "GH")),
        a_programme(countries=("TD", "SN", "GH", "NO")),
        a_programme(countries=("TD", "BJ")),
        a_programme(countries=("TD", "TG")),
    ]
    told = choices(an_answer(), found, (), (), TODAY, TAXONOMY)
    assert told == [
        Choice(Condition("country", "NE"), 2),
        Choice(Condition("country", "SN"), 2),
        Choice(Condition("country", "ML"), 1),
    ]  # GH divides it as SN does, TD not at all, and NO provides
    own = choices(an_answer(), found, (), ("TG",), TODAY, TAXONOMY)
    assert own == [Choice(Condition("country", "TG"), 1)]


def test_what_the_question_asks_for_is_the_first_choice_of_its_kind():
    found = [
        a_programme(capabilities=("infantry", "aviation")),
        a_programme(capabilities=("infantry",)),
        a_programme(),
    ]
    told = choices(an_answer(capabilities=("aviation",)), found, (), (), TODAY, TAXONOMY)
    codes = [each.condition.code for each in told if each.condition.kind == "capability"]
    assert codes == ["aviation", "infantry", "formed-police"]


def test_the_meanings_of_a_doubtful_question_are_at_least_two_or_none():
    found = [
        a_programme(capabilities=("counter-ied", "infantry")),
        a_programme(capabilities=("transport",)),
    ]
    read = an_answer(capabilities=("transport", "counter-ied", "aviation"))
    told = (Condition("capability", "transport"), Condition("capability", "counter-ied"))
    assert meanings(read, found, TODAY, TAXONOMY) == told
    assert meanings(an_answer(capabilities=("transport",)), found, TODAY, TAXONOMY) == ()
    assert meanings(read, found[:1], TODAY, TAXONOMY) == (), "what all have in common narrows nothing"


def test_a_near_miss_fails_the_language_the_kind_of_help_and_the_state_that_were_asked_for():
    answer = an_answer(languages=("fr",), assistance=("equipment",), countries=("TD",))
    points = failed(answer, delivery_languages=("en",), countries=("NE",))
    assert points == (
        Point("assistance", "not", missed=("equipment",)),
        Point("language", "not", missed=("en",)),
        Point("eligibility", "not", missed=("TD",)),
    )
    assert failed(answer, kind="equipment") == ()


def test_what_is_over_or_comes_too_late_fails_the_dates_that_were_asked_for():
    before_june = an_answer("before June")
    over = (Point("dates", "not"),)
    assert failed(before_june, end_year=2023) == over
    assert failed(before_june, starts=date(2027, 9, 1)) == over
    assert failed(before_june, starts=date(2027, 4, 1)) == ()
    assert failed(an_answer(), end_year=2023) == ()


def test_a_state_whose_programme_comes_first_is_a_provider_and_not_one_that_looks_for_help():
    assert failed(an_answer(countries=("IT",)), countries=("TD",)) == ()
    assert failed(an_answer(countries=("NO",)), countries=("TD",)) == ()
    assert failed(an_answer(countries=("ES",)), countries=("TD",)) != ()
