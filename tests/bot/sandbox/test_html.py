"""HTML is read as TDLib reads it: the difference test, and the cases that matter by name."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.errors import Broken
from bot.sandbox.html import parse_html
from tests.bot.sandbox.tdlib import execute, needs_tdlib

KINDS = {
    "textEntityTypeBold": "bold",
    "textEntityTypeItalic": "italic",
    "textEntityTypeUnderline": "underline",
    "textEntityTypeStrikethrough": "strikethrough",
    "textEntityTypeSpoiler": "spoiler",
    "textEntityTypeCode": "code",
    "textEntityTypePre": "pre",
    "textEntityTypePreCode": "pre",
    "textEntityTypeBlockQuote": "blockquote",
    "textEntityTypeExpandableBlockQuote": "expandable_blockquote",
    "textEntityTypeTextUrl": "text_link",
    "textEntityTypeMentionName": "text_mention",
    "textEntityTypeCustomEmoji": "custom_emoji",
    "textEntityTypeDateTime": "date_time",
}
DETAILS = ("url", "language", "user_id", "custom_emoji_id", "unix_time")

PLAIN_TAGS = """
<b> </b> <i> </i> <u> </u> <s> </s> <code> </code> <pre> </pre> <a> </a> </> <em> </em>
<blockquote> </blockquote> <strong> </strong> <tg-spoiler> </tg-spoiler> </span> </tg-emoji> </tg-time>
<foo> <br> <p> <b/> </ < > <b < <B> </B> <ins> </ins> <del> </del>
"""
TAGS_WITH_ATTRIBUTES = (
    "<blockquote expandable>",
    '<a href="https://example.org/ä?q=1">',
    "<a href='tg://user?id=77'>",
    "<a href=example.org>",
    "<a href='ftp://x.y'>",
    "<a href='x.y:99'>",
    "<a href='nothing'>",
    '<a href="http://x.y/&amp;&quot;">',
    '<span class="tg-spoiler">',
    "<span>",
    "<code class='language-python'>",
    "<tg-emoji emoji-id='5368324170671202286'>",
    "<tg-emoji emoji-id='x'>",
    "<tg-time unix='1700000000' format='wDT'>",
    "<tg-time unix='1700000000'>",
    "<tg-time unix='x' format='zz'>",
    "<b x>",
    "<b x=1>",
    "<b x=&>",
    "<b x='",
    "<b =>",
    "<b\n>",
    "</b >",
)
TAGS = st.sampled_from([*PLAIN_TAGS.split(), *TAGS_WITH_ATTRIBUTES])
PLAIN_WORDS = """
a Ω مرحبا 培训 😀 👩‍👩‍👧 é \u2068x\u2069 & &amp; &lt; &gt &#1604; &#x1F600; &quot; &nbsp; &#0; &#xd800;
&#99999999999; example.org < > / = \"
"""
WORDS = st.sampled_from([*PLAIN_WORDS.split(), " ", "\n", "\r"])
WELL_FORMED = st.recursive(
    WORDS.filter(lambda word: word not in "<>&"),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>",
        st.sampled_from(
            ["b", "i", "u", "s", "code", "pre", "blockquote", "tg-spoiler", "a href='x.y'", "em"]
        ),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)
ANYTHING = st.lists(TAGS | WORDS | st.text(max_size=3).filter(str.isprintable), max_size=10).map("".join)


def tdlib(text: str) -> tuple[str, list[Any]] | str:
    """The text and entities by TDLib, or its complaint."""
    mode = {"@type": "textParseModeHTML"}
    answer = execute({"@type": "parseTextEntities", "text": text, "parse_mode": mode})
    if answer["@type"] == "error":
        return answer["message"].removeprefix("Can't parse entities: ")
    return answer["text"], [_comparable(entity, entity["type"]) for entity in answer["entities"]]


def ours(text: str) -> tuple[str, list[Any]] | str:
    try:
        parsed, entities = parse_html(text)
    except Broken as error:
        return str(error)
    return parsed, [_comparable(entity, entity) for entity in entities]


def _comparable(entity: Any, details: Any) -> tuple[Any, ...]:
    kind = details.get("@type", entity["type"])
    shown = {name: details[name] for name in DETAILS if details.get(name)}
    return entity["offset"], entity["length"], KINDS.get(kind, kind), shown


@needs_tdlib
@settings(max_examples=600, deadline=None)
@given(ANYTHING)
def test_any_text_is_read_or_refused_as_tdlib_does(text):
    assert ours(text) == tdlib(text)


@needs_tdlib
@settings(max_examples=300, deadline=None)
@given(st.lists(WELL_FORMED, max_size=5).map("".join))
def test_well_formed_html_gives_the_entities_of_tdlib(text):
    assert ours(text) == tdlib(text)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("مرحبا <foo>", 'Unsupported start tag "foo" at byte offset 11'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<i>ab</b>", 'Unmatched end tag at byte offset 5, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<b", "Unclosed start tag at byte offset 0"),
    ],
)
def test_broken_html_is_refused_in_the_words_of_the_server(text, complaint):
    assert ours(text) == complaint


def test_offsets_count_utf_16_units():
    assert ours("😀<b>ق</b>") == ("😀ق", [(2, 1, "bold", {})])


def test_an_unknown_reference_passes_through():
    assert ours("&nbsp;&lt;") == ("&nbsp;<", [])
