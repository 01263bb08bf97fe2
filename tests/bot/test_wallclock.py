"""A clock that a file sets."""

from datetime import UTC, datetime, timedelta

from bot.wallclock import WallClock

START = datetime(2027, 3, 1, 8, tzinfo=UTC)


def test_without_a_file_it_is_the_machine_s_time():
    assert abs(WallClock().now() - datetime.now(UTC)) < timedelta(seconds=1)


def test_a_file_sets_the_time_and_it_goes_on_from_there(tmp_path):
    file = tmp_path / "clock"
    file.write_text("2027-03-01T08:00:00Z\n")
    first = WallClock(file).now()
    assert timedelta() <= first - START < timedelta(seconds=1)


def test_a_rate_makes_it_run_faster(tmp_path):
    file = tmp_path / "clock"
    file.write_text("2027-03-01T08:00:00+00:00 86400")
    clock = WallClock(file)
    first = clock.now()
    while (second := clock.now()) == first:
        pass
    assert second > first


def test_moving_it_moves_every_clock_of_the_same_file(tmp_path):
    file = tmp_path / "clock"
    file.write_text("2027-03-01T08:00:00Z")
    one, other = WallClock(file), WallClock(file)
    one.forward(timedelta(days=1))
    other._looked_at = -1.0
    assert one.now() >= START + timedelta(days=1)
    assert other.now() >= START + timedelta(days=1)


def test_a_file_that_comes_later_is_found(tmp_path):
    clock = WallClock(tmp_path / "clock")
    clock.forward(timedelta(days=1))
    assert clock.now() > datetime.now(UTC) + timedelta(hours=23)


def test_one_that_is_anchored_shows_the_same_to_whoever_looks_later(tmp_path):
    file = tmp_path / "clock"
    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
    file.write_text(f"2027-03-01T08:00:00Z 2 {an_hour_ago.isoformat()}")
    shown = WallClock(file).now() - START
    assert timedelta(hours=2) <= shown < timedelta(hours=2, seconds=2)
