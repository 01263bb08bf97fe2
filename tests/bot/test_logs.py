"""Logs: one JSON object a line, and never a secret in it."""

import json
import logging
import sys

import pytest
from hypothesis import given, settings

from bot.logs import JsonLines, redact, turn_number
from tests.support import hostile

TOKEN = "123456789:AAH-abcdefghijklmnopqrstuvwxyz0123456"


def line_of(message: str, *args: object, error: bool = False) -> dict[str, object]:
    record = logging.LogRecord(
        "x", logging.INFO, __file__, 1, message, args, sys.exc_info() if error else None
    )
    return json.loads(JsonLines(("s3cret",)).format(record))


@pytest.mark.parametrize(
    "text", [TOKEN, f"/bot{TOKEN}/getMe", f"https://api.telegram.org/bot{TOKEN}", f"'{TOKEN}'"]
)
def test_a_token_is_taken_out_wherever_it_stands(text: str):
    assert TOKEN.partition(":")[2] not in redact(text)


def test_the_password_in_a_database_s_address_is_taken_out():
    assert redact("postgresql://ada:hunter2@db/x") == "postgresql://ada:***@db/x"


def test_a_token_in_a_traceback_is_taken_out():
    try:
        int(TOKEN)
    except ValueError:
        line = line_of("failed", error=True)
    assert "abcdefgh" not in json.dumps(line)
    assert "ValueError" in str(line["error"])


def test_a_setting_that_is_secret_is_taken_out_by_its_value():
    assert line_of("the secret is %s", "s3cret")["message"] == "the secret is [secret]"


def test_a_text_with_line_breaks_and_colours_stays_one_record():
    line = line_of("%s", "one\ntwo\r\x1b[31mred\u2028three")
    assert "\r" not in line["message"]
    assert "\x1b" not in line["message"]


def test_every_line_of_a_turn_has_its_number():
    token = turn_number.set(42)
    assert line_of("x")["turn"] == 42
    turn_number.reset(token)
    assert "turn" not in line_of("x")


@settings(max_examples=1_000, deadline=None)
@given(hostile.texts)
def test_whatever_stands_in_it_a_record_is_one_line_that_moves_no_cursor(text: str):
    try:
        {}[text]
    except KeyError as error:
        error.add_note(text)
        record = logging.LogRecord("x", logging.INFO, __file__, 1, "%s", (text,), sys.exc_info())
    line = JsonLines().format(record)
    assert len(line.splitlines()) == 1
    assert not set(line) & {"\x1b", "\x9b", "\u202e", "\u2028", "\x85", "\x00", "\ud83d"}
    assert set(json.loads(line)) == {"at", "level", "logger", "message", "error"}
    assert "AAH-abcdefgh" not in line
