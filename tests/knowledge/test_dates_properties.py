"""Whatever is typed, dates are read without an error, in order and at once; and names are no dates."""

from datetime import date
from statistics import median
from time import thread_time

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.dates import read_dates, without_dates
from knowledge.programmes import shipped_programmes
from knowledge.taxonomy import shipped_taxonomy
from tests.house.test_files import ROOT

TODAY = date(2026, 11, 24)
PIECES = st.sampled_from(
    [
        "before", "avant", "до", "قبل", "by", "from", "between", "and", "et", "à", "至", "-", "–", "/",
        ".", ",", "1", "2", "15", "31", "2027", "١٥", "Q2", "T4", "月", "日", "年", "底", "前", "后", "内",
        "第", "季度", "June", "march", "may", "mars", "juin", "марта", "июня", "آذار", "تشرين", "الثاني",
        "end", "fin", "конца", "next", "prochain", "year", "mois", "六", "十", "三", "个月", "the", "de",
        "rotation", "relève", "轮换", "within", "через", "three", "half", "of", "quarter", "\u200f",
        "\u0301", "º", "th", "deployment", "FY27", "spring", "asap", "or", "week", "'28", "15JUN28",
        "not before", "2026/27", "exercice",
    ]
)  # fmt: skip
SENTENCES = st.lists(PIECES, max_size=40).flatmap(
    lambda pieces: st.sampled_from([" ".join(pieces), "".join(pieces)])
)
ANYTHING = st.text(st.characters(), max_size=300)  # lone surrogates too


@settings(max_examples=500, deadline=None)
@given(st.one_of(ANYTHING, SENTENCES), st.dates())
@example("in 400 years", date.max)
@example("next week next year before this month", date.max)
@example("this week", date.min)
@example("1/" * 200, TODAY)
@example("end of 03/2027", TODAY)
@example("2027 - the rotation前", TODAY)
def test_every_text_is_read_without_an_error_and_in_order(text, today):
    found = read_dates(text, today)
    places = [place for each in found for place in each.span]
    assert places == sorted(places)
    assert all(0 <= each.span[0] < each.span[1] <= 256 for each in found)
    assert all(each.start <= each.end for each in found if each.start and each.end)
    assert found == read_dates(text, today)
    assert len(without_dates(text, found)) == len(text)


def test_a_long_sentence_takes_little_time():
    text = "we need training of trainers for formed police units, women officers too, before June 2027; " * 3

    def once():
        begun = thread_time()
        read_dates(text, TODAY)
        return thread_time() - begun

    once()
    assert median(once() for _ in range(50)) < 0.003  # 0.2 ms on a quiet machine; a busy one is slower


def test_the_vocabulary_names_no_dates():
    """Only what stands for a time is one: no term of the taxonomy and no name of a programme."""
    terms = {
        term
        for concept in shipped_taxonomy().concepts.values()
        for listed in concept.terms.values()
        for term in listed
    } | {name for programme in shipped_programmes() for name in programme.names}
    assert {term: read_dates(term, TODAY) for term in terms if read_dates(term, TODAY)} == {}


def test_only_the_question_about_tomorrow_s_weather_names_a_time():
    questions = yaml.safe_load((ROOT / "tests/data/eval_public.yaml").read_text(encoding="utf-8"))["queries"]
    timed = {question["text"] for question in questions if read_dates(question["text"], TODAY)}
    assert timed == {"previsão do tempo para amanhã"}
