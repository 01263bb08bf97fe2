"""Transactions: all of it or nothing, and never two writers at once."""

import stat
import subprocess
import sys
import threading
from datetime import datetime

import pytest
from sqlalchemy.exc import OperationalError

from storage import audit, people
from storage.database import Database, is_busy


def test_an_exception_undoes_everything(database: Database, now: datetime):
    def add_and_fail() -> None:
        with database.transaction() as store:
            people.add(store, 5, "Ada", "en", now)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add_and_fail()
    with database.reading() as store:
        assert people.count(store) == 0


def test_writers_wait_for_each_other(database: Database, now: datetime):
    def add_twenty(first: int) -> None:
        for number in range(20):
            with database.transaction() as store:
                seen = people.count(store)
                people.add(store, first + number, f"after {seen}", "en", now)

    threads = [threading.Thread(target=add_twenty, args=(1_000 * n,)) for n in range(1, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as store:
        assert people.count(store) == 60


def test_reading_cannot_write_on_the_embedded_database(database: Database, now: datetime):
    if not database.is_sqlite:
        pytest.skip("PostgreSQL has one kind of connection here")
    with pytest.raises(OperationalError), database.reading() as store:
        people.add(store, 5, "Ada", "en", now)


def test_the_file_is_readable_by_its_owner_alone(database: Database):
    if database.path is None:
        pytest.skip("no file")
    assert stat.S_IMODE(database.path.stat().st_mode) == 0o600


def test_a_missing_table_is_a_bug_and_not_a_busy_database(database: Database):
    with pytest.raises(Exception, match="nowhere") as caught, database.transaction() as store:
        store.connection.exec_driver_sql("SELECT * FROM nowhere")
    assert is_busy(caught.value) is False


def test_a_change_is_on_the_audit_trail_with_before_and_after(database: Database, now: datetime):
    with database.transaction() as store:
        ada = people.add(store, 5, "Ada", "en", now)
        audit.record(store, now, ada.id, "chose language", "person:1", before=None, after="fr")
    with database.reading() as store:
        assert [(line.verb, line.before, line.after) for line in audit.of(store, "person:1")] == [
            ("chose language", None, '"fr"')
        ]


def test_opening_it_twice_here_gives_no_other_process_the_right_to_clear_it_up(
    database: Database, now: datetime
):
    """Closing any descriptor of a file drops every lock that this process holds on it."""
    if database.path is None:
        pytest.skip("no file")
    with database.transaction() as store:
        people.add(store, 5, "Ada", "en", now)
    second = Database(f"sqlite:///{database.path}")
    with second.transaction() as store:
        people.add(store, 6, "Bob", "en", now)
    ours = database.path.with_name(database.path.name + "-wal").stat().st_ino
    elsewhere = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT * FROM people'); c.close()"
    )
    subprocess.run([sys.executable, "-c", elsewhere, str(database.path)], check=True)
    assert database.path.with_name(database.path.name + "-wal").stat().st_ino == ours
    second.close()
