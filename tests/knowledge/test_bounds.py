"""However long a text is, no more of it is looked at than a question can hold."""

from datetime import UTC, date, datetime

import pytest

from knowledge.appointments import read_appointment
from knowledge.dates import read_dates
from knowledge.headcount import head_counts
from knowledge.search import Finder
from knowledge.text import QUERY_LIMIT, clip

TODAY = date(2027, 3, 1)
LONG = 1_000_000
TEXTS = [
    "police training ", "a", "a ", "1", "1-", "june ", "警察", "تدريب", "l'", "the united ", "40 officers ",
    "-", "\u0301", "\u200b", "😀", "(", "\\", "'; DROP TABLE people;--", "<b>",
]  # fmt: skip


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder.shipped()


@pytest.mark.parametrize("text", TEXTS)
def test_a_megabyte_is_answered_as_its_beginning_is(finder: Finder, text: str):
    long = (text * LONG)[:LONG]
    answer, short = (finder.search(asked, limit=5, today=TODAY) for asked in (long, long[:QUERY_LIMIT]))
    assert answer.results == short.results
    assert answer.understood == short.understood


@pytest.mark.parametrize("text", TEXTS)
def test_dates_numbers_and_appointments_are_read_from_the_beginning_only(text: str):
    long = (text * LONG)[:LONG]
    assert all(found.span[1] <= QUERY_LIMIT for found in read_dates(long, TODAY))
    assert all(span[1] <= QUERY_LIMIT for _, span in head_counts(long))
    now = datetime(2027, 3, 1, 12, tzinfo=UTC)
    assert read_appointment(long, now) == read_appointment(long[:QUERY_LIMIT], now)


def test_what_is_clipped_is_no_longer_than_asked():
    assert clip("\u200bx" * LONG, 10) == "x" * 5
