"""Telegram finds commands, links and names by itself; ours finds the same as TDLib."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.detect import entities_of
from tests.bot.sandbox.tdlib import execute, needs_tdlib

KINDS = {
    "textEntityTypeBotCommand": "bot_command",
    "textEntityTypeUrl": "url",
    "textEntityTypeEmailAddress": "email",
    "textEntityTypeHashtag": "hashtag",
    "textEntityTypeMention": "mention",
    "textEntityTypeCashtag": "cashtag",
}
WORDS = """
/start /start@clearinghouse_bot a/b and/or 24/7 S/2015/1039 /помощь (/help) «/help» /help, x:/help
\u2068/help\u2069
example.org https://www.un.org/en/x?y=1&z. un.org, v1.2 e.g. 1.5M training.int/x caecopaz.mil.ar x@un.org.
Ada@example.org,Bo http://localhost/x ftp://x.org/y https://قطر.qa/ب t.me/bot?start=1 @ab @abcd
@clearing_house #need_1 #123 #موارد $USD CB-2026-0042 مرحبا 培训 😀 USD 110 million
"""


def tdlib(text):
    found = execute({"@type": "getTextEntities", "text": text})["entities"]
    kinds = [(one["offset"], one["length"], KINDS.get(one["type"]["@type"])) for one in found]
    return [one for one in kinds if one[2]]


def ours(text):
    return [(one["offset"], one["length"], one["type"]) for one in entities_of(text)]


@needs_tdlib
@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=8).map(" ".join))
def test_the_same_is_found_as_by_tdlib(text):
    assert ours(text) == tdlib(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start need_12", [(0, 6, "bot_command")]),
        ("S/2015/1039", []),
        ("😀 see un.org.", [(7, 6, "url")]),
        ("write to ada@example.org", [(9, 15, "email")]),
    ],
)
def test_what_is_found_by_name(text, found):
    assert ours(text) == found
