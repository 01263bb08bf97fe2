"""Each field of a draft says from which words it was read, and how surely."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.headcount import head_counts
from knowledge.search import Finder
from knowledge.sentence import Draft, draft_of
from knowledge.spans import word_spans
from knowledge.text import normalise, words

TODAY = date(2026, 11, 26)


def drafted(finder: Finder, text: str) -> Draft:
    return draft_of(finder.search(text, limit=1, today=TODAY), TODAY)


def readings(finder: Finder, text: str) -> list[tuple[str, str, str]]:
    """The words, as they stand in the text, what they were read as, and how surely."""
    found = drafted(finder, text).readings
    assert all(each.words == text[slice(*each.span)] for each in found)
    return [(each.words, " ".join(each.codes), each.confidence) for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Formation d’Unité de Police Constituée, en français, avant juin, MINUSCA",
            [
                "Formation=training", "Unité de Police Constituée=formed-police", "en français=fr",
                "MINUSCA=MINUSCA",
            ],
        ),
        ("ＦＰＵ　training", ["ＦＰＵ=formed-police", "training=training"]),
        ("掃雷培訓，6月前，法語", ["掃雷=mine-action", "培訓=training", "法語=fr"]),
        (
            "تدريبٌ وحدة شرطة مشكّلة قبل حزيران",
            ["تدريبٌ=training", "وحدة شرطة مشكّلة=formed-police"],
        ),
        ("Бо\u0438\u0306цы: обучение СПП до июня", ["обучение=training", "СПП=formed-police"]),
        ("de\u0301minage 🙂 de\u200bmining", ["de\u0301minage=mine-action"]),
    ],
)  # fmt: skip
def test_every_code_has_its_words_as_they_were_typed(finder, text, expected):
    assert [f"{typed}={codes}" for typed, codes, _ in readings(finder, text)] == expected


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("mine clearance", "sure"),
        ("deminig", "likely"),  # a letter is missing
        ("génie", "likely"),  # also a clever person
        ("formation d'unité de polise constituée", "likely"),
        ("IEDD", "perhaps"),  # two capabilities
        ("logostick", "perhaps"),  # a wide guess
    ],
)
def test_what_the_words_name_is_sure_a_slip_is_likely_and_two_meanings_are_perhaps(finder, text, confidence):
    found = [each for each in drafted(finder, text).readings if each.field == "capabilities"]
    assert [each.confidence for each in found] == [confidence]


def test_what_is_perhaps_meant_is_not_taken_but_kept_to_be_asked(finder):
    said = drafted(finder, "IEDD training in French")
    assert said.body.capabilities == ()
    assert said.body.to_ask() == "capabilities"
    assert [each.codes for each in said.left_out(said.body)] == [("eod", "counter-ied")]
    answered = said.body.replaced("capabilities", ("eod",))
    assert said.left_out(answered) == []


def test_what_is_likely_is_taken_and_shown_for_a_look(finder):
    said = drafted(finder, "deminig training")
    assert said.body.capabilities == ("mine-action",)
    assert [each.words for each in said.to_look_at(said.body)] == ["deminig"]
    assert said.to_look_at(said.body.replaced("capabilities", ("eod",))) == []


@pytest.mark.parametrize(
    ("text", "words", "trouble"),
    [
        ("Formation déminage avant la relève", "avant la relève", "unread"),
        ("Formation déminage, exercice 2027", "exercice 2027", "unread"),
        ("mine action training before 1 March 2020", "before 1 March 2020", "passed"),
    ],
)
def test_a_time_that_cannot_be_used_is_kept_with_its_words(finder, text, words, trouble):
    said = drafted(finder, text)
    assert said.body.when is None
    assert [(time.words, time.trouble) for time in said.times_left_out(said.body)] == [(words, trouble)]


def test_a_second_time_is_told_and_not_dropped(finder):
    said = drafted(finder, "FPU instructors from March, equipment before 15 June")
    assert [(time.words, time.trouble) for time in said.times_left_out(said.body)] == [
        ("before 15 June", "second")
    ]


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(), max_size=300))
def test_a_word_s_place_holds_that_word_whatever_is_typed(text):
    assert all(0 <= start < end <= len(text) for _, (start, end) in head_counts(text))
    spans = word_spans(text)
    if spans is not None:
        places = [place for span in spans for place in span]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert [first for first, _ in spans] == sorted(first for first, _ in spans)
        assert len(places) == 2 * len(words(normalise(text[:256])))


@pytest.mark.parametrize(
    "text",
    ["Œuvre ﬁn İstanbul ŒDÈME", "ﷺ ½ km² №5 ™", "á̧b ñ й ё", "乾隆 後勤 头发 發展", "한국어 조선", "x" * 400],
)
def test_places_are_told_for_all_that_people_write(text):
    assert word_spans(text) is not None


@pytest.mark.parametrize(
    ("text", "words", "number"),
    [
        ("training for 40 staff officers in French", "40 staff officers", 40),
        ("formation pour 25 agents de police", "25 agents", 25),
        ("curso para 30 efectivos", "30 efectivos", 30),
        ("формирование, курс на 140 человек", "140 человек", 140),
        ("تدريب ٤٠ ضابطا", "٤٠ ضابطا", 40),
        ("为30名军官提供排雷培训", "30名", 30),
        ("三十人的培训", "三十人", 30),
    ],
)
def test_for_how_many_people_is_read_with_its_words(finder, text, words, number):
    said = drafted(finder, text)
    assert said.body.people == number
    assert [each.words for each in said.readings if each.field == "people"] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "level 2 hospital personnel", "2 engineer coys", "UN resolution 1325", "12 weeks",
        "2 formed police units", "24/7 operators", "3.5 officers", "15 March officers course",
        "phase 2 participants", "0 people",
    ],
)  # fmt: skip
def test_a_number_of_something_else_is_no_number_of_people(finder, text):
    assert drafted(finder, text).body.people is None


def test_two_numbers_of_people_are_not_added_up(finder):
    said = drafted(finder, "train 20 officers and 60 soldiers of our FPU")
    assert said.body.people is None
    assert [each.words for each in said.left_out(said.body)] == ["20 officers", "60 soldiers"]
