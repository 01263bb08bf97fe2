"""Every sentence exists in every language, with the same arguments."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import handlers
from handlers.kit.i18n import DEFAULT, LANGUAGES, supported, translator

_HANDLERS = Path(handlers.__file__).parent
_TRANSLATED = [language for language in LANGUAGES if language != DEFAULT]


def sentences() -> set[str]:
    """The first argument (the first two of `many`) of every call of `t`, `t.label` and `t.many`."""
    found: set[str] = set()
    for file in _HANDLERS.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and (name := _translating(node.func)):
                given = node.args[: 2 if name == "many" else 1]
                found |= {a.value for a in given if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return found


def _translating(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute) and function.attr in ("label", "many"):
        holder = function.value
        return function.attr if ast.unparse(holder) in ("t", "turn.t") else ""
    return "t" if ast.unparse(function) in ("t", "turn.t") else ""


def catalogue(language: str) -> dict[str, str]:
    with (_HANDLERS / "locales" / f"{language}.po").open("rb") as file:
        messages = [m for m in read_po(file) if m.id and "fuzzy" not in m.flags]
    one = {m.id: m.string for m in messages if not m.pluralizable}
    several = {i: s for m in messages if m.pluralizable for i, s in zip(m.id, m.string, strict=True)}
    return one | several


def arguments(sentence: str) -> list[str]:
    return sorted(re.findall(r"\{\w+\}|</?\w+>", sentence))


@pytest.mark.parametrize("language", _TRANSLATED)
def test_every_sentence_is_translated_and_none_is_left_over(language: str):
    assert set(catalogue(language)) == sentences()


@pytest.mark.parametrize("language", _TRANSLATED)
def test_translations_keep_the_arguments_and_are_not_empty(language: str):
    for english, translated in catalogue(language).items():
        assert translated
        assert arguments(translated) == arguments(english), english


@pytest.mark.parametrize(
    ("phone", "ours"),
    [("fr-CA", "fr"), ("FR", "fr"), ("en_US", "en"), ("it", None), ("", None), (None, None)],
)
def test_a_phone_s_language_code_leads_to_one_of_ours(phone: str | None, ours: str | None):
    assert supported(phone) == ours


def test_a_sentence_is_said_in_the_reader_s_language():
    assert translator("fr")("Help") == "Aide"
    assert translator("en")("Help") == "Help"
