"""Duty stations: their working weeks, capitals, names and clocks."""

import subprocess
import sys
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo, available_timezones

import pytest

from knowledge.hours import Hours
from knowledge.nameplates import states
from knowledge.stations import (
    WELL_KNOWN,
    canonical,
    capital_zone,
    city,
    clocks,
    country_of,
    hours_at,
    zones_at,
)
from knowledge.text import LANGUAGES
from knowledge.weeks import working_days

NOW = datetime(2026, 11, 27, 11, 20, tzinfo=UTC)
SUNDAY_TO_THURSDAY = {6, 0, 1, 2, 3}


def test_a_zone_has_the_working_week_of_its_country():
    assert hours_at("America/New_York") == Hours()
    assert hours_at("Asia/Dhaka") == Hours("Asia/Dhaka", days=frozenset(SUNDAY_TO_THURSDAY))
    assert hours_at("Asia/Katmandu").days == {6, 0, 1, 2, 3, 4}
    assert hours_at("UTC").days == {0, 1, 2, 3, 4}


def test_friday_is_free_where_it_is_and_worked_where_it_is_worked():
    friday_free = {
        "BD",
        "EG",
        "JO",
        "IQ",
        "SA",
        "KW",
        "QA",
        "BH",
        "OM",
        "YE",
        "LY",
        "SD",
        "DZ",
        "SY",
        "PS",
        "IL",
    }
    assert [country for country in friday_free if working_days(country) != SUNDAY_TO_THURSDAY] == []
    assert [
        country for country in ("AE", "MR", "LB", "TN", "SS", "PK", None) if 4 not in working_days(country)
    ] == []
    assert all(3 <= len(working_days(country)) <= 6 for country in states())


def test_every_state_has_a_capital_with_a_clock():
    assert {state for state in states() if capital_zone(state) not in available_timezones()} == set()
    assert {state for state in states() if country_of(capital_zone(state) or "") != state} == set()
    assert {
        "PS": capital_zone("PS"),
        "VA": capital_zone("VA"),
        "CD": capital_zone("CD"),
        "BR": capital_zone("BR"),
    } == {
        "PS": "Asia/Hebron",
        "VA": "Europe/Vatican",
        "CD": "Africa/Kinshasa",
        "BR": "America/Sao_Paulo",
    }
    assert [capital_zone(code) for code in ("001", "ZZ", "XX", "", "org:AU")] == [None] * 5


def test_a_zone_has_a_country_or_none():
    zones = ("Africa/Ndjamena", "Asia/Calcutta", "UTC", "Etc/GMT-3", "GMT", "Antarctica/Nowhere")
    assert [country_of(zone) for zone in zones] == ["TD", "IN", None, None, None, None]


@pytest.mark.parametrize(
    ("zone", "names"),
    [
        ("Africa/Ndjamena", "N’Djamena|N’Djamena|Yamena|N’Djamena|Нджамена|نجامينا|恩贾梅纳"),
        ("America/New_York", "New York|New York|Nueva York|Nova York|Нью-Йорк|نيويورك|纽约"),
        ("Asia/Kolkata", "Kolkata|Calcutta|Calcuta|Calcutá|Калькутта|كالكتا|加尔各答"),
        ("Africa/Tripoli", "Tripoli|Tripoli|Trípoli|Trípoli|Триполи|طرابلس|的黎波里"),
        ("UTC", "|".join(["UTC"] * 7)),
        ("Etc/Greenwich", "|".join(["UTC"] * 7)),
        ("Etc/GMT-3", "|".join(["UTC+3"] * 7)),
        ("Etc/GMT+11", "|".join(["UTC-11"] * 7)),
    ],
)
def test_a_city_is_called_what_a_language_calls_it(zone, names):
    assert "|".join(city(zone, language) for language in LANGUAGES) == names


def test_every_zone_is_called_something_in_every_language():
    called = {city(zone, language) for zone in available_timezones() for language in LANGUAGES}
    assert [name for name in called if not name or "_" in name or "/" in name or "(" in name] == []


def test_well_known_stations_are_zones_by_their_present_names():
    assert [zone for zone in WELL_KNOWN if canonical(zone) != zone or zone not in available_timezones()] == []
    assert len(set(WELL_KNOWN)) == len(WELL_KNOWN)


def test_a_time_on_the_wall_leads_to_the_stations_that_show_it():
    assert zones_at(time(6, 30), NOW) == ["America/New_York", "America/Port-au-Prince", "America/Bogota"]
    assert zones_at(time(16, 50), NOW) == ["Asia/Kathmandu", "Asia/Kolkata"]
    assert zones_at(time(12, 36), NOW) == []
    assert zones_at(time(12, 20), NOW)[:3] == ["Europe/Zurich", "Europe/Vienna", "Europe/Brussels"]
    assert len(zones_at(time(12, 20), NOW)) == 6


def test_a_time_across_midnight_is_near():
    late = datetime(2026, 11, 27, 4, 55, tzinfo=UTC)
    assert zones_at(time(0, 5), late)[0] == "America/New_York"
    assert zones_at(time(23, 50), late)[0] == "America/New_York"


@pytest.mark.parametrize("now", [NOW, datetime(2026, 7, 1, 23, 59, 30, tzinfo=UTC)])
def test_the_clocks_of_the_world_run_from_west_to_east_and_no_two_are_alike(now):
    shown = clocks(now)
    offsets = [at.utcoffset() for at, _ in shown]
    assert offsets == sorted(set(offsets))
    assert sorted(zone for _, zones in shown for zone in zones) == sorted(WELL_KNOWN)
    assert all(now.astimezone(ZoneInfo(zone)) == at == now for at, zones in shown for zone in zones)
    assert shown[0][1][0] == "America/New_York" or now != NOW


def test_importing_loads_no_names_of_the_world():
    loaded = "import sys, knowledge.hours, knowledge.stations, knowledge.typedhours, knowledge.typedzones; "
    told = subprocess.run(
        [sys.executable, "-c", loaded + "print('babel' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "False"
