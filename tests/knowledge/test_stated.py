"""What fails a condition that the question states comes after what meets it."""

from datetime import date

import pytest

from knowledge.search import Finder
from tests.support.programmes import a_programme

TODAY = date(2027, 3, 1)


def found(finder: Finder, text: str, today: date | None = None) -> list[str]:
    return [hit.id for hit in finder.search(text, today=today).results]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("formation des observateurs militaires en français", "fr"),
        ("officiers d'état-major francophone", "fr"),
        ("police training in French", "fr"),
        ("curso de oficiales de estado mayor en español", "es"),
        ("西非 法语 参谋军官 培训", "fr"),
    ],
)
def test_programmes_in_the_language_asked_for_come_before_those_in_others(finder, text, language):
    told = [finder.programme(each).delivery_languages for each in found(finder, text)[:5]]
    fails = [bool(languages) and language not in languages for languages in told]
    assert fails == sorted(fails)
    assert not any(fails[:3])


def test_a_window_that_misses_the_time_asked_for_comes_after_one_that_meets_it():
    early = a_programme(id="a-early", starts=date(2027, 1, 1), ends=date(2027, 3, 20))
    late = a_programme(id="z-late", starts=date(2027, 9, 1), ends=date(2027, 12, 20))
    finder = Finder([early, late])
    assert found(finder, "formed police course in October 2027", TODAY) == ["z-late", "a-early"]
    assert found(finder, "formed police course", TODAY) == ["a-early", "z-late"]


def test_what_is_closed_to_the_state_asked_for_comes_after_what_is_open_to_it():
    closed = a_programme(id="a-closed", countries=("NE",), summary="A course for Niger, and once for Chad.")
    open_ = a_programme(id="z-open", countries=("TD",))
    assert found(Finder([closed, open_]), "formed police training for Chad") == ["z-open", "a-closed"]


def test_a_state_that_provides_the_best_is_no_reason_against_the_others():
    italian = a_programme(id="it-fpu", providers=("IT",), countries=("NE",))
    other = a_programme(id="z-fpu", providers=("NO",), countries=("NE",))
    answer = Finder([italian, other]).search("formed police training of Italy")
    without = Finder([other]).search("formed police training")
    assert [hit.id for hit in answer.results] == ["it-fpu", "z-fpu"]
    assert answer.results[1].score > 0.5 * without.results[0].score


def test_a_programme_asked_for_by_name_fails_no_condition():
    named = a_programme(id="no-camp", aliases=("CAMCORPS",), delivery_languages=("en",))
    other = a_programme(id="no-other", delivery_languages=("fr",))
    assert found(Finder([named, other]), "CAMCORPS in French")[0] == "no-camp"


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("police training for Congo", {"country:CD", "country:CG"}),
        ("centre espagnol de déminage", {"country:ES", "language:es"}),
        ("police training in French", set()),
        ("police training for Chad", set()),
    ],
)
def test_one_of_several_meanings_is_no_condition(finder, text, doubtful):
    assert finder.question(text).understood.doubtful == doubtful
