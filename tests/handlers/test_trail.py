"""What somebody types into the trail's search, and what leaves it as a file."""

import csv
import io
from datetime import UTC, date, datetime

import pytest

from bot.render import utf16_length
from handlers.kit.html import plain
from handlers.kit.i18n import LANGUAGES, translator
from handlers.trail import views
from handlers.trail.content import as_csv, short, without_sensitive
from handlers.trail.wishes import wanted
from knowledge.chain import Head
from storage.trail import Line

TODAY = date(2027, 3, 10)
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
A_LINE = Line(1, 1, NOON, 1, "corrected programme", "programme:x", None, None, "00", "Amina")


def at(day: int, month: int = 3, year: int = 2027) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "since", "until", "words"),
    [
        ("3 March 2027", at(3), at(4), ""),
        ("2027-03-03", at(3), at(4), ""),
        ("Amina 3 mars", at(3), at(4), "Amina"),
        ("15 November", at(15, 11, 2026), at(16, 11, 2026), ""),
        ("Chad before 3 March 2027", None, at(3), "Chad"),
        ("need:ab2cd3ef", None, None, "need:ab2cd3ef"),
    ],
)
def test_days_are_read_and_lie_in_the_past(
    typed: str, since: datetime | None, until: datetime | None, words: str
):
    found = wanted(translator("en"), typed, TODAY)
    assert (found.since, found.until, found.words) == (since, until, words)


def test_deeds_are_found_by_the_words_of_the_reader_s_language():
    assert wanted(translator("fr"), "retrait d’un besoin", TODAY).meant == ("withdrew a need",)
    assert "TD" in wanted(translator("fr"), "Tchad", TODAY).delegations


def test_no_cell_of_the_table_is_a_formula_and_no_row_is_torn():
    payloads = [f"{sign}cmd|' /C calc'!A0" for sign in "=+-@\t\r"] + ["a\nb", 'a"b', "﷽", "=\u202e1+1"]
    lines = [A_LINE._replace(name=payload, subject=payload) for payload in payloads]
    rows = list(csv.DictReader(io.StringIO("".join(as_csv(lines)), newline="")))
    assert len(rows) == len(payloads)
    assert not [cell for row in rows for cell in row.values() if cell.startswith(tuple("=+-@\t\r"))]


@pytest.mark.parametrize("subject", ["need:ab2cd3ef", "match:ab2cd3ef"])
def test_what_delegations_wrote_is_not_read_through_the_trail(subject: str):
    line = A_LINE._replace(subject=subject, before='"secret"', after='{"words": "secret"}')
    assert "secret" not in "".join(as_csv([without_sensitive(line)]))
    t = translator("en")
    assert "secret" not in views.own(t, 1, [line], None, is_admin=True).text


def test_plain_data_is_told_on_one_line():
    assert short('{"a": [1, null, "x"], "b": {"c": true}}') == "a: 1, -, x, b: c: True"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_under_the_file_are_not_cut(language: str):
    lines = [A_LINE] * views.MOST_IN_A_FILE
    file = views.document(translator(language), lines, "ع" * 500, Head(10**9, "f" * 64), NOON)
    assert utf16_length(plain(file.caption)) <= 1_024
    assert file.name == "audit-2027-03-01.csv"
