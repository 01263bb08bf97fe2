"""When something reaches its reader."""

from datetime import UTC, datetime, timedelta

import pytest

from knowledge.kinds import CHOSEN, GATHERABLE, KINDS, OPTIONAL, RULES
from knowledge.rhythm import FOR_GOOD, NO_CAP, Rhythm
from knowledge.stations import hours_at

# Thursday, 10:00 and 22:00 in New York; Friday's and Monday's mornings there.
MORNING = datetime(2027, 1, 14, 15, 0, tzinfo=UTC)
EVENING = datetime(2027, 1, 15, 3, 0, tzinfo=UTC)
FRIDAY = datetime(2027, 1, 15, 12, 30, tzinfo=UTC)
MONDAY = datetime(2027, 1, 18, 12, 30, tzinfo=UTC)
NOTICE, REMINDER, ANSWER = KINDS["need-notice"], KINDS["reminder"], KINDS["answer"]
EMERGENCY, BROADCAST, DIGEST = KINDS["emergency"], KINDS["broadcast"], KINDS["digest"]


def test_by_day_everything_comes_at_once_and_at_night_in_the_morning():
    for kind in (NOTICE, REMINDER, BROADCAST, DIGEST):
        assert Rhythm().arrives(kind, MORNING, 0) == MORNING
        assert Rhythm().arrives(kind, EVENING, 0) == FRIDAY


def test_answers_and_emergencies_know_no_night():
    for kind in (ANSWER, EMERGENCY):
        assert Rhythm().arrives(kind, EVENING, 99) == EVENING


def test_the_weekend_is_that_of_the_duty_station():
    friday_night, saturday = datetime(2027, 1, 16, 3, 0, tzinfo=UTC), datetime(2027, 1, 16, 15, 0, tzinfo=UTC)
    assert Rhythm().arrives(NOTICE, friday_night, 0) == MONDAY
    assert Rhythm().arrives(NOTICE, saturday, 0) == MONDAY
    in_dhaka = Rhythm(hours_at("Asia/Dhaka"))
    assert in_dhaka.arrives(NOTICE, saturday, 0) == datetime(2027, 1, 17, 1, 30, tzinfo=UTC), "Sunday, 07:30"


def test_what_is_above_the_limit_of_a_day_waits_for_the_next_working_morning():
    rhythm = Rhythm(a_day=3)
    assert rhythm.arrives(NOTICE, MORNING, 2) == MORNING
    assert rhythm.arrives(NOTICE, MORNING, 3) == FRIDAY
    assert rhythm.arrives(DIGEST, MORNING, 3) == MORNING, "it does not count"
    assert Rhythm(a_day=NO_CAP).arrives(NOTICE, MORNING, 500) == MORNING


def test_what_is_gathered_comes_in_the_morning_and_what_is_off_does_not_come():
    gathers, off = Rhythm().with_way("match", "gathered"), Rhythm().with_way("match", "off")
    assert gathers.arrives(NOTICE, MORNING, 0) == FRIDAY
    assert gathers.rings(NOTICE, FRIDAY) == FRIDAY, "released in the morning, it is not gathered again"
    assert off.arrives(NOTICE, MORNING, 0) is None
    assert off.with_way("match", "at once") == Rhythm()


def test_a_pause_holds_everything_but_answers():
    until_monday = Rhythm(paused_until=datetime(2027, 1, 18, 5, 0, tzinfo=UTC))
    assert until_monday.arrives(NOTICE, MORNING, 0) == MONDAY
    assert until_monday.arrives(EMERGENCY, MORNING, 0) == until_monday.paused_until
    assert until_monday.arrives(ANSWER, MORNING, 0) == MORNING
    assert until_monday.with_way("match", "gathered").arrives(NOTICE, MORNING, 0) == MONDAY
    assert Rhythm(paused_until=FOR_GOOD).arrives(NOTICE, MORNING, 0) > MORNING + timedelta(days=365_000)
    assert not until_monday.is_paused(MONDAY)


def test_only_what_nobody_waits_for_can_be_turned_off():
    assert Rhythm().ways("match") == ["at once", "gathered", "off"]
    assert Rhythm().ways("question") == ["at once", "gathered"]
    assert Rhythm().ways("reminder") == ["at once", "off"]
    with pytest.raises(ValueError, match="question can't come off"):
        Rhythm().with_way("question", "off")
    with pytest.raises(ValueError, match="answer can't come off"):
        Rhythm().with_way("answer", "off")


def test_every_kind_has_a_rule_and_what_can_be_chosen_waits():
    assert {kind.sort for kind in KINDS.values()} == set(RULES)
    assert set(CHOSEN) == set(OPTIONAL) | set(GATHERABLE)
    assert all(RULES[sort].waits for sort in CHOSEN)
    assert all(kind.rule.waits for kind in KINDS.values() if kind.awaits and kind.sort != "emergency"), (
        "what awaits an answer can wait a night"
    )
