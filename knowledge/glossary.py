"""A second, independent list of synonyms: narrow topics ("bulldozer", "vetting") that cut across capabilities."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from knowledge.taxonomy import SHIPPED, Concept, Kind

# Regions are told better by the taxonomy, which knows their member countries.
_SKIPPED = "reg_"
_LANGUAGE = "lang_"
_KINDS: Mapping[str, Kind] = {"capability": "capability", "assistance": "assistance"}


@cache
def shipped_glossary() -> tuple[Concept, ...]:
    """The glossary and the everyday wording shipped with the product (read once)."""
    concepts: list[Concept] = []
    for name in ("glossary.txt", "everyday.txt"):
        with (SHIPPED / name).open(encoding="utf-8") as file:
            concepts.extend(parse_glossary(file))
    return tuple(concepts)


def parse_glossary(lines: Iterable[str]) -> Iterator[Concept]:
    """Concepts from lines of the form `code|en: term; term|fr: term`.

    A code of the form `kind:code` adds to that concept, `lang_xx` names a language, any other is a topic.
    """
    for line in lines:
        if line.startswith(("#", _SKIPPED)) or "|" not in line:
            continue
        code, *columns = line.strip().split("|")
        terms = dict(_column(column) for column in columns)
        kind, code = _kind(code)
        labels = {language: names[0] for language, names in terms.items()}
        yield Concept(kind, code, labels, terms)


def _column(column: str) -> tuple[str, tuple[str, ...]]:
    language, _, terms = column.partition(":")
    return language.strip(), tuple(term.strip() for term in terms.split(";") if term.strip())


def _kind(code: str) -> tuple[Kind, str]:
    if code.startswith(_LANGUAGE):
        return "language", code.removeprefix(_LANGUAGE)
    kind, _, rest = code.rpartition(":")
    return _KINDS.get(kind, "topic"), rest
