"""Words that are no evidence by themselves: grammar ("for", "нужен") and what is true of every programme.

And words that are only themselves: "weather" is no slip for "leather", nor "ganar" a form of Ghana.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, pairwise

from knowledge.taxonomy import SHIPPED
from knowledge.text import FIRST_HAN, Stems, is_han, normalise, stem, stem_languages


def is_function(word: str) -> bool:
    """Whether a normalised word is grammar."""
    return word in function_words()


def is_talk(word: str) -> bool:
    """Whether a normalised word is small talk: it asks for nothing alone, but may be part of a term."""
    return word in talk_words()


def is_generic(word: str, stems: Stems | None = None) -> bool:
    """Whether a normalised word fits nearly every programme, in whatever form ("courses", "курсов").

    `stems` is there for many words at a time.
    """
    verbatim, forms = _generic_forms()
    if word in verbatim:
        return True
    stems = Stems() if stems is None else stems
    return any(stems[language][word] in forms[language] for language in stem_languages(word))


def says_nothing(word: str) -> bool:
    """Whether a normalised word is grammar or small talk."""
    return is_function(word) or is_talk(word)


def is_plain(word: str) -> bool:
    """Whether a normalised word only looks like a form of a term."""
    return word in plain_words()


def is_ordinary(word: str) -> bool:
    """Whether a normalised word is everyday language, and so no slip for another word."""
    return f" {word} " in _ordinary().get(_shelf(word), "")


def everyday(sequence: Sequence[str]) -> frozenset[str]:
    """Which of the normalised words of a text are everyday language; Chinese characters are it in pairs."""
    pairs = [pair for pair in pairwise(sequence) if all(map(is_han, pair)) and is_ordinary("".join(pair))]
    return frozenset(chain.from_iterable(pairs)).union(
        word for word in sequence if is_ordinary(word) or is_plain(word) or says_nothing(word)
    )


@cache
def plain_words() -> frozenset[str]:
    """Words that only look like forms of a term, normalised (read once)."""
    return _named("plain")


@cache
def _ordinary() -> Mapping[str, str]:
    """The frequent words of all languages by shelf, each in one text: a tenth of the room of a set."""
    shelves: defaultdict[str, list[str]] = defaultdict(list)
    for line in (SHIPPED / "ordinary.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            for word in line.split():
                shelves[_shelf(word)].append(word)
    return {shelf: f" {' '.join(words)} " for shelf, words in shelves.items()}


def _shelf(word: str) -> str:
    return word[:1] if word < FIRST_HAN else FIRST_HAN


@cache
def function_words() -> frozenset[str]:
    """The grammar words of all languages, normalised (read once)."""
    return _named("function")


@cache
def talk_words() -> frozenset[str]:
    """The small talk of all languages, normalised (read once)."""
    return _named("talk")


@cache
def _generic_forms() -> tuple[frozenset[str], Mapping[str, frozenset[str]]]:
    """Generic words as they stand, and their stems by language."""
    generic = {language: listed for name, language, listed in _lists() if name == "generic"}
    return frozenset(word for listed in generic.values() for word in listed), {
        language: frozenset(stem(word, language) for word in listed) for language, listed in generic.items()
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
