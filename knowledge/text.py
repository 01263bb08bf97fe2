"""From raw text in seven languages to comparable words.

Everything that searches or reads goes through `normalise` first, so a word typed with or without accents,
vowel marks, capitals, hyphens or traditional characters is one and the same word.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

QUERY_LIMIT = 256
FIELD_LIMIT = 2_000
LANGUAGES = ("en", "fr", "es", "pt", "ru", "ar", "zh")

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
FIRST_HAN = "\u3400"
# Characters of GB 2312 that are simplified ones and, alone or in some words, traditional ones too.
_TWOFOLD = frozenset("乾菸薹捱摺吒後徵夥甯榘於麴醣麽藉覆沈")
_HAN_RUN = re.compile(f"[{_HAN}]+")
_WORD = re.compile(f"[{_HAN}]|[^\\W_{_HAN}]+")
_RAW_WORD = re.compile(r"[^\W_]+")
# Combining marks of Latin, Cyrillic and Arabic, and the tatweel that only stretches a word.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe2f]+"
)
# Zero-width characters, bidirectional controls and lone surrogates carry no meaning and can hide a word.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+")
_LETTERS = str.maketrans(
    {
        "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i",  # noqa: RUF001 - these letters are meant
        "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ٱ": "ا",  # noqa: RUF001 - so are these
        **{chr(0x660 + digit): str(digit) for digit in range(10)},
        **{chr(0x6F0 + digit): str(digit) for digit in range(10)},
    }
)  # fmt: skip
_STEMMERS = {
    "en": "english",
    "fr": "french",
    "es": "spanish",
    "pt": "portuguese",
    "ru": "russian",
    "ar": "arabic",
}
STEMMED = tuple(_STEMMERS)
_STEM_LANGUAGES = {"latin": ("en", "fr", "es", "pt"), "cyrillic": ("ru",), "arabic": ("ar",)}
_SHORTEST_STEMMED = 4
_STEMS_KEPT = 20_000
_ARABIC_PREFIX = re.compile("^(?:[وف]?(?:[بك]?ال|لل)|و(?=.{4}))(?=.{3})")
# "For", joined to the word; where it is the word's own first letter, every form of it loses it.
_ARABIC_FOR = re.compile("^ل(?=.{3})")


def clip(text: str, limit: int = QUERY_LIMIT) -> str:
    """The first `limit` characters, without the ones nobody sees."""
    return _INVISIBLE.sub("", text[:limit])


def normalise(text: str) -> str:
    """`text` folded to one form: compatibility letters, lower case, no marks, simplified Chinese."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", simplified(_INVISIBLE.sub("", text)).casefold())
    bare = _MARKS.sub("", folded.replace("и\u0306", "й"))  # й is a letter of its own, not an и with a mark
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


def simplified(text: str) -> str:
    """Traditional Chinese characters turned into simplified ones; other text untouched."""
    return _HAN_RUN.sub(lambda run: _converted(run.group()), text)


def _converted(run: str) -> str:
    """A run without traditional characters needs no converter, which is slow and takes a megabyte."""
    try:
        run.encode("gb2312")  # the characters of simplified Chinese
    except UnicodeEncodeError:
        return str(_converter().convert(run))
    return run if _TWOFOLD.isdisjoint(run) else str(_converter().convert(run))


def words(text: str) -> list[str]:
    """Words of normalised text in order; each Chinese character is a word of its own."""
    return _WORD.findall(text)


def capitals(text: str) -> frozenset[str]:
    """The words of raw text written in capitals, normalised: only these can be a doubtful acronym.

    Where every word is in capitals, capitals mean nothing.
    """
    found = _RAW_WORD.findall(text)
    upper = [word for word in found if len(word) > 1 and word.isupper()]
    return frozenset(map(normalise, upper)) if len(upper) < len(found) or len(found) == 1 else frozenset()


def is_han(word: str) -> bool:
    """Whether a word is Chinese."""
    return word >= FIRST_HAN and bool(_HAN_RUN.match(word))


def grams(sequence: Sequence[str]) -> Iterator[str]:
    """What is indexed of a sequence of words: the words, and each pair of neighbouring Chinese characters."""
    yield from sequence
    if max(sequence, default="") >= FIRST_HAN:
        for first, second in pairwise(sequence):
            if is_han(first) and is_han(second):
                yield first + second


def script(word: str) -> str:
    """Which alphabet a word is written in, as far as correction and stemming need to know."""
    letter = word[0]
    if letter < "\u0250":
        return "latin"
    if "\u0400" <= letter <= "\u052f":
        return "cyrillic"
    if "\u0600" <= letter <= "\u06ff":
        return "arabic"
    return "han" if is_han(word) else "other"


def stem_languages(word: str) -> tuple[str, ...]:
    """The languages whose endings a word of this alphabet may carry."""
    return _STEM_LANGUAGES.get(script(word), ())


def stem(word: str, language: str) -> str:
    """The Snowball stem of a normalised word; Arabic also loses its joined article and particles."""
    if language == "ar":
        bare = _ARABIC_FOR.sub("", _ARABIC_PREFIX.sub("", word))
        word = bare.replace("ظ", "ض")  # often written one for the other
    if language not in _STEMMERS or len(word) < _SHORTEST_STEMMED:
        return word
    return str(_stemmer(language).stemWord(word))


def stems_of(words: Sequence[str], language: str) -> list[str]:
    """The stems of many words at once."""
    if language not in _STEMMERS:
        return list(words)
    if language == "ar":
        return [stem(word, language) for word in words]
    made = _stemmer(language).stemWords(words)
    return [word if len(word) < _SHORTEST_STEMMED else made_ for word, made_ in zip(words, made, strict=True)]


class Stemmed(dict[str, str]):
    """Stems of words in one language, each made once: for reading many words at a time."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> str:
        if len(self) >= _STEMS_KEPT:
            self.clear()
        found = stem(word, self._language)
        self[word] = word if found == word else found  # one string rather than two that are equal
        return self[word]


class Stems(dict[str, Stemmed]):
    """Stems of words by language, each made once."""

    def __missing__(self, language: str) -> Stemmed:
        self[language] = Stemmed(language)
        return self[language]


@cache
def _stemmer(language: str) -> Any:
    import Stemmer  # loaded when first needed: the start stays fast

    return Stemmer.Stemmer(_STEMMERS[language], 0)  # its own cache takes megabytes


@cache
def _converter() -> Any:
    import opencc  # loaded only once somebody writes Chinese

    return opencc.OpenCC("t2s")
