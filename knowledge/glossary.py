"""A second, independent list of synonyms: narrow topics ("bulldozer", "vetting") that cut across capabilities."""

from collections.abc import Iterable, Iterator
from functools import cache

from knowledge.taxonomy import SHIPPED, Concept, Kind

# Regions are told better by the taxonomy, which knows their member countries.
_SKIPPED = "reg_"
_LANGUAGE = "lang_"


@cache
def shipped_glossary() -> tuple[Concept, ...]:
    """The glossary shipped with the product (read once)."""
    with (SHIPPED / "glossary.txt").open(encoding="utf-8") as file:
        return tuple(parse_glossary(file))


def parse_glossary(lines: Iterable[str]) -> Iterator[Concept]:
    """Concepts from lines of the form `code|en: term; term|fr: term`; `lang_xx` lines name languages."""
    for line in lines:
        if line.startswith(("#", _SKIPPED)) or "|" not in line:
            continue
        code, *columns = line.strip().split("|")
        terms = dict(_column(column) for column in columns)
        kind: Kind = "language" if code.startswith(_LANGUAGE) else "topic"
        labels = {language: names[0] for language, names in terms.items()}
        yield Concept(kind, code.removeprefix(_LANGUAGE), labels, terms)


def _column(column: str) -> tuple[str, tuple[str, ...]]:
    language, _, terms = column.partition(":")
    return language.strip(), tuple(term.strip() for term in terms.split(";") if term.strip())
