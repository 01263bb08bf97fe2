"""For how many people help is wanted: "40 officers", « 25 agents de police », 「30名军官」."""

import re
from collections.abc import Iterator
from functools import cache

from knowledge.datefigures import from_numeral
from knowledge.months import calendar
from knowledge.spans import Span
from knowledge.taxonomy import SHIPPED
from knowledge.text import QUERY_LIMIT, normalise

MOST = 10_000
_HAN = "人|名"  # people are counted by these; 个 counts anything
_COUNT = re.compile(
    rf"(?<![0-9A-Za-z.,/+-])(?P<number>\d{{1,5}})(?![\d/%.,-])\s*(?:(?P<han>{_HAN})|(?P<words>(?:[^\W\d]+[\s'’]+)?[^\W\d]+))"  # noqa: RUF001
    rf"|(?P<numeral>[〇零一二两兩三四五六七八九十]+)(?:{_HAN})"
)
_BEFORE = re.compile(r"([^\W\d_]+)[\s.]*$")


def head_counts(text: str) -> Iterator[tuple[int, Span]]:
    """Numbers of people in a sentence, with the place of the whole phrase."""
    text = text[:QUERY_LIMIT]
    for found in _COUNT.finditer(text):
        number = int(found["number"] or from_numeral(found["numeral"]) or 0)
        last = found.end() if found["words"] is None else _last(found)
        before = _BEFORE.search(text[: found.start()])
        is_name = before is not None and normalise(before[1]) in _numbered()  # "level 2 staff officers"
        if last and 1 <= number <= MOST and not is_name:
            yield number, (found.start(), last)


def _last(found: re.Match[str]) -> int | None:
    """Where the people's name ends: it is the word after the number, or the one after that."""
    for word in re.finditer(r"[^\W\d]+", found["words"]):
        if normalise(word.group()) in _people():
            return found.start("words") + word.end()
    return None


@cache
def _people() -> frozenset[str]:
    lines = (SHIPPED / "people.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(normalise(word) for line in lines if not line.startswith("#") for word in line.split())


@cache
def _numbered() -> frozenset[str]:
    """What has a number for a name."""
    return frozenset(word for word, meaning in calendar().meanings.items() if meaning.code == "k")
