"""`clearinghouse invite` as a shell sees it."""

import re
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from handlers.kit.qr import qr_png
from tests.bot.test_command_line import clearinghouse


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    clearinghouse("migrate", folder=tmp_path)
    return tmp_path


def rows(folder: Path, query: str) -> list[tuple]:
    with sqlite3.connect(folder / "clearinghouse.db") as connection:
        found = connection.execute(query).fetchall()
    connection.close()
    return found


@pytest.mark.parametrize(
    ("typed", "code"),
    [("TD", "TD"), ("org:au", "org:AU"), ("state:AU", "AU"), ("QM", "QM"), ("NATO", "org:NATO")],
)
def test_the_first_line_is_the_bare_code_of_128_bits(folder: Path, typed: str, code: str):
    done = clearinghouse("invite", "--delegation", typed, "--role", "recipient", folder=folder)
    assert done.returncode == 0
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}\n", done.stdout)
    assert rows(folder, "SELECT delegation, role, created_by FROM invites") == [(code, "recipient", None)]
    assert rows(folder, "SELECT verb, actor FROM audit") == [("invited", None)]


def test_the_second_line_is_the_link_where_the_bot_s_name_is_known(folder: Path):
    arguments = ("invite", "--delegation", "TD", "--role", "provider")
    code, link = clearinghouse(*arguments, folder=folder, BOT_USERNAME="our_bot").stdout.splitlines()
    assert link == f"https://t.me/our_bot?start={code}"


def test_the_code_itself_is_nowhere_in_the_database(folder: Path):
    code = clearinghouse("invite", "--delegation", "TD", "--role", "recipient", folder=folder).stdout.strip()
    stored = [file.read_bytes() for file in folder.glob("clearinghouse.db*")]
    assert not any(code.encode() in content for content in stored)


def test_a_code_that_is_a_state_s_and_an_organisation_s_asks_which(folder: Path):
    done = clearinghouse("invite", "--delegation", "AU", "--role", "recipient", folder=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "clearinghouse: AU is two: write state:AU for Australia, org:AU for the African Union\n"
    )


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Chad", "TD (Chad)"),
        ("TCD", "TD (Chad)"),
        ("UK", "GB (United Kingdom of Great Britain and Northern Ireland)"),
        ("Birmanie", "MM (Myanmar)"),
        ("Congo", "CD (Democratic Republic of the Congo), CG (Congo)"),
        ("org:ECOWAZ", "org:ECOWAS (Economic Community of West African States)"),
    ],
)
def test_an_unknown_code_is_refused_with_the_nearest(folder: Path, typed: str, near: str):
    done = clearinghouse("invite", "--delegation", typed, "--role", "recipient", folder=folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"clearinghouse: no delegation has the code {typed!r}; the nearest: {near}\n"
    assert rows(folder, "SELECT count(*) FROM invites") == [(0,)]


@pytest.mark.parametrize("typed", ["QZ", "XK", "Cook Islands"])
def test_what_is_no_delegation_is_refused_with_how_to_write_one(folder: Path, typed: str):
    done = clearinghouse("invite", "--delegation", typed, "--role", "recipient", folder=folder)
    assert done.returncode == 1
    assert "write a state as TD, an organisation as org:ECOWAS" in done.stderr


def test_the_role_has_to_be_said_and_known(folder: Path):
    assert clearinghouse("invite", "--delegation", "TD", folder=folder).returncode == 2
    assert clearinghouse("invite", "--delegation", "TD", "--role", "king", folder=folder).returncode == 2


def test_an_invitation_can_be_withdrawn_once(folder: Path):
    code = clearinghouse("invite", "--delegation", "TD", "--role", "recipient", folder=folder).stdout.strip()
    revoked = clearinghouse("invite", "--revoke", code, folder=folder)
    assert (revoked.returncode, revoked.stdout) == (0, "the invitation for TD is withdrawn\n")
    assert clearinghouse("invite", "--revoke", code, folder=folder).returncode == 1
    assert rows(folder, "SELECT verb FROM audit") == [("invited",), ("revoked invitation",)]


def test_without_a_database_it_says_what_to_do(tmp_path: Path):
    done = clearinghouse("invite", "--delegation", "TD", "--role", "recipient", folder=tmp_path)
    assert (done.returncode, "clearinghouse migrate" in done.stderr) == (4, True)


def test_the_qr_code_is_written_for_its_owner_s_eyes_and_holds_the_link(folder: Path):
    who = ("--delegation", "TD", "--role", "recipient", "--name", "Col. Mahamat Saleh, Military Adviser")
    how = ("--expires", "24", "--qr", "saleh.png")
    done = clearinghouse("invite", *who, *how, folder=folder, BOT_USERNAME="@our_bot")
    assert done.returncode == 0, done.stderr
    _code, link = done.stdout.splitlines()
    file = folder / "saleh.png"
    assert file.read_bytes() == qr_png(link)
    assert file.stat().st_mode & 0o777 == 0o600
    assert rows(folder, "SELECT name FROM invites") == [("Col. Mahamat Saleh, Military Adviser",)]
    ((created, expires),) = rows(folder, "SELECT created_at, expires_at FROM invites")
    assert datetime.fromisoformat(expires) - datetime.fromisoformat(created) == timedelta(hours=24)


@pytest.mark.parametrize(
    ("more", "says", "code"),
    [
        (("--qr", "x.png"), "set CLEARINGHOUSE_BOT_USERNAME", 3),
        (("--qr", "x.jpg"), "ends in .png", 2),
        (("--expires", "73"), "hours, 1 to 72", 2),
        (("--expires", "0"), "hours, 1 to 72", 2),
        (("--name", "\u202e12"), "a name and a function", 2),
        (("--duty-station", "Xyzzy"), "no clock is known for 'Xyzzy': write a city or a state", 2),
        (("--duty-station", ""), "or a time zone such as Africa/Ndjamena", 2),
        (("--duty-station", "Congo"), "'Congo' can be Africa/Kinshasa or Africa/Brazzaville", 2),
    ],
)
def test_what_can_t_be_is_refused_before_anything_is_made(
    folder: Path, more: tuple[str, str], says: str, code: int
):
    done = clearinghouse("invite", "--delegation", "TD", "--role", "recipient", *more, folder=folder)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr
    assert rows(folder, "SELECT count(*) FROM invites") == [(0,)]


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Africa/Ndjamena", "Africa/Ndjamena"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("N'Djamena", "Africa/Ndjamena"),
        ("Иордания", "Asia/Amman"),
        ("UTC+3", "Etc/GMT-3"),
    ],
)
def test_the_duty_station_is_a_zone_a_city_or_a_state(folder: Path, typed: str, zone: str):
    arguments = ("invite", "--delegation", "TD", "--role", "recipient", "--duty-station", typed)
    done = clearinghouse(*arguments, folder=folder)
    assert done.returncode == 0, done.stderr
    assert rows(folder, "SELECT zone FROM invites") == [(zone,)]
    ((after,),) = rows(folder, "SELECT after FROM audit")
    assert f'"zone": "{zone}"' in after


def test_nobody_is_invited_for_a_delegation_that_was_let_go(folder: Path):
    arguments = ("invite", "--delegation", "TD", "--role", "recipient")
    clearinghouse(*arguments, folder=folder)
    with sqlite3.connect(folder / "clearinghouse.db") as connection:
        connection.execute("UPDATE delegations SET removed_at = created_at")
    connection.close()
    done = clearinghouse(*arguments, folder=folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert "no longer takes part" in done.stderr
