"""Reminders by each person's clock: nobody is woken, nobody misses."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from knowledge.hours import Hours
from knowledge.reminders import APART, reminders
from knowledge.rhythm import FOR_GOOD, Rhythm

SUNDAY_TO_THURSDAY = frozenset({6, 0, 1, 2, 3})
NEW_YORK = Rhythm()
NDJAMENA = Rhythm(Hours("Africa/Ndjamena"))
DHAKA = Rhythm(Hours("Asia/Dhaka", days=SUNDAY_TO_THURSDAY))
AMMAN = Rhythm(Hours("Asia/Amman", days=SUNDAY_TO_THURSDAY))
START = datetime(2026, 1, 1, tzinfo=UTC)
AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)


def in_new_york(day: int, hour: int) -> datetime:
    """Of December 2026, whose seventh is a Monday."""
    return datetime(2026, 12, day, hour, tzinfo=ZoneInfo("America/New_York")).astimezone(UTC)


def told(rhythm: Rhythm, starts_at: datetime, *before: timedelta) -> list[str]:
    """By the clock of whoever is reminded."""
    found = reminders(starts_at, rhythm, before or (AN_HOUR,))
    return [f"{rhythm.hours.local(each.at):%a %H:%M}" for each in found]


def test_a_monday_afternoon_in_new_york_is_told_to_each_by_their_own_clock():
    starts_at = in_new_york(7, 15)
    assert told(NEW_YORK, starts_at) == ["Mon 14:00"]
    assert told(NDJAMENA, starts_at) == ["Mon 20:00"]
    assert told(DHAKA, starts_at) == ["Mon 20:30"]  # it would be 01:00 on Tuesday
    assert told(AMMAN, starts_at) == ["Mon 20:30"]  # it would be 22:00


def test_what_begins_early_or_after_free_days_is_told_before_them():
    assert told(NEW_YORK, in_new_york(7, 8)) == ["Fri 20:30"]
    assert told(AMMAN, in_new_york(4, 10)) == ["Thu 20:30"]
    assert told(DHAKA, in_new_york(5, 10)) == ["Thu 20:30"]
    assert told(AMMAN, in_new_york(6, 0)) == ["Thu 20:30"]  # they meet at 08:00 on Sunday


def test_of_two_that_fall_together_the_later_comes():
    starts_at = in_new_york(7, 8)
    assert told(NEW_YORK, starts_at, A_DAY, AN_HOUR) == ["Fri 20:30"]
    (only,) = reminders(starts_at, NEW_YORK, (A_DAY, AN_HOUR))
    assert only.before == AN_HOUR
    assert told(NEW_YORK, in_new_york(8, 15), A_DAY, AN_HOUR) == ["Mon 15:00", "Tue 14:00"]


def test_a_pause_is_kept_and_what_comes_after_it_is_told():
    starts_at = in_new_york(7, 15)
    assert told(replace(NEW_YORK, paused_until=FOR_GOOD), starts_at) == []
    assert told(replace(NEW_YORK, paused_until=in_new_york(7, 13)), starts_at) == ["Mon 14:00"]
    evening = datetime(2026, 12, 7, 14, 45, tzinfo=UTC)  # 20:45 in Dhaka
    assert told(replace(DHAKA, paused_until=evening), starts_at) == ["Mon 20:45"]
    assert told(replace(DHAKA, paused_until=evening + AN_HOUR), starts_at) == []


@given(
    st.sampled_from([NEW_YORK, NDJAMENA, DHAKA, AMMAN]),
    st.integers(0, 5 * 365 * 24 * 12).map(lambda steps: START + timedelta(minutes=5 * steps)),
)
def test_none_rings_in_quiet_hours_and_none_comes_after_its_time(rhythm: Rhythm, starts_at: datetime):
    found = reminders(starts_at, rhythm, (A_DAY, AN_HOUR))
    assert all(rhythm.hours.is_open(each.at) for each in found)
    assert all(each.at <= starts_at - each.before for each in found)
    assert all(b.at - a.at >= APART for a, b in pairwise(found))
    assert found[-1].at >= rhythm.hours.last_open(starts_at - AN_HOUR)
