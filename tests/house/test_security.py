"""SECURITY.md says what is true, as far as a machine can check it; and a few rules that it relies on."""

import argparse
import re
import stat
import tomllib
from pathlib import Path

from bot import __main__ as command_line
from storage.database import Database
from storage.migrations import migrate
from tests.house.test_files import FILES, ROOT, named

_TABLE = (ROOT / "SECURITY.md").read_text()
_ROW = re.compile(r"^\| (S\d+) \|(.*)\|(.*)\|(.*)\|(.*)\|$", re.MULTILINE)
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def test_every_threat_has_its_row():
    assert [row[0] for row in _ROW.findall(_TABLE)] == [f"S{number}" for number in range(1, 28)]


def test_every_threat_names_a_test_or_says_what_is_not_done():
    for threat, _, control, tests, _ in _ROW.findall(_TABLE):
        assert _TEST.search(tests) or control.strip() == "there is no Mini App", threat


def test_every_test_that_is_named_exists():
    missing = []
    for file, test in _TEST.findall(_TABLE):
        path = ROOT / file
        if not path.is_file() or not re.search(rf"^(?:async )?def {test}\(", path.read_text(), re.MULTILINE):
            missing.append(f"{file}::{test}")
    assert missing == []


def test_every_file_that_is_named_exists():
    files = re.findall(r"`((?:bot|handlers|storage|knowledge)/[\w./]+)`", _TABLE)
    assert [file for file in files if not (ROOT / file).exists()] == []


def test_only_the_transport_opens_connections():
    clients = re.compile(
        r"^\s*(?:from|import) (?:aiohttp|requests|httpx|urllib\.request|http\.client|smtplib|ftplib)\b",
        re.MULTILINE,
    )
    ours = [file for file in FILES if "sandbox" not in file.parts and clients.search(file.read_text())]
    assert named(ours) == ["bot/transport.py"]


def test_no_secret_is_an_argument():
    """What is given on the command line can be read by everybody on the machine."""
    options = " ".join(_options(command_line._parser()))
    assert re.findall(r"--\S*(?:token|secret|password|key)\S*", options) == []


def _options(parser: argparse.ArgumentParser) -> list[str]:
    found = []
    for action in parser._actions:
        found += action.option_strings
        if isinstance(action, argparse._SubParsersAction):
            for part in action.choices.values():
                found += _options(part)
    return found


def test_every_package_is_pinned_with_its_digest():
    packages = tomllib.loads((ROOT / "uv.lock").read_text())["package"]
    from_registries = [package for package in packages if "registry" in package["source"]]
    assert len(from_registries) > 20
    for package in from_registries:
        files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
        assert files, package["name"]
        assert all(file["hash"].startswith("sha256:") for file in files), package["name"]


def test_files_that_are_made_are_their_owner_s_alone(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path}/clearinghouse.db")
    migrate(database)
    database.close()
    for file in tmp_path.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
