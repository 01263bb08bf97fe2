"""Texts that somebody sends who means no good, for every place where people's text is shown or written."""

from hypothesis import strategies as st

PIECES = (
    "<", ">", "&", '"', "'", "`", "</b>", "<b>", "</blockquote>", "<blockquote expandable>",
    "<tg-spoiler>", "<pre>", '<a href="https://evil.example">UN Secretariat</a>',
    '<a href="tg://user?id=777">', "</a>", "&lt;b&gt;", "&amp;lt;", "&#60;b&#62;", "&#x202e;",
    "<script>", "<b", "<!--", "]]>", "\u2068", "\u2069", "\u2069</b>\u2068", "{name}", "{0}", "%s",
    "\\", "\n", "\r", "\r\n", "\t", "\x00", "\x1b[2J\x1b[31m", "\x85", "\x9b", "\x7f", "\u2028",
    "\u2029", "\u202e", "\u202d", "\u2066", "\u200b", "\u200e", "\u200f", "\u061c", "\u2060",
    "\ufeff", "\u115f", "\u3164", "\ufff9\ufffa", "\U000e0041\U000e007f", "\ufe00", "\u0301" * 60,
    "\u200d" * 40, "\ufe0f" * 40, "\ud83d", "\udc00", "😀", "é", "مرحبا", "建制警察", "=1+1", "@SUM(A1)",
    "+1", "-1", "＝1", "|cmd", "DROP TABLE people;--", "' OR 1=1 --", "../../etc/passwd",
    "123456789:AAH-abcdefghijklmnopqrstuvwxyz0123456", "1|help||0|AAAAAAAA", "/start x", "@admin",
)  # fmt: skip

texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), min_size=1, max_size=12).map(
    "".join
)
