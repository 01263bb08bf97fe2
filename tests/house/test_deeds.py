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
    places = dict(_RECORDS)
    for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
        names = [argument.arg for argument in function.args.args]
        if "verb" in names and file.name != "audit.py":
            places[function.name] = names.index("verb")
    for call in [node for node in ast.walk(tree) if isinstance(node, ast.Call)]:
        place = places.get(ast.unparse(call.func))
        if place is not None and len(call.args) > place:
            yield from _said(call.args[place])


def _said(verb: ast.expr) -> Iterator[str]:
    if isinstance(verb, ast.Constant):
        yield verb.value
    elif isinstance(verb, ast.JoinedStr):
        (part,) = [each for each in verb.values if isinstance(each, ast.FormattedValue)]
        pattern = "".join(each.value if isinstance(each, ast.Constant) else "{}" for each in verb.values)
        yield from (pattern.format(word) for word in _PARTS[ast.unparse(part.value)])
    else:
        assert ast.unparse(verb) in ("verb", "ERASED"), (
            f"a verb that this test can't read: {ast.unparse(verb)}"
        )


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
