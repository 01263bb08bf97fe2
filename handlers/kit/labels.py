"""Codes → words in the reader's language: capabilities, states, organisations, languages."""

from functools import lru_cache

from knowledge.glossary import shipped_glossary
from knowledge.places import country_names, language_names
from knowledge.taxonomy import Kind, shipped_taxonomy

_ORGANISATION = "org:"


def named(kind: Kind, code: str, language: str) -> str:
    """What a code of the taxonomy is called; the code itself where nobody named it."""
    if kind == "country":
        return country(code, language)
    if kind == "mission":
        return code  # everybody knows the acronym; the full names fill a screen
    if kind == "language":
        return language_name(code, language)
    if kind == "topic":
        return _topics(language).get(code, code)
    return shipped_taxonomy().label(kind, code, language)


def country(code: str, language: str) -> str:
    return country_names().get(code, {}).get(language, code)


def language_name(code: str, language: str) -> str:
    return language_names(language).get(code, code)


def provider(code: str, language: str) -> str:
    """A state, or an organisation written `org:NAME`."""
    if code.startswith(_ORGANISATION):
        return shipped_taxonomy().label("organisation", code.removeprefix(_ORGANISATION), language)
    return country(code, language)


@lru_cache(maxsize=16)
def _topics(language: str) -> dict[str, str]:
    """A topic is called by its first word in the reader's language."""
    return {topic.code: words[0] for topic in shipped_glossary() if (words := topic.terms.get(language))}
