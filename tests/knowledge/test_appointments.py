"""Day and hour as the secretariat types them."""

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.appointments import NEW_YORK, Appointment, read_appointment, read_hour

NOW = datetime(2026, 11, 26, 14, 43, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "utc"),
    [
        ("15 January 2027 15:00", "2027-01-15T20:00"),
        ("Friday 15 January 2027 at 3 p.m.", "2027-01-15T20:00"),
        ("tomorrow 10am", "2026-11-27T15:00"),
        ("demain à 15h30", "2026-11-27T20:30"),
        ("aujourd’hui 18h", "2026-11-26T23:00"),
        ("après-demain 9 h", "2026-11-28T14:00"),
        ("le 12 mai à 15h", "2027-05-12T19:00"),
        ("le 1er mai à 9 heures", "2027-05-01T13:00"),
        ("12.05.2027 15:00", "2027-05-12T19:00"),
        ("15.30 12.05.2027", "2027-05-12T19:30"),
        ("2027-05-12T15:00", "2027-05-12T19:00"),
        ("١٢.٠٥.٢٠٢٧ ١٥:٠٠", "2027-05-12T19:00"),
        ("١٢ أيار الساعة ١٥:٠٠", "2027-05-12T19:00"),
        ("завтра в 15:00", "2026-11-27T20:00"),
        ("明天 15：00", "2026-11-27T20:00"),
        ("in three days at 15:00", "2026-11-29T20:00"),
        ("7 November 2027 1:30", "2027-11-07T05:30"),  # there are two: the first
    ],
)
def test_a_day_and_an_hour_are_new_york_s(said: str, utc: str):
    at = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert read_appointment(said, NOW) == Appointment(at, NEW_YORK)


@pytest.mark.parametrize("said", ["15 January 2027 15:00 UTC", "15 January 15:00utc", "GMT 15h, 15.01.2027"])
def test_unless_utc_is_said(said: str):
    assert read_appointment(said, NOW) == Appointment(datetime(2027, 1, 15, 15, tzinfo=UTC), "UTC")


def test_tomorrow_is_the_day_after_new_york_s_today():
    night = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)  # still the 26th there
    assert read_appointment("tomorrow 10am", night) == read_appointment("27 November 10am", night)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "no day"),
        ("\0<b>", "no day"),
        ("15:00", "no day"),
        ("Friday 15:00", "no day"),
        ("31.02.2027 15:00", "no day"),
        ("next week 10:00", "no day"),
        ("before 15 January 15:00", "no day"),
        ("15-16 January 15:00", "several days"),
        ("15 January or 17 January 15:00", "several days"),
        ("15 January 2027", "no hour"),
        ("tomorrow at 15", "no hour"),
        ("1 January 2027, 15 hommes", "no hour"),
        ("15 January 15:00 or 16:00", "several hours"),
        ("tomorrow 25:00", "no such hour"),
        ("tomorrow 24:00", "no such hour"),
        ("tomorrow 15:75", "no such hour"),
        ("tomorrow 13 pm", "no such hour"),
        ("14 March 2027 2:30 am", "no such hour"),  # the clocks go forward
        ("15 January 15:00 UTC+2", "another zone"),
        ("15 January 2020 15:00", "past"),
        ("today 9:43", "past"),
    ],
)
def test_what_is_no_appointment_says_why(said: str, why: str):
    assert read_appointment(said, NOW) == why


@pytest.mark.parametrize(
    ("said", "hour"),
    [
        ("15:00", time(15)),
        ("15h", time(15)),
        ("15h30", time(15, 30)),
        ("15 h 05", time(15, 5)),
        ("15.30", time(15, 30)),
        ("3 pm", time(15)),
        ("3:30 PM", time(15, 30)),
        ("12 am", time(0)),
        ("12pm", time(12)),
        ("٩:٠٥", time(9, 5)),
        ("0:00", time(0)),
    ],
)
def test_an_hour_is_read_in_every_usual_form(said: str, hour: time):
    assert read_hour(said) == hour


@given(st.text(max_size=400))
def test_any_text_has_an_answer(said: str):
    assert read_appointment(said, NOW) is not None
