"""`clearinghouse audit` as a shell sees it: whole or not, where the chain ends, what is in it."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.settings import Settings
from storage import audit, people, seals
from storage.database import Database
from storage.migrations import migrate
from tests.bot.test_command_line import TOKEN, clearinghouse
from tests.support.running import file_url
from tests.support.trails import run, seal_all, without_fence, write

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
KEY = Settings(_env_file=None, bot_token=TOKEN).audit_key_ring[0]
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Twelve lines in the chain, the newest two not yet."""
    database = Database(file_url(tmp_path))
    migrate(database)
    with database.transaction() as store:
        people.add(store, 5, "Amina\x1b[31m\nRuth", "en", NOON)
        write(store, NOON, 12)
        seal_all(store, NOON + timedelta(minutes=1), KEY)
        write(store, NOON, 2, start=12)
    yield database
    database.close()


def ask(database: Database, *arguments: str, **settings: str):
    """The command in the folder of the database."""
    folder = database.path.parent
    return clearinghouse("audit", *arguments, folder=folder, **({"BOT_TOKEN": TOKEN} | settings))


def test_a_whole_trail_is_said_to_be_whole_and_its_tail_is_named(database: Database):
    done = ask(database, "verify")
    head = ask(database, "head").stdout.strip()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"12 lines are whole, the newest of 2027-03-01 12:00; head {head}",
        "2 lines not sealed yet, the oldest of 2027-03-01 12:00",
    ]
    assert ask(database, "verify", "--head", head).returncode == 0


def test_what_is_wrong_is_said_in_one_line_with_the_first_wrong_one(database: Database):
    with database.transaction() as store:
        without_fence(store)
        run(store, "UPDATE audit SET subject = 'need:zzzzzzzz' WHERE number IN (4, 9)")
    done = ask(database, "verify")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("clearinghouse: line 4 (id 4, 2027-03-01 12:00, published a need need:zzz")


def test_a_trail_cut_short_is_whole_in_itself_and_found_by_its_written_head(database: Database):
    head = ask(database, "head").stdout.strip()
    with database.transaction() as store:
        without_fence(store)
        run(store, "DELETE FROM audit WHERE id > 7")
    assert ask(database, "verify").returncode == 0
    done = ask(database, "verify", "--head", head)
    assert (done.returncode, "line 8 and those behind it are missing" in done.stderr) == (1, True)
    assert ask(database, "verify", "--head", "yesterday's").returncode == 2


def test_erased_content_is_told(database: Database):
    with database.transaction() as store:
        audit.erase(store, NOON, None, [1, 2])
    done = ask(database, "verify")
    assert (done.returncode, done.stdout.splitlines()[1]) == (
        0,
        "2 lines are erased, as the trail says",
    )


def test_the_key_can_be_given_and_is_needed_to_verify(database: Database):
    old = ask(database, "key").stdout.strip()
    assert ask(database, "verify", AUDIT_KEYS="new").returncode == 0, "while the token is the same"
    other = {"BOT_TOKEN": TOKEN.replace("A", "B")}
    lost = ask(database, "verify", **other)
    assert (lost.returncode, "CLEARINGHOUSE_AUDIT_KEYS" in lost.stderr) == (1, True)
    assert ask(database, "verify", AUDIT_KEYS=f"new,{old}", **other).returncode == 0
    assert ask(database, "verify", AUDIT_KEYS=old, BOT_TOKEN="").returncode == 0
    without = clearinghouse("audit", "verify", folder=database.path.parent)
    assert (without.returncode, "CLEARINGHOUSE_BOT_TOKEN" in without.stderr) == (3, True)


def test_searching_tells_a_line_a_line_whatever_is_in_it(database: Database):
    done = ask(database, "search", "--person", "1", "--verb", "words", "--since", "2027-03-01")
    lines = done.stdout.splitlines()
    assert (done.returncode, len(lines)) == (0, 2)
    assert all("\x1b" not in line for line in lines)
    assert "Amina [31m Ruth (1)  changed words of a need  need:ab2cd3ef" in lines[0]
    assert ask(database, "search", "--subject", "need:", "--limit", "3").stdout.count("\n") == 3
    assert ask(database, "search", "--until", "2027-02-28").stdout == ""
    assert ask(database, "search", "--until", "2027-03-01").stdout.count("\n") == 14
    assert ask(database, "search", "--since", "yesterday").returncode == 2


def test_the_exported_table_has_no_formulas_and_is_its_owner_s_alone(database: Database):
    with database.transaction() as store:
        for payload in FORMULAS:
            audit.record(store, NOON, None, "backed up", payload)
    file = database.path.parent / "trail.csv"
    done = ask(database, "export", str(file))
    assert (done.returncode, done.stdout.startswith(f"20 lines are in {file}; head ")) == (0, True)
    assert file.stat().st_mode & 0o777 == 0o600
    rows = list(csv.DictReader(io.StringIO(file.read_bytes().decode(), newline="")))
    assert len(rows) == 20
    assert [row["subject"] for row in rows[-6:]] == [f"'{payload}" for payload in FORMULAS]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(FORMULAS)]
    assert rows[0]["after"] == '{"languages": ["fr"], "words": "تدريب وحدة شرطة مشكّلة"}'


def test_the_exported_lines_of_json_are_data(database: Database):
    done = ask(database, "export", "-", "--json", "--subject", "person:1")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["number"] for row in rows] == [3, 7, 11]
    assert rows[0]["after"] == {"delegation": "TD", "role": "recipient"}


def test_an_empty_trail_is_said_to_be_empty(tmp_path: Path):
    clearinghouse("migrate", folder=tmp_path)
    said = clearinghouse("audit", "verify", folder=tmp_path, BOT_TOKEN=TOKEN)
    assert (said.returncode, said.stdout) == (0, "the trail is empty\n")
    assert clearinghouse("audit", "head", folder=tmp_path, BOT_TOKEN=TOKEN).returncode == 1


@pytest.mark.parametrize("what", ["verify", "head", "key", "search", "export"])
def test_every_part_has_help(what: str, tmp_path: Path):
    done = clearinghouse("audit", what, "--help", folder=tmp_path)
    assert (done.returncode, done.stdout.startswith("usage: clearinghouse audit")) == (0, True)


def test_status_tells_the_head(database: Database):
    status = json.loads(clearinghouse("status", "--json", folder=database.path.parent).stdout)
    with database.reading() as store:
        head = str(seals.head(store))
    assert status["audit"] == {"sealed": 12, "unsealed": 2, "head": head}
