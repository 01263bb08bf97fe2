"""Every screen of the audit trail, with the longest lines that can stand in it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from handlers.kit.forms import Question
from handlers.kit.i18n import Translator
from handlers.kit.screen import Screen
from handlers.trail import views
from handlers.trail.deeds import deeds
from knowledge.chain import Head
from storage.seals import Tail
from storage.trail import Line

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
LONG_NAME = "عبد الرحمن بن محمد <b>&amp; " + "von und zu Hohenstein-Oberberg " * 8
LONG_CONTENT = json.dumps({"words": "<i>& 重型工程机械 " * 60, "seats": [1, None, "x" * 90]})
HEAD = Head(10**9, "f" * 64)


def trail_screens(t: Translator) -> Iterator[Screen]:
    longest = max(deeds(t).values(), key=len)
    verb = next(verb for verb, words in deeds(t).items() if words == longest)
    for subject in (
        "programme:" + "x" * 34,
        "person:2",
        "need:abcdefgh",
        "clearinghouse-2027.db",
        "a:" * 200,
    ):
        line = Line(10**9, 1, NOON, 1, verb, subject, LONG_CONTENT, LONG_CONTENT, "00", LONG_NAME)
        for each in (line, line._replace(salt=None), line._replace(actor=None, name=None, before=None)):
            page = [each] * (views.LINES_A_PAGE + 1)
            names = {"person:2": LONG_NAME}
            search, state = ("abcdefgh", LONG_NAME), (HEAD, Tail(12, NOON))
            yield views.everything(t, page, names, 10**9, search, state)
            yield views.everything(t, page[:1], {}, None, ("", ""), state)
            yield views.own(t, 1, page, 10**9, is_admin=True)
            yield views.own(t, 2, page[:1], None, is_admin=False)
    yield views.everything(t, [], {}, None, ("", ""), (Head(0, ""), Tail(0, None)))
    yield views.own(t, 1, [], None, is_admin=False)
    yield views.ask_words(t, Question({}, "abcdefgh"))
