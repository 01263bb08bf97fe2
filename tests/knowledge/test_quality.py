"""Floors under the quality of search on the graded questions; the table is in `benchmarks/quality.py`."""

import pytest

from benchmarks.quality import Figures, cases, judged, mean

EVERYTHING = cases()
REAL = [case for case in EVERYTHING if case.relevant]
NEGATIVE = [case for case in EVERYTHING if not case.relevant]


@pytest.fixture(scope="module")
def figures(finder) -> dict[str, Figures]:
    return {
        case.id: judged([hit.id for hit in finder.search(case.text).results], case.relevant) for case in REAL
    }


def test_the_right_programmes_come_first(figures):
    average = mean(list(figures.values()))
    assert average.mrr >= 0.93
    assert average.ndcg >= 0.87
    assert average.recall >= 0.86


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt", "ru", "ar", "zh"])
def test_no_language_is_left_behind(figures, language):
    average = mean([figures[case.id] for case in REAL if case.lang == language])
    assert average.mrr >= 0.9
    assert average.ndcg >= 0.82


@pytest.mark.parametrize("kind", ["exact", "typo", "acronym", "paraphrase", "cross", "mixed"])
def test_no_type_of_question_is_left_behind(figures, kind):
    assert mean([figures[case.id] for case in REAL if case.type == kind]).ndcg >= 0.75


def test_real_questions_are_answered_and_others_refused(finder):
    answered = [case for case in REAL if finder.search(case.text).verdict != "none"]
    taken_in = [case.text for case in NEGATIVE if finder.search(case.text).verdict == "match"]
    assert len(answered) / len(REAL) >= 0.95
    assert len(taken_in) / len(NEGATIVE) <= 0.05


def test_the_figures_are_those_of_the_textbook():
    assert judged(["a", "b"], {"b": 3, "c": 2, "a": 1}) == Figures(
        0.5, pytest.approx(5.4165 / 9.3928, abs=1e-3), 0.5
    )
