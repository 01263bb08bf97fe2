"""The command line as a shell sees it: one line, and the exit code of its kind."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.doctor import time_zones
from bot.exits import Exit
from storage.migrations import HEAD

COMMANDS = [
    "demo",
    "run",
    "migrate",
    "doctor",
    "invite",
    "import",
    "export",
    "search",
    "status",
    "parked",
    "trace",
    "audit",
    "backup",
    "restore",
]
TOKEN = "123456789:" + "A" * 35


def clearinghouse(
    *arguments: str, folder: Path, stdin: str = "", **settings: str
) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CLEARINGHOUSE_")}
    environment |= {f"CLEARINGHOUSE_{name}": value for name, value in settings.items()}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, tmp_path: Path):
    done = clearinghouse(command, "--help", folder=tmp_path)
    assert (done.returncode, done.stdout.startswith("usage: clearinghouse")) == (0, True)


def test_an_unknown_command_is_a_usage_error(tmp_path: Path):
    assert clearinghouse("publish", folder=tmp_path).returncode == 2


def test_run_without_a_token_says_where_to_get_one(tmp_path: Path):
    done = clearinghouse("run", folder=tmp_path)
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "@BotFather" in done.stderr


def test_a_bad_setting_ends_with_one_line(tmp_path: Path):
    done = clearinghouse("run", folder=tmp_path, BOT_TOKEN=TOKEN, API_URL="ftp://x")
    assert (done.returncode, done.stderr) == (
        3,
        "clearinghouse: CLEARINGHOUSE_API_URL: write it as scheme://host:port\n",
    )


def test_migrate_makes_the_database_and_says_so_once(tmp_path: Path):
    said = [clearinghouse("migrate", folder=tmp_path).stdout for _ in range(2)]
    assert said == [f"the schema is at {HEAD} (was empty)\n", f"the schema is at {HEAD} already\n"]


def test_status_of_a_new_database_is_all_noughts(tmp_path: Path):
    clearinghouse("migrate", folder=tmp_path)
    status = json.loads(clearinghouse("status", "--json", folder=tmp_path).stdout)
    assert status.pop("now")
    assert status == {
        "inbox": {"new": 0, "done": 0, "parked": 0},
        "outbox": {"waiting": 0, "held": 0, "sending": 0, "sent": 0, "uncertain": 0, "failed": 0},
        "due": 0,
        "errands": 0,
        "audit": {"sealed": 0, "unsealed": 0, "head": ""},
    }


def test_status_without_a_database_says_what_to_do(tmp_path: Path):
    done = clearinghouse("status", folder=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (4, 1)
    assert "clearinghouse migrate" in done.stderr


def test_a_server_that_is_away_is_said_in_one_line(tmp_path: Path):
    done = clearinghouse("status", folder=tmp_path, DATABASE_URL="postgresql://ada:hunter2@127.0.0.1:9/x")
    assert (done.returncode, done.stderr.count("\n")) == (4, 1)
    assert "hunter2" not in done.stderr


def test_a_file_that_is_no_database_is_said_in_one_line(tmp_path: Path):
    (tmp_path / "clearinghouse.db").write_text("this is a letter, not a database\n" * 100)
    done = clearinghouse("status", folder=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (4, 1)


def test_search_prints_one_object_a_query(tmp_path: Path):
    done = clearinghouse("search", "-", "--json", "--limit", "2", folder=tmp_path, stdin="MOWIP\nхлеб\n\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["query"] for answer in answers] == ["MOWIP", "хлеб", ""]
    assert answers[0]["results"][0]["id"] == "dcaf-mowip"
    assert set(answers[0]["results"][0]) == {"id", "score", "reasons"}
    assert {answer["verdict"] for answer in answers} <= {"match", "unsure", "none"}
    assert len(answers[0]["results"]) <= 2


def test_search_needs_no_token_and_no_database(tmp_path: Path):
    done = clearinghouse("search", "déminage", folder=tmp_path)
    assert done.returncode == 0
    assert "déminage: match" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_search_explains_how_it_read_a_question_and_why_a_near_miss_fails(tmp_path: Path):
    text = "counter-ied formtion in French for Chad before June 2097"
    done = clearinghouse("search", "--explain", text, "--limit", "4", folder=tmp_path)
    assert done.returncode == 0
    told = done.stdout.splitlines()
    assert told[0] == f"{text}: match"
    assert "  country       TD (Chad)" in told
    assert "  language      fr (French)" in told
    assert "  when          before 1 June 2097" in told
    assert "  read as       formtion → formation" in told
    assert any(line.startswith("  demand  ") and "capability:counter-ied" in line for line in told)
    assert any(line.startswith("  fails  ") and "given in English only" in line for line in told)
    assert clearinghouse("search", "--explain", "--json", text, folder=tmp_path).returncode == 2


def test_nothing_is_parked_at_first_and_no_number_can_be_retried(tmp_path: Path):
    clearinghouse("migrate", folder=tmp_path)
    assert clearinghouse("parked", folder=tmp_path).stdout == "nothing is parked\n"
    assert clearinghouse("parked", "--retry", "5", folder=tmp_path).returncode == 1
    assert clearinghouse("trace", "5", folder=tmp_path).returncode == 1


def test_a_backup_can_be_restored_and_a_damaged_one_is_refused(tmp_path: Path):
    clearinghouse("migrate", folder=tmp_path)
    made = clearinghouse("backup", folder=tmp_path)
    assert made.returncode == 0
    (backup,) = (tmp_path / "backups").glob("*.db")
    assert clearinghouse("restore", str(backup), folder=tmp_path).returncode == 1, "it asks for --yes"
    assert clearinghouse("restore", str(backup), "--yes", folder=tmp_path).returncode == 0
    content = bytearray(backup.read_bytes())
    content[5000] ^= 0xFF
    backup.write_bytes(content)
    refused = clearinghouse("restore", str(backup), "--yes", folder=tmp_path)
    assert (refused.returncode, "checksum differs" in refused.stderr) == (1, True)
    assert clearinghouse("status", folder=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("2027-03-01T08:00:00Z 60", "by that file it is 2027-03-01 08:0"),
        ("tomorrow", "can't be read as a clock: it must hold an instant"),
        ("2027-03-01T08:00:00Z fast", "can't be read as a clock"),
        (None, "until it is written the machine's clock counts"),
    ],
)
def test_doctor_warns_of_a_clock_that_a_file_sets(tmp_path: Path, words: str | None, says: str):
    if words is not None:
        (tmp_path / "clock").write_text(words)
    done = clearinghouse("doctor", folder=tmp_path, CLOCK="clock")
    assert done.returncode == 3
    assert "the clock is set by a file, clock: for exercises and tests only" in done.stdout
    assert says in done.stdout


def test_doctor_tells_of_old_rules_of_time_zones(tmp_path: Path):
    told = clearinghouse("doctor", folder=tmp_path).stdout
    version = re.search(r"the rules of the time zones are of (20\d\d)[a-z], by", told)
    assert version is not None, told
    year = int(version[1])
    assert time_zones(date(year, 12, 31))[0] == Exit.DONE
    code, line = time_zones(date(year + 3, 1, 1))
    assert (code, "update it" in line) == (Exit.DONE, True)


def test_doctor_names_what_is_missing_and_how_to_mend_it(tmp_path: Path):
    done = clearinghouse("doctor", folder=tmp_path)
    assert done.returncode == 3
    assert "@BotFather" in done.stdout
