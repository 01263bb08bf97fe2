"""Screens become messages within Telegram's limits."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render import MAX_UNITS, content_hash, render, utf16_length, within
from bot.sandbox.html import parse_html
from handlers.kit.buttons import Code, KeyRing
from handlers.kit.html import Html, bold, escape, lines, plain
from handlers.kit.screen import Button, Link, Screen

KEYS = KeyRing([b"test"])


def test_a_screen_becomes_a_message_with_signed_buttons():
    screen = Screen(
        bold("Need <1>"), ((Button("Open", Code("need", "abc", 3)), Link("Source", "https://un.org")),)
    )
    content = json.loads(render(screen, 7, KEYS))
    assert content["text"] == "<b>Need &lt;1&gt;</b>"
    (row,) = content["reply_markup"]["inline_keyboard"]
    assert KEYS.read(row[0]["callback_data"], 7) == Code("need", "abc", 3)
    assert row[1] == {"text": "Source", "url": "https://un.org"}


def test_what_is_protected_says_so_when_it_is_sent():
    screen = Screen(bold("Need"))
    assert "protect_content" not in json.loads(render(screen, 7, KEYS))
    assert json.loads(render(replace(screen, is_protected=True), 7, KEYS))["protect_content"] is True


def test_a_screen_must_be_built_of_safe_text():
    with pytest.raises(TypeError, match="must be Html"):
        Screen("<b>raw</b>")  # type: ignore[arg-type]


def test_over_100_buttons_are_refused_here_and_not_by_telegram():
    rows = tuple((Button("x", Code("help")),) for _ in range(101))
    with pytest.raises(ValueError, match="over 100 buttons"):
        render(Screen(Html("x"), rows), 7, KEYS)


def test_the_same_screen_has_the_same_hash():
    screen = Screen(Html("x"), ((Button("x", Code("help")),),))
    assert content_hash(render(screen, 7, KEYS)) == content_hash(render(screen, 7, KEYS))


def test_emoji_count_as_telegram_counts_them():
    assert utf16_length("a😀") == 3


def test_what_is_too_long_is_cut_between_tags_and_every_tag_is_closed():
    long = lines(bold("title"), Html("<i>" + escape("é😀&" * 3000) + "</i>"))
    cut = within(long, MAX_UNITS)
    assert utf16_length(plain(cut)) <= MAX_UNITS
    assert cut.endswith("…</i>")
    assert parse_html(cut)[0].startswith("title\né😀&")


@given(st.text(), st.text(), st.integers(min_value=2, max_value=60))
def test_whatever_people_type_is_cut_into_valid_html(first: str, second: str, units: int):
    cut = within(lines(bold(first), Html(f"<i>{escape(second)}</i>")), units)
    assert utf16_length(plain(cut)) <= units
    parse_html(cut)
