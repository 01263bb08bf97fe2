"""The controlled vocabulary: which words, in which language, name which concept.

A `Concept` is anything a need can be about: a capability, a kind of assistance, a mission, a country … Its
key is `kind:code`, for example `capability:medical` or `country:TD`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any, Literal

import yaml

from knowledge.text import LANGUAGES, normalise

Kind = Literal[
    "capability",
    "assistance",
    "mission",
    "organisation",
    "unit",
    "region",
    "country",
    "language",
    "topic",
    "place",
    "programme",
    "aside",
]
Terms = Mapping[str, tuple[str, ...]]

SHIPPED = resources.files("knowledge") / "data"


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that can be asked for, with its label and every term that names it, by language."""

    kind: Kind
    code: str
    labels: Mapping[str, str]
    terms: Terms
    members: frozenset[str] = frozenset()  # countries of a region, host countries of a mission or of a town
    group: str = ""  # of a capability: military, police, enabling …

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.code}"

    def label(self, language: str) -> str:
        """The concept's name in `language`, in English where it has none."""
        return self.labels.get(language) or self.labels.get("en") or self.code


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Concepts by key, and the rules about terms that look like more than they are."""

    concepts: Mapping[str, Concept]
    weak: frozenset[str]  # normalised terms that hint at their concept and do not prove it
    traps: frozenset[str]  # normalised acronyms that are common words unless typed in capitals

    def of_kind(self, kind: Kind) -> tuple[Concept, ...]:
        """Every concept of one kind, in the order of the vocabulary."""
        return tuple(concept for concept in self.concepts.values() if concept.kind == kind)

    def label(self, kind: Kind, code: str, language: str = "en") -> str:
        """What people call a code; the code itself when the vocabulary does not know it."""
        concept = self.concepts.get(f"{kind}:{code}")
        return concept.label(language) if concept else code


@cache
def shipped_taxonomy() -> Taxonomy:
    """The vocabulary shipped with the product (read once)."""
    sections: dict[str, Any] = {}
    for section in shipped_yaml("taxonomy.yaml", "[a-z]"):
        sections.update(section)
    return parse_taxonomy(sections)


def shipped_yaml(name: str, beginning: str) -> Iterator[Any]:
    """The parts of a shipped YAML file, as `parse_yaml` gives them."""
    return parse_yaml((SHIPPED / name).read_text(encoding="utf-8"), beginning)


def parse_yaml(text: str, beginning: str) -> Iterator[Any]:
    """The parts of a YAML document, each of which starts with a line that matches `beginning`.

    Each part is parsed by itself: the tree of a long document takes fifty times its size in passing.
    """
    for part in re.split(f"^(?={beginning})", text, flags=re.MULTILINE)[1:]:
        yield _plain(yaml.compose(part, yaml.CBaseLoader))


def _plain(node: Any) -> Any:
    """A YAML node as lists, dictionaries and text: years stay text, and so does Norway, `NO`."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    return [_plain(item) for item in node.value] if isinstance(node, yaml.SequenceNode) else node.value


def parse_taxonomy(raw: Mapping[str, Any]) -> Taxonomy:
    """A taxonomy from the structure of `taxonomy.yaml`."""
    meta = raw["meta"]
    concepts = [*_labelled(raw), *_named(raw), _asides(meta)]
    return Taxonomy(
        concepts={concept.key: _with_overlaps(concept, raw["ambiguous"]) for concept in concepts},
        weak=frozenset(normalise(term) for terms in meta["weak_terms"].values() for term in terms),
        traps=frozenset(map(normalise, meta["acronym_traps"])),
    )


def _labelled(raw: Mapping[str, Any]) -> Iterator[Concept]:
    """Capabilities, kinds of assistance, units and regions: entries with labels and further terms."""
    sections: tuple[tuple[str, Kind, str], ...] = (
        ("capabilities", "capability", "synonyms"),
        ("assistance_types", "assistance", "synonyms"),
        ("unit_types", "unit", "variants"),
        ("regions", "region", "aliases"),
    )
    for section, kind, more in sections:
        for entry in raw[section]:
            terms = _terms(entry["labels"], entry.get(more) or {})
            members, group = frozenset(entry.get("members", ())), entry.get("group", "")
            yield Concept(kind, entry["code"], entry["labels"], terms, members, group)


def _named(raw: Mapping[str, Any]) -> Iterator[Concept]:
    """Missions and organisations: entries with an acronym and official names."""
    sections: tuple[tuple[str, Kind], ...] = (("missions", "mission"), ("organisations", "organisation"))
    for section, kind in sections:
        for entry in raw[section]:
            aliases = [entry["acronym"], *entry.get("aliases", ())]
            terms = _terms(entry["names"], aliases)
            yield Concept(kind, entry["acronym"], entry["names"], terms, frozenset(entry.get("hosts") or ()))


def _asides(meta: Mapping[str, Any]) -> Concept:
    """Phrases that say who is asking, not what is needed; they hide shorter terms inside them."""
    terms = {language: tuple(phrases) for language, phrases in meta["stop_phrases"].items()}
    return Concept("aside", "contributor", {}, terms)


def _terms(labels: Mapping[str, str], more: Mapping[str, list[str]] | list[str]) -> Terms:
    """Labels and further terms by language; terms of no stated language stand under the empty one."""
    by_language = more if isinstance(more, dict) else {}
    terms = {
        language: tuple(dict.fromkeys([labels[language], *by_language.get(language, ())]))
        for language in LANGUAGES
        if language in labels
    }
    return terms if isinstance(more, dict) else {**terms, "": tuple(more)}


def _with_overlaps(concept: Concept, ambiguous: list[Mapping[str, Any]]) -> Concept:
    """The concept with the terms it shares with others added, so that an ambiguous word means all of them."""
    if concept.kind != "capability":
        return concept
    terms = dict(concept.terms)
    for entry in ambiguous:
        known = terms.get(entry["lang"], ())
        if concept.code in entry["codes"] and entry["term"] not in known:
            terms[entry["lang"]] = (*known, entry["term"])
    return replace(concept, terms=terms)
