"""No regular expression of ours can be made to try again and again: nothing repeated is repeated as a whole.

Python's engine tells no steps, so the expressions themselves are read. What may take more than a step a
character are nested repetitions, `(a+)+`, and a repeated choice whose ways begin alike, `(a|ab)*`; neither is
written here.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest

import bot
import handlers
import knowledge
import storage

_REPEATS = ("MAX_REPEAT", "MIN_REPEAT")
_MANY = 64  # as often as this is as good as without end
_WITHOUT_MAIN = ("bot.__main__", "storage.migrations.env")


def expressions() -> dict[str, re.Pattern[str]]:
    """Every compiled expression that stands in a module, by its name."""
    found: dict[str, re.Pattern[str]] = {}
    for package in (bot, handlers, knowledge, storage):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name in _WITHOUT_MAIN or ".sandbox" in module.name or ".migrations" in module.name:
                continue
            held = vars(importlib.import_module(module.name))
            found |= {
                f"{module.name}.{name}": each for name, each in held.items() if isinstance(each, re.Pattern)
            }
    return found


def tree(pattern: str) -> Any:
    return re._parser.parse(pattern)


def nested(parsed: Any, *, inside: bool = False) -> Iterator[str]:
    """What is repeated without end within what is; and choices within it that can begin alike."""
    for operator, argument in parsed:
        name = str(operator)
        if name in _REPEATS:
            least, most, body = argument
            endless = most >= _MANY and most != least
            if endless and inside:
                yield f"a repetition inside another: {body}"
            yield from nested(body, inside=inside or endless)
        elif name == "BRANCH":
            ways = argument[1]
            if inside and _may_begin_alike(ways):
                yield f"a repeated choice that begins alike: {argument}"
            for way in ways:
                yield from nested(way, inside=inside)
        elif name == "SUBPATTERN":
            yield from nested(argument[3], inside=inside)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from nested(argument[1], inside=inside)


def _may_begin_alike(ways: list[Any]) -> bool:
    """An empty way begins like whatever follows it."""
    if not all(len(way) for way in ways):
        return True
    return any(_begins(one) & _begins(other) for at, one in enumerate(ways) for other in ways[:at])


def _begins(way: Any) -> set[str]:
    """What a way can begin with, as far as it is a plain character; anything else begins like anything."""
    operator, argument = way[0]
    return {chr(argument)} if str(operator) == "LITERAL" else {str(way[0])}


def test_there_are_expressions_to_look_at():
    assert len(expressions()) > 20


@pytest.mark.parametrize("bad", [r"(a+)+b", r"(\w+\s*)*x", r"(?:a|ab)*c", r"((x{2,})*y)*"])
def test_the_reading_finds_what_it_looks_for(bad: str):
    assert list(nested(tree(bad)))


@pytest.mark.parametrize("good", [r"\d{1,20}:[A-Za-z]+", r"(?:a|b)*", r"^[ \t]*x[ \t]*=", r"(?:ab{1,3})+"])
def test_the_reading_lets_the_rest_be(good: str):
    assert not list(nested(tree(good)))


@pytest.mark.parametrize("name", sorted(expressions()))
def test_nothing_repeated_is_repeated_as_a_whole(name: str):
    assert list(nested(tree(expressions()[name].pattern))) == []
