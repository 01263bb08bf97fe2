"""Words that are no evidence by themselves: grammar ("for", "нужен") and what is true of every programme.

And words that are only themselves: "weather" is no slip for "leather", nor "ganar" a form of Ghana.
"""

from collections.abc import Iterator
from functools import cache

from knowledge.taxonomy import SHIPPED
from knowledge.text import normalise, stem, stem_languages


def is_function(word: str) -> bool:
    """Whether a normalised word is grammar."""
    return word in function_words()


def is_talk(word: str) -> bool:
    """Whether a normalised word is small talk: it asks for nothing alone, but may be part of a term."""
    return word in talk_words()


def is_generic(word: str) -> bool:
    """Whether a normalised word fits nearly every programme, in whatever form ("courses", "курсов")."""
    forms = _generic_forms()
    return word in forms or any(
        f"{language}:{stem(word, language)}" in forms for language in stem_languages(word)
    )


def is_plain(word: str) -> bool:
    """Whether a normalised word only looks like a form of a term."""
    return word in plain_words()


def is_ordinary(word: str) -> bool:
    """Whether a normalised word is everyday language, and so no slip for another word."""
    return f" {word} ".encode() in _ordinary()


@cache
def plain_words() -> frozenset[str]:
    """Words that only look like forms of a term, normalised (read once)."""
    return _named("plain")


@cache
def _ordinary() -> bytes:
    """The frequent words of all languages; one text takes a tenth of the room of a set."""
    return (SHIPPED / "ordinary.txt").read_bytes().replace(b"\n", b" ")


@cache
def function_words() -> frozenset[str]:
    """The grammar words of all languages, normalised (read once)."""
    return _named("function")


@cache
def talk_words() -> frozenset[str]:
    """The small talk of all languages, normalised (read once)."""
    return _named("talk")


@cache
def _generic_forms() -> frozenset[str]:
    """Generic words as they stand, and their stems with the language told."""
    generic = [
        (language, word) for name, language, listed in _lists() if name == "generic" for word in listed
    ]
    return frozenset(word for _, word in generic) | {
        f"{language}:{stem(word, language)}" for language, word in generic
    }


def _named(wanted: str) -> frozenset[str]:
    return frozenset(word for name, _, listed in _lists() if name == wanted for word in listed)


def _lists() -> Iterator[tuple[str, str, list[str]]]:
    """Name, language and normalised words of each line of the form `generic en: training course`."""
    with (SHIPPED / "stopwords.txt").open(encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                head, _, listed = line.partition(":")
                name, language = head.split()
                yield name, language, normalise(listed).split()
