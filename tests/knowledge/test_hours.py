"""When it is open for a person, whatever the clocks of their zone do."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest

from knowledge.hours import Hours

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
QUARTER = timedelta(minutes=15)
SAMPLED = [time(0), time(0, 30), time(1, 30), time(2, 30), time(3), time(7, 30), time(23, 30)]
WORKINGS = [
    Hours(),
    Hours(quiet_from=time(23, 30), quiet_until=time(0, 30), days=frozenset(range(7))),
    Hours(quiet_from=time(9), quiet_until=time(15)),
    Hours(quiet_from=time(0), quiet_until=time(2, 30), days=frozenset({6})),
    Hours(quiet_from=time(1), quiet_until=time(1, 45), days=frozenset({4, 5, 6})),
    Hours(quiet_from=time(1), quiet_until=time(0), days=frozenset({0, 3, 5})),
]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_an_hour_of_a_working_day_is_open_and_a_quiet_one_or_a_free_day_is_not():
    chad = Hours("Africa/Ndjamena")
    assert [chad.is_open(utc(at)) for at in ("2026-11-27T06:29", "2026-11-27T06:30")] == [False, True]
    assert [chad.is_open(utc(at)) for at in ("2026-11-27T19:59", "2026-11-27T20:00")] == [True, False]
    assert not chad.is_open(utc("2026-11-28T10:00"))  # a Saturday


def test_what_comes_at_night_waits_for_the_morning_and_over_the_week_end():
    hours = Hours()
    assert hours.opens(utc("2026-11-26T12:31")) == utc("2026-11-26T12:31")
    assert hours.opens(utc("2026-11-27T03:00")) == utc("2026-11-27T12:30")
    assert hours.opens(utc("2026-11-28T03:00")) == utc("2026-11-30T12:30")


def test_who_works_at_night_is_quiet_by_day():
    night = Hours("UTC", time(9), time(15))
    assert night.opens(utc("2026-11-26T10:00")) == utc("2026-11-26T15:00")
    assert night.opens(utc("2026-11-26T23:00")) == utc("2026-11-26T23:00")
    assert night.opens(utc("2026-11-28T01:00")) == utc("2026-11-30T00:00")
    assert night.next_opening(utc("2026-11-27T15:00")) == utc("2026-11-30T15:00")


def test_a_reminder_for_the_early_morning_comes_the_evening_before():
    hours = Hours("UTC")
    assert hours.last_open(utc("2026-11-27T06:00")) == utc("2026-11-26T20:30")
    assert hours.last_open(utc("2026-11-30T06:00")) == utc("2026-11-27T20:30")
    assert hours.last_open(utc("2026-11-27T07:30")) == utc("2026-11-27T07:30")
    assert hours.last_open(utc("2026-11-27T21:00")) == utc("2026-11-27T20:30")


def test_a_short_stretch_is_not_left_by_half_an_hour():
    hours = Hours("UTC", time(7, 50), time(7, 30))
    assert hours.last_open(utc("2026-11-27T12:00")) == utc("2026-11-27T07:30")


def test_an_open_stretch_goes_on_over_midnight():
    night = Hours("UTC", time(0, 10), time(0, 0))
    assert night.last_open(utc("2026-11-27T12:00")) == utc("2026-11-27T00:00")
    late = Hours("UTC", time(0, 10), time(15))
    assert late.last_open(utc("2026-11-27T12:00")) == utc("2026-11-26T23:40")


def test_quiet_hours_of_a_whole_day_and_weeks_without_a_working_day_are_refused():
    with pytest.raises(ValueError, match="all day"):
        Hours(quiet_from=time(8), quiet_until=time(8))
    for days in (frozenset(), frozenset({7})):
        with pytest.raises(ValueError, match="Monday"):
            Hours(days=days)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        Hours().is_open(datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        ("Africa/Cairo", "2026-04-24", "00:30", "2026-04-23T22:00"),  # 00:00 is 01:00
        ("Asia/Beirut", "2026-03-29", "00:00", "2026-03-28T22:00"),
        ("America/Havana", "2026-03-08", "00:15", "2026-03-08T05:00"),
        ("America/Havana", "2026-11-01", "00:15", "2026-11-01T04:15"),  # twice: the first
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30"),
        ("America/New_York", "2026-03-08", "02:30", "2026-03-08T07:00"),
        ("America/Scoresbysund", "2026-03-28", "23:30", "2026-03-29T00:59"),  # the gap leads to the next day
        ("Asia/Kathmandu", "2026-05-05", "07:30", "2026-05-05T01:45"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30"),
        ("Pacific/Apia", "2011-12-30", "12:00", "2011-12-30T10:00"),  # there was no such day
    ],
)
def test_an_hour_that_the_clocks_jump_over_or_show_twice_is_one_instant(zone, day, at, expected):
    found = Hours(zone).daily(date.fromisoformat(day), time.fromisoformat(at))
    assert found == utc(expected)


def test_a_day_that_does_not_exist_has_no_morning():
    hours = Hours("Pacific/Apia")
    thursday = hours.next_daily(utc("2011-12-29T12:00"), time(7, 30))
    friday_is_saturday = hours.next_daily(thursday, time(7, 30))
    assert (thursday, friday_is_saturday) == (utc("2011-12-29T17:30"), utc("2011-12-30T17:30"))
    assert hours.next_opening(thursday) == utc("2012-01-01T17:30")


def test_the_digest_comes_once_on_every_local_date_of_every_zone():
    for zone in zones():
        hours = Hours(zone)
        for turn in turns(zone):
            first = hours.local(turn).date() - 2 * DAY
            for at in SAMPLED:
                days, instant = [], hours.daily(first, at)
                for _ in range(4):
                    days.append(hours.local(instant).date())
                    instant = hours.next_daily(instant, at)
                assert days == [first + DAY * n for n in range(4)], (zone, turn, at)


def test_every_zone_opens_and_closes_as_its_clock_shows():
    """Compared with a look at the clock every quarter of an hour: no transition falls between two looks."""
    for zone in zones():
        for number, turn in enumerate(turns(zone) or (utc("2026-03-01"),)):
            working = WORKINGS[number % len(WORKINGS)]
            hours = Hours(zone, working.quiet_from, working.quiet_until, working.days)
            looks = [turn + QUARTER * n for n in range(-4 * 24 * 8, 4 * 24 * 8)]
            shown = [look for look in looks if hours.is_open(look)]
            for away in (-30, -7, -1, 0, 1, 26):
                at = turn + timedelta(hours=away)
                after = next(look for look in shown if look >= at)
                assert hours.opens(at) == after, (hours, turn, at)
                last = [look for look in shown if look <= at][-1]
                found = hours.last_open(at)
                half_before = last - QUARTER  # half an hour before the stretch ends, a quarter after `last`
                clipped = half_before if half_before in shown else last
                assert found == (at if last == at else clipped), (hours, turn, at)


def test_every_working_date_of_every_zone_opens_once():
    for zone in zones():
        for number, turn in enumerate(turns(zone)):
            working = WORKINGS[number % len(WORKINGS)]
            hours = Hours(zone, working.quiet_from, working.quiet_until, working.days)
            at, opened = hours.daily(hours.local(turn).date() - 8 * DAY, time(12)), []
            first, last = hours.local(at).date() + DAY, hours.local(at).date() + 16 * DAY
            while hours.local(at).date() <= last:
                at = hours.next_opening(at)
                opened.append(hours.local(at).date())
            dates = [first + DAY * n for n in range(16)]
            working_dates = [day for day in dates if day.weekday() in hours.days]
            assert [day for day in opened if first <= day <= last] == working_dates, (hours, turn)


@cache
def zones() -> list[str]:
    """Every zone, one of each set of names for the same clocks."""
    named: dict[object, str] = {}
    for zone in sorted(available_timezones() - {"localtime"}):  # the machine's own is no zone
        tz = ZoneInfo(zone)
        shown = [at.astimezone(tz).utcoffset() for at in (utc("2026-01-01"), *turns(zone))]
        named.setdefault((turns(zone), *shown), zone)
    return list(named.values())


@cache
def turns(zone: str) -> tuple[datetime, ...]:
    """The instants from 2026 to 2030 at which the clocks of a zone change."""
    tz, found = ZoneInfo(zone), []
    at, step = datetime(2026, 1, 1, tzinfo=UTC), timedelta(days=7)
    while at.year < 2031:
        low, high = at, at + step
        before = low.astimezone(tz).utcoffset()
        if high.astimezone(tz).utcoffset() != before:
            while high - low > SECOND:
                middle = low + (high - low) // 2
                low, high = (middle, high) if middle.astimezone(tz).utcoffset() == before else (low, middle)
            found.append(high.replace(microsecond=0))
        at += step
    return tuple(found)
