"""Floors under the quality of search on the graded questions; the table is in `benchmarks/quality.py`.

The public set, and three by people who knew the catalogue only: what wins on one alone shows.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.quality import QUESTIONS, Case, Figures, cases, judged, mean
from knowledge.answers import Verdict


@dataclass(frozen=True, slots=True)
class Floors:
    """The least that a set of questions must reach, overall, by language and by type."""

    overall: Figures
    language: float
    kind: float
    answered: float


FLOORS = {
    "eval_public.yaml": Floors(Figures(0.97, 0.92, 0.92), 0.95, 0.87, 0.97),
    "eval_own.yaml": Floors(Figures(0.94, 0.90, 0.88), 0.90, 0.78, 0.97),
    "eval_second.yaml": Floors(Figures(0.94, 0.88, 0.86), 0.88, 0.76, 0.97),
    "eval_third.yaml": Floors(Figures(0.93, 0.88, 0.85), 0.85, 0.76, 0.97),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A set of questions, asked."""

    floors: Floors
    real: dict[Case, Figures]
    verdicts: dict[Case, Verdict]

    def verdict(self, *verdicts: Verdict, real: bool) -> float:
        """The share of the real questions, or of the others, with one of these verdicts."""
        those = [verdict for case, verdict in self.verdicts.items() if bool(case.relevant) is real]
        return sum(verdict in verdicts for verdict in those) / len(those)


@pytest.fixture(scope="module", params=FLOORS)
def asked(request, finder) -> Judged:
    answers = {case: finder.search(case.text) for case in cases(Path(QUESTIONS).with_name(request.param))}
    return Judged(
        FLOORS[request.param],
        {
            case: judged([hit.id for hit in answer.results], case.relevant)
            for case, answer in answers.items()
            if case.relevant
        },
        {case: answer.verdict for case, answer in answers.items()},
    )


def test_the_right_programmes_come_first(asked):
    average, floor = mean(list(asked.real.values())), asked.floors.overall
    assert average.mrr >= floor.mrr
    assert average.ndcg >= floor.ndcg
    assert average.recall >= floor.recall


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt", "ru", "ar", "zh"])
def test_no_language_is_left_behind(asked, language):
    average = mean([figures for case, figures in asked.real.items() if case.lang == language])
    assert average.mrr >= asked.floors.language


@pytest.mark.parametrize("kind", ["exact", "typo", "acronym", "paraphrase", "cross", "mixed"])
def test_no_type_of_question_is_left_behind(asked, kind):
    average = mean([figures for case, figures in asked.real.items() if case.type == kind])
    assert average.ndcg >= asked.floors.kind


def test_real_questions_are_answered_and_others_refused(asked):
    assert asked.verdict("match", "unsure", real=True) >= asked.floors.answered
    assert asked.verdict("match", real=False) <= 0.05


def test_the_figures_are_those_of_the_textbook():
    assert judged(["a", "b"], {"b": 3, "c": 2, "a": 1}) == Figures(
        0.5, pytest.approx(5.4165 / 9.3928, abs=1e-3), 0.5
    )
