"""Words that are no evidence by themselves: grammar ("for", "нужен") and what is true of every programme."""

from collections.abc import Iterator, Mapping
from functools import cache

from knowledge.taxonomy import SHIPPED
from knowledge.text import Stems, normalise, stem, stem_languages


def is_function(word: str) -> bool:
    """Whether a normalised word is grammar or small talk."""
    return word in function_words()


def is_generic(word: str, stems: Stems | None = None) -> bool:
    """Whether a normalised word fits nearly every programme, in whatever form ("courses", "курсов").

    `stems` is there for many words at a time.
    """
    verbatim, forms = _generic_forms()
    if word in verbatim:
        return True
    stems = Stems() if stems is None else stems
    return any(stems[language][word] in forms[language] for language in stem_languages(word))


@cache
def function_words() -> frozenset[str]:
    """The grammar words of all languages, normalised (read once)."""
    return frozenset(word for name, _, listed in _lists() if name == "function" for word in listed)


@cache
def _generic_forms() -> tuple[frozenset[str], Mapping[str, frozenset[str]]]:
    """Generic words as they stand, and their stems by language."""
    generic = {language: listed for name, language, listed in _lists() if name == "generic"}
    return frozenset(word for listed in generic.values() for word in listed), {
        language: frozenset(stem(word, language) for word in listed) for language, listed in generic.items()
    }


def _lists() -> Iterator[tuple[str, str, list[str]]]:
    """Name, language and normalised words of each line of the form `generic en: training course`."""
    with (SHIPPED / "stopwords.txt").open(encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                head, _, listed = line.partition(":")
                name, language = head.split()
                yield name, language, normalise(listed).split()
