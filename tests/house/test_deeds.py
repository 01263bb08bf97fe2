"""Every verb that the code puts on the audit trail has its words for people."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from handlers.kit.i18n import LANGUAGES, translator
from handlers.trail.deeds import deeds
from knowledge.chain import ERASED
from knowledge.needs import FIELDS
from storage import matches, requests
from tests.house.test_files import FILES

_RECORDS = {"audit.record": 3, "audit.record_once": 3}
# What stands in a verb that is put together.
_PARTS = {
    "state": (requests.GRANTED, requests.REFUSED),
    "field": FIELDS,
    "to": (*matches.UNANSWERED, matches.INTERESTED, matches.DECLINED, matches.AGREED, matches.REFUSED),
    "change": ("paused", "resumed"),
}


def verbs_of(file: Path) -> Iterator[str]:
    """The verbs in calls that record, also through functions of the same file that take a `verb`."""
    tree = ast.parse(file.read_text())
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    places = dict(_RECORDS)
    for function in functions:
        names = [argument.arg for argument in function.args.args]
        if "verb" in names and file.name != "audit.py":
            places[function.name] = names.index("verb")
    for function in functions:
        for call in [node for node in ast.walk(function) if isinstance(node, ast.Call)]:
            place = places.get(ast.unparse(call.func))
            if place is not None and len(call.args) > place:
                yield from _said(call.args[place], function)


def _said(verb: ast.expr, function: ast.FunctionDef) -> Iterator[str]:
    if isinstance(verb, ast.Constant):
        yield verb.value
    elif isinstance(verb, ast.IfExp):
        yield from (*_said(verb.body, function), *_said(verb.orelse, function))
    elif isinstance(verb, ast.JoinedStr):
        (part,) = [each for each in verb.values if isinstance(each, ast.FormattedValue)]
        pattern = "".join(each.value if isinstance(each, ast.Constant) else "{}" for each in verb.values)
        yield from (pattern.format(word) for word in _PARTS[ast.unparse(part.value)])
    elif isinstance(verb, ast.Name) and (assigned := _assigned(verb.id, function)):
        for value in assigned:
            yield from _said(value, function)
    else:
        is_passed_on = ast.unparse(verb) in (argument.arg for argument in function.args.args)
        assert is_passed_on or ast.unparse(verb) == "ERASED", (
            f"a verb that this test can't read: {ast.unparse(verb)} in {function.name}"
        )


def _assigned(name: str, function: ast.FunctionDef) -> list[ast.expr]:
    """What a local variable is set to."""
    assignments = [node for node in ast.walk(function) if isinstance(node, ast.Assign)]
    return [node.value for node in assignments if any(ast.unparse(t) == name for t in node.targets)]


def used() -> set[str]:
    return {verb for file in FILES for verb in verbs_of(file)} | {ERASED}


def test_every_verb_has_its_words_and_no_words_are_left_over():
    assert set(deeds(translator("en"))) == used()


def test_no_verb_has_the_words_of_another():
    for language in LANGUAGES:
        words = list(deeds(translator(language)).values())
        assert sorted(set(words)) == sorted(words)


def test_verbs_are_plain_words():
    assert [verb for verb in used() if not re.fullmatch(r"[a-z ]+", verb)] == []
