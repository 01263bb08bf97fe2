"""What is due happens once, in its order, however late the clock wakes up."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.backups import BackupError, check, prune
from bot.housekeeping import begin, forget
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from bot.wallclock import WallClock
from knowledge.retention import Retention
from storage import audit, dues, errands, outbox, people, searches
from storage.database import Database
from storage.migrations import migrate
from tests.support.running import file_url, running_bot, utc_now

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def database(database_url: str):
    database = Database(database_url)
    migrate(database)
    yield database
    database.close()


def test_what_is_due_comes_in_the_order_of_its_instants(database: Database):
    with database.transaction() as store:
        dues.add(store, "late", "x", NOON)
        dues.add(store, "early", "x", NOON - timedelta(days=1))
        dues.add(store, "tomorrow", "x", NOON + timedelta(days=1))
        assert [due.key for due in dues.due(store, NOON)] == ["early", "late"]


def test_the_same_key_is_due_once(database: Database):
    with database.transaction() as store:
        begin(store, NOON, backups=True)
        begin(store, NOON + timedelta(days=3), backups=True)
        assert [(due.key, due.due_at) for due in dues.due(store, NOON + timedelta(days=9))] == [
            ("wake-late", NOON + timedelta(minutes=1)),
            ("forget", NOON + timedelta(hours=1)),
            ("audit-head", NOON + timedelta(hours=1)),
            ("backup", NOON + timedelta(hours=1)),
        ]


def test_old_searches_are_forgotten_in_batches(database: Database):
    with database.transaction() as store:
        ada = people.add(store, 5, "Ada", "en", NOON)
        for number in range(250):
            searches.add(store, f"old-{number}", ada.id, "déminage", NOON - timedelta(days=30, hours=1))
        searches.add(store, "new", ada.id, "déminage", NOON)
        dues.add(store, "forget", "forget", NOON)
        (due,) = dues.due(store, NOON)
        assert forget(Retention(), store, due, NOON) == NOON + timedelta(seconds=1), "there is more"
        assert forget(Retention(), store, due, NOON) == NOON + timedelta(hours=1)
        assert searches.text_of(store, "old-1", ada.id) is None
        assert searches.text_of(store, "new", ada.id) == "déminage"


async def test_moving_the_clock_forward_does_what_became_due(world: World, sandbox: Sandbox, tmp_path: Path):
    """A day later the running bot has made its backup: a due row, an errand, its result by the inbox."""
    wall = WallClock(tmp_path / "clock")
    wall.forward(timedelta())
    folder = tmp_path / "backups"
    url = file_url(tmp_path)
    async with running_bot(world, sandbox, url, clock=tmp_path / "clock", backup_dir=folder) as bot:
        ada = world.phone("Ada", language_code="en")
        await ada.says("déminage")
        wall.forward(timedelta(days=1))
        await ada.until(lambda: any(folder.glob("*.sha256")), timeout=20)
        await ada.until(lambda: _is_noted(bot.database), timeout=20)
    (backup,) = folder.glob("*.db")
    check(backup)
    copy = Database(f"sqlite:///{backup}")
    with copy.reading() as store:
        assert people.count(store) == 1
        assert outbox.counts(store)["failed"] == 0
    copy.close()


def _is_noted(database: Database) -> bool:
    with database.reading() as store:
        noted = [line.verb for line in audit.of_verb(store, "backed up")]
        return noted == ["backed up"] and not errands.count_open(store)


async def test_what_a_newer_version_left_to_do_waits_for_one_that_can(
    world: World, sandbox: Sandbox, tmp_path: Path
):
    async with running_bot(world, sandbox, file_url(tmp_path)) as bot:
        with bot.database.transaction() as store:
            dues.add(store, "rematch:x:1", "of a newer version", utc_now() - timedelta(days=1), "x")
            dues.add(store, "also", "forget", utc_now() - timedelta(days=1))
        ada = world.phone("Ada", language_code="en")
        await ada.until(lambda: _waits_until(bot.database, "rematch:x:1") > utc_now())
        await ada.until(lambda: _is_all_done(bot.database))


def _is_all_done(database: Database) -> bool:
    with database.reading() as store:
        return dues.due(store, utc_now()) == []


def _waits_until(database: Database, key: str) -> datetime:
    with database.reading() as store:
        (found,) = [due for due in dues.due(store, utc_now() + timedelta(days=9)) if due.key == key]
    return found.due_at


def test_what_is_no_backup_is_refused(tmp_path: Path):
    (tmp_path / "letter.db").write_text("not a database, by far" * 100)
    with pytest.raises(BackupError, match="no backup of Clearinghouse"):
        check(tmp_path / "letter.db")


def test_a_backup_takes_away_what_it_wrote_long_ago_and_nothing_else(tmp_path: Path):
    for day in range(1, 21):
        (tmp_path / f"clearinghouse-202702{day:02}T120000.db").touch()
    (tmp_path / "clearinghouse-20270201T120000.db.sha256").touch()
    others = ["clearinghouse-before-the-move.db", "clearinghouse-20200101T000000.db.gz", "notes.txt"]
    for name in others:
        (tmp_path / name).touch()
    gone = prune(tmp_path, NOON, 15)
    left = sorted(file.name for file in tmp_path.iterdir())
    assert left == sorted([*others, *(f"clearinghouse-202702{day}T120000.db" for day in range(14, 21))])
    assert len(gone) == 13
    assert prune(tmp_path, NOON, 15) == []
