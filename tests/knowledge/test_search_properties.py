"""Whatever is typed: no error, no invention, the same answer twice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.programmes import shipped_programmes
from knowledge.search import Finder

IDS = {programme.id for programme in shipped_programmes()}
FINDER: list[Finder] = []
ANYTHING = st.text(st.characters(), max_size=300)  # lone surrogates too
DOMAIN = st.lists(
    st.sampled_from(
        [
            *(
                "formed",
                "police",
                "FPU",
                "training",
                "for",
                "in",
                "Chad",
                "женщины",
                "офицеры",
                "سفر",
                "تدريب",
            ),
            *(
                "维和",
                "警察",
                "扫雷",
                "SEA",
                "POC",
                "ACOTA",
                "de",
                "la",
                "déminage",
                "francophone",
                "bulldozer",
            ),
            *("xyzzy", "trainng", "мидицинская", "2026", "؟", ",", "-", "'"),
        ]
    ),
    max_size=12,
).map(" ".join)


def shared() -> Finder:
    """Built once: Hypothesis and function-scoped fixtures do not go together."""
    if not FINDER:
        FINDER.append(Finder.shipped())
    return FINDER[0]


@settings(max_examples=300, deadline=None)
@given(st.one_of(ANYTHING, DOMAIN), st.integers(0, 30), st.sampled_from([None, "TD", "PE", "XX", ""]))
def test_every_text_gets_an_orderly_answer(text, limit, country):
    answer = shared().search(text, limit=limit, country=country)
    assert answer == shared().search(text, limit=limit, country=country)
    assert answer.query == text
    assert len(answer.results) <= limit
    assert [(-hit.score, hit.id) for hit in answer.results] == sorted(
        (-hit.score, hit.id) for hit in answer.results
    )
    assert {hit.id for hit in answer.results} <= IDS
    assert len({hit.id for hit in answer.results}) == len(answer.results)
    assert all(0 <= hit.score <= 1 and hit.reasons for hit in answer.results)


@settings(max_examples=100, deadline=None)
@given(DOMAIN)
def test_a_shorter_list_is_the_beginning_of_a_longer_one(text):
    assert shared().search(text, limit=3).results == shared().search(text, limit=10).results[:3]


@settings(max_examples=100, deadline=None)
@given(DOMAIN)
def test_capitals_accents_and_spaces_around_change_nothing(text):
    assert shared().search(f"  {text}\n").results == shared().search(text).results


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "a" * 4096,
        "训" * 4096,
        "😀" * 100,
        "?!…—",
        "\u202e\u2066\u200f",
        "a" + "\u0301" * 4000,
        "\ud800\udfff",
        "'; DROP TABLE programmes; --",
        "<script>alert(1)</script>",
        "\x00",
        "ﷺ" * 256,
        "İ" * 300,
        "ß" * 300,
        "%s %d {0} {x}",
        "a " * 2048,
        "*" * 300,
        "(((((",
        "\\",
        "١" * 300,
        "ก็" * 200,
    ],
)
def test_hostile_texts_are_harmless(finder, text):
    answer = finder.search(text)
    assert answer.verdict in {"none", "unsure"}


def test_only_the_first_256_characters_count(finder):
    start = "demining in Cambodia " + "x" * 240
    assert finder.search(start + " police").results == finder.search(start + " medical").results
