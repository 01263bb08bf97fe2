"""From a sentence to a draft: what was understood and nothing else."""

from datetime import date

import pytest
from pydantic import ValidationError

from knowledge.needs import NeedBody, When
from knowledge.search import Finder
from knowledge.sentence import draft_of

TODAY = date(2026, 11, 26)


def drafted(finder: Finder, text: str) -> NeedBody:
    return draft_of(finder.search(text, limit=1, today=TODAY), TODAY).body


@pytest.mark.parametrize(
    "text",
    [
        "formation d'unité de police constitué avant juin",
        "formtion d'unité de polise constituée avant juin",
        "تدريب وحدة شرطة مشكّلة قبل حزيران",
    ],
)
def test_a_sentence_in_any_language_with_typos_too_becomes_a_draft(finder, text):
    draft = drafted(finder, text)
    assert draft.capabilities == ("formed-police",)
    assert draft.assistance == ("training",)
    assert draft.when == When(relation="before", end=date(2027, 6, 1))
    assert draft.words == text
    assert draft.to_ask() == "languages"


def test_a_mission_and_a_language_are_kept_when_they_are_named(finder):
    draft = drafted(finder, "C-IED pour le génie, MINUSCA, en français, avant mars")
    assert draft.missions == ("MINUSCA",)
    assert draft.languages == ("fr",)


def test_what_was_not_understood_is_asked_and_never_made_up(finder):
    draft = drafted(finder, "best pizza near headquarters")
    assert draft == NeedBody(words="best pizza near headquarters")
    assert draft.to_ask() == "capabilities"


def test_a_time_that_cannot_be_computed_is_asked(finder):
    draft = drafted(finder, "Formation déminage avant la relève")
    assert draft.when is None
    assert not draft.is_answered("when")


def test_a_time_that_has_passed_is_not_kept(finder):
    assert drafted(finder, "mine action training before 1 March 2020").when is None


def test_no_fixed_date_is_an_answer():
    draft = NeedBody(capabilities=("medical",), assistance=("training",), languages=("en",))
    assert draft.to_ask() == "when"
    assert draft.replaced("when", None).to_ask() is None
    assert draft.replaced("when", None).replaced("when", When(relation="by", end=TODAY)).settled == ()


def test_before_a_day_is_the_day_before_at_the_latest():
    assert When(relation="before", end=date(2027, 6, 1)).last == date(2027, 5, 31)
    assert When(relation="by", end=date(2027, 6, 1)).last == date(2027, 6, 1)
    assert When(relation="after", start=date(2027, 6, 1)).first == date(2027, 6, 2)


@pytest.mark.parametrize(
    "fields",
    [
        {"capabilities": ["flying-carpets"]},
        {"when": {"relation": "before"}},
        {"when": {"relation": "between", "start": "2027-06-01", "end": "2027-05-01"}},
        {"words": "x" * 501},
        {"languages": ["xx-nothing"]},
        {"surprise": 1},
    ],
)
def test_a_file_s_nonsense_is_refused(fields):
    with pytest.raises(ValidationError):
        NeedBody.model_validate(fields)
