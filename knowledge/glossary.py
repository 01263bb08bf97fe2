"""Two more lists of synonyms beside the taxonomy, in seven languages.

The glossary names narrow topics ("bulldozer", "vetting") that cut across capabilities, and towns. The
everyday wording is how an officer says it who does not know the technical term ("stop the bleeding", "who
checks us").
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from knowledge.taxonomy import SHIPPED, Concept, Kind, Terms

# Regions are told better by the taxonomy, which knows their member countries.
_SKIPPED = ("#", "reg_")
_LANGUAGE = "lang_"
_OWN: tuple[Kind, ...] = ("topic", "language", "place")
_ELSEWHERE: tuple[Kind, ...] = ("capability", "assistance", "aside", "programme", "place")


def shipped_glossary() -> tuple[Concept, ...]:
    """The topics, languages and places of both lists; a topic's first term is its label."""
    merged: dict[str, Concept] = {}
    for concept in _shipped_lists():
        if concept.kind in _OWN:
            known = merged.get(concept.key)
            merged[concept.key] = _with_more(known, concept.terms) if known else concept
    return tuple(merged.values())


def shipped_everyday() -> tuple[Concept, ...]:
    """Further terms for concepts of the taxonomy, and names of programmes in other languages."""
    return tuple(concept for concept in _shipped_lists() if concept.kind not in _OWN)


@cache
def host_countries() -> Mapping[str, str]:
    """In which country a place lies, by the keys of both (read once)."""
    return {
        concept.key: f"country:{code}"
        for concept in shipped_glossary()
        for code in concept.members
        if concept.kind == "place"
    }


def parse_glossary(lines: Iterable[str]) -> Iterator[Concept]:
    """Concepts from lines of the form `code|en: term; term|fr: term`.

    A code of the form `kind:code` adds to that concept, `lang_xx` names a language, any other is a topic.
    A place may name its country: `place:bamako@ML`.
    """
    for line in lines:
        if not line.startswith(_SKIPPED) and "|" in line:
            code, *columns = line.strip().split("|")
            terms = dict(_column(column) for column in columns)
            labels = {language: names[0] for language, names in terms.items()}
            name, _, host = code.rpartition(":")[2].removeprefix(_LANGUAGE).partition("@")
            yield Concept(_kind(code), name, labels, terms, frozenset({host} if host else ()))


def _shipped_lists() -> tuple[Concept, ...]:
    concepts: list[Concept] = []
    for name in ("glossary.txt", "everyday.txt"):
        with (SHIPPED / name).open(encoding="utf-8") as file:
            concepts.extend(parse_glossary(file))
    return tuple(concepts)


def _column(column: str) -> tuple[str, tuple[str, ...]]:
    language, _, terms = column.partition(":")
    return language.strip(), tuple(term.strip() for term in terms.split(";") if term.strip())


def _kind(code: str) -> Kind:
    if code.startswith(_LANGUAGE):
        return "language"
    kind = code.partition(":")[0]
    return kind if kind in _ELSEWHERE else "topic"


def _with_more(concept: Concept, terms: Terms) -> Concept:
    joined = {
        language: (*concept.terms.get(language, ()), *terms.get(language, ()))
        for language in {*concept.terms, *terms}
    }
    return Concept(concept.kind, concept.code, concept.labels, dict(sorted(joined.items())), concept.members)
