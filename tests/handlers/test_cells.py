"""Text in a spreadsheet's cell stays text."""

import csv
import io

import pytest
from hypothesis import given, settings

from handlers.kit.cells import harmless
from tests.support import hostile

_STARTS = "=+-@|\t\r\n＝＋－＠"


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1", "=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(A1)", "|x", "\t=1", "\r=1", "\n=1", " =1",
        "\u00a0=1", "＝1+1", "＋1", "－1", "＠SUM(A1)", "\ufeff=1", "\u3000=1", '=HYPERLINK("https://evil.example","UN")',
    ],
)  # fmt: skip
def test_what_could_be_calculated_is_shown(cell: str):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=1", "2027-03-01", "déminage", "'=1", "1+1", "#REF!"])
def test_the_rest_stays_as_it_is(cell: str):
    assert harmless(cell) == cell


@settings(max_examples=1_000, deadline=None)
@given(hostile.texts)
def test_no_cell_of_a_row_begins_a_formula(text: str):
    row = io.StringIO()
    csv.writer(row).writerow([harmless(text), "next"])
    cell, after = next(csv.reader(io.StringIO(row.getvalue(), newline="")))
    assert after == "next"
    assert not cell.lstrip(" \u00a0\u3000\ufeff\u200b\x00").startswith(tuple(_STARTS))
