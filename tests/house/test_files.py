"""The rules of the house that a machine can check."""

import ast
import re
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "handlers", "storage", "knowledge")
FILES = sorted(
    file for package in PACKAGES for file in (ROOT / package).rglob("*.py") if "versions" not in file.parts
)
SLICES = sorted(file.parent for file in (ROOT / "handlers").glob("*/conversation.py"))


def named(files: list[Path]) -> list[str]:
    return [str(file.relative_to(ROOT)) for file in files]


def test_no_file_is_longer_than_300_lines_and_the_median_is_at_most_90():
    lengths = {str(file.relative_to(ROOT)): len(file.read_text().splitlines()) for file in FILES}
    assert {name: length for name, length in lengths.items() if length > 300} == {}
    assert statistics.median(length for length in lengths.values() if length) <= 90


def test_sql_stands_in_storage_and_nowhere_else():
    sql = re.compile(
        r"exec_driver_sql|sqlalchemy import .*(select|insert|update|delete|text)\b|\bSELECT .+ FROM "
    )
    outside = [file for file in FILES if "storage" not in file.parts and sql.search(file.read_text())]
    # Leadership asks its own connection whether it lives; a backup is copied by SQLite itself.
    assert named(outside) == ["bot/backups.py", "bot/leadership.py"]


def test_nothing_below_the_bot_swallows_every_exception():
    broad = re.compile(r"except (Exception|BaseException)\b|except:")
    assert named([file for file in FILES if "bot" not in file.parts and broad.search(file.read_text())]) == []


def test_slices_know_no_telegram():
    assert (
        named(
            [
                f
                for f in FILES
                if "handlers" in f.parts
                and re.search(r"^(from|import) telegram", f.read_text(), re.MULTILINE)
            ]
        )
        == []
    )


def test_knowledge_has_no_clock_no_network_and_no_database():
    forbidden = re.compile(
        r"^(from|import) (socket|time|sqlalchemy|sqlmodel|aiohttp|telegram|random)\b|datetime\.now",
        re.MULTILINE,
    )
    assert (
        named([file for file in FILES if "knowledge" in file.parts and forbidden.search(file.read_text())])
        == []
    )


@pytest.mark.parametrize("slice_", SLICES, ids=lambda path: path.name)
def test_a_slice_does_not_import_what_another_does(slice_: Path):
    others = [other.name for other in SLICES if other != slice_]
    pattern = re.compile(rf"handlers\.({'|'.join(others)})(\.| import )(conversation|actions)")
    assert named([file for file in slice_.glob("*.py") if pattern.search(file.read_text())]) == []


def test_actions_never_commit_and_never_wait():
    pattern = re.compile(r"\.commit\(|async def|await |time\.sleep")
    assert (
        named([file for file in FILES if file.name == "actions.py" and pattern.search(file.read_text())])
        == []
    )


def test_nothing_is_pickled():
    pattern = re.compile(r"\b(pickle|shelve|marshal)\b")
    assert named([file for file in FILES if pattern.search(file.read_text())]) == []


def test_importing_reads_no_file_and_asks_no_clock():
    """Module-level calls of `open`, `read_text`, `now` and their like."""
    found = []
    for file in FILES:
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            for call in [n for n in ast.walk(node) if isinstance(n, ast.Call)]:
                name = ast.unparse(call.func).rpartition(".")[2]
                if name in {
                    "open",
                    "read_text",
                    "read_bytes",
                    "now",
                    "today",
                    "urandom",
                    "token_hex",
                    "load",
                    "safe_load",
                }:
                    found.append(f"{file.relative_to(ROOT)}:{call.lineno} {name}")
    assert found == []


def test_no_text_names_a_path_of_somebody_s_machine():
    forbidden = re.compile(r"/(home|root|Users)/\w")
    texts = [
        *FILES,
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        ROOT / "Makefile",
        ROOT / "pyproject.toml",
    ]
    assert named([text for text in texts if forbidden.search(text.read_text())]) == []
