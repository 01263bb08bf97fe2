"""Months back are calendar months."""

from datetime import UTC, datetime

import pytest

from knowledge.retention import months_before


@pytest.mark.parametrize(
    ("months", "day"),
    [(1, (2028, 2, 29)), (13, (2027, 2, 28)), (3, (2027, 12, 31)), (24, (2026, 3, 31)), (0, (2028, 3, 31))],
)
def test_the_same_day_or_the_last_of_a_shorter_month(months: int, day: tuple[int, int, int]):
    assert months_before(datetime(2028, 3, 31, 9, tzinfo=UTC), months) == datetime(*day, 9, tzinfo=UTC)
