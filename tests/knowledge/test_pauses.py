"""A pause ends when a working day begins, by the clock of whoever takes it."""

from datetime import UTC, datetime

import pytest

from knowledge.hours import Hours
from knowledge.pauses import next_morning, next_week, pause_typed, until
from knowledge.rhythm import FOR_GOOD
from knowledge.stations import hours_at

NEW_YORK, AMMAN = Hours(), hours_at("Asia/Amman")
# A Tuesday and a Friday, at noon in New York.
TUESDAY, FRIDAY = datetime(2027, 1, 12, 17, tzinfo=UTC), datetime(2027, 1, 15, 17, tzinfo=UTC)


def test_until_tomorrow_morning_is_the_next_working_day():
    assert next_morning(NEW_YORK, TUESDAY) == datetime(2027, 1, 13, 12, 30, tzinfo=UTC)
    assert next_morning(NEW_YORK, FRIDAY) == datetime(2027, 1, 18, 12, 30, tzinfo=UTC)


def test_the_next_week_begins_after_the_free_days_of_the_country():
    assert next_week(NEW_YORK, TUESDAY) == datetime(2027, 1, 18, 12, 30, tzinfo=UTC)
    assert next_week(AMMAN, TUESDAY) == datetime(2027, 1, 17, 4, 30, tzinfo=UTC)


def test_who_works_every_day_begins_the_week_on_monday():
    daily = Hours(days=frozenset(range(7)))
    assert next_week(daily, FRIDAY) == datetime(2027, 1, 18, 12, 30, tzinfo=UTC)


def test_before_the_day_has_begun_tomorrow_is_still_the_day_after():
    night = datetime(2027, 1, 12, 7, tzinfo=UTC)  # two in the morning in New York
    assert next_morning(NEW_YORK, night) == datetime(2027, 1, 13, 12, 30, tzinfo=UTC)


def test_two_weeks_and_for_good():
    assert until("fortnight", NEW_YORK, FRIDAY) == datetime(2027, 1, 29, 12, 30, tzinfo=UTC)
    assert until("good", NEW_YORK, FRIDAY) == FOR_GOOD


@pytest.mark.parametrize(
    "text",
    ["until 3 February", "jusqu'au 3 février", "3/2/2027", "до 3 февраля", "حتى 3 فبراير", "直到2月3日"],
)
def test_a_day_is_read_in_every_language(text: str):
    assert pause_typed(text, NEW_YORK, TUESDAY) == datetime(2027, 2, 3, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("8", "no day"), ("8h30", "no day"), ("٨:٠٠", "no day"), ("soon", "no day"), ("", "no day"),
        ("3 February and 5 March", "no day"),
        ("3 January 2020", "past"), ("until 12 January", "past"),
        ("until 3 January 2030", "too far"),
    ],
)  # fmt: skip
def test_what_is_no_day_ahead_says_why(text: str, why: str):
    assert pause_typed(text, NEW_YORK, TUESDAY) == why
