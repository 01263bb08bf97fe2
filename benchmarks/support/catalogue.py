"""Generated programmes: as many as wanted, in seven languages, always the same ones.

A title names a capability by one of the terms of the shipped taxonomy, a format, a country and often an
audience or a number; three to five more words are drawn from real word frequencies (`wordfreq`), so common
words are very common and most of the vocabulary is rare. Titles have about nine words. A programme has an
acronym that only it has, shares one with the other programmes of its capability, and three in ten have a
title in a second language too. There are no codes: what a programme is about stands in its text alone.

Every record is drawn from its number, so the first 1,000 of a million are the first 1,000 of any. Ids and
acronyms are scattered: their order says nothing about when a programme was made.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from itertools import islice
from typing import ClassVar

import numpy as np
import wordfreq

from benchmarks.support.phrases import AUDIENCES, FORMATS, LANGUAGES
from knowledge.places import country_names
from knowledge.taxonomy import shipped_taxonomy
from knowledge.text import is_han

SEED = 20_261_126
_CHUNK = 10_000
_SHARES = (0.38, 0.20, 0.12, 0.06, 0.10, 0.08, 0.06)  # of the languages, in their order
_LIST_LENGTH, _FUNCTION_WORDS = 60_000, 20
_FEWEST_WORDS, _MOST_WORDS = 3, 5
_SECOND_TITLE, _AUDIENCE, _NUMBER = 0.3, 0.4, 0.3
_CODE_LETTERS = 5


@dataclass(slots=True)
class Record:
    """A programme as far as a search reads one. What generated ones never state is the same for all."""

    id: str
    name: str
    aliases: tuple[str, ...]
    summary_language: str
    summary: ClassVar[str] = ""
    kind: ClassVar[str] = "training"
    providers: ClassVar[tuple[str, ...]] = ()
    capabilities: ClassVar[tuple[str, ...]] = ()
    regions: ClassVar[tuple[str, ...]] = ()
    countries: ClassVar[tuple[str, ...]] = ()
    delivery_languages: ClassVar[tuple[str, ...]] = ()
    standards: ClassVar[tuple[str, ...]] = ()
    money: ClassVar[str | None] = None

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)

    def model_dump_json(self) -> str:
        """As JSON, under the name that this has for a `Programme`."""
        return json.dumps(asdict(self))

    @classmethod
    def model_validate_json(cls, told: bytes) -> "Record":
        """From such JSON."""
        found = json.loads(told)
        return cls(**{**found, "aliases": tuple(found["aliases"])})


@dataclass(frozen=True, slots=True)
class Subject:
    """A capability: what each language calls it, and its acronym."""

    terms: dict[str, tuple[str, ...]]
    acronym: str


@dataclass(slots=True)
class Draft:
    """A record with what its title was made of, for asking after it."""

    record: Record
    subject: Subject
    country: str
    words: list[str]  # drawn by frequency
    acronym: str


def records(count: int) -> list[Record]:
    """The first `count` records, in their own order."""
    return [draft.record for draft in drafts(count)]


def drafts(count: int, start: int = 0) -> Iterator[Draft]:
    """`count` drafts, from the one numbered `start` on."""
    first = start // _CHUNK
    chunks = (_chunk(number) for number in range(first, (start + count - 1) // _CHUNK + 1))
    every = (draft for chunk in chunks for draft in chunk)
    return islice(every, start - first * _CHUNK, start - first * _CHUNK + count)


@cache
def subjects() -> tuple[Subject, ...]:
    """What programmes are about: the capabilities of the shipped taxonomy."""
    found = []
    for concept in shipped_taxonomy().of_kind("capability"):
        every = [term for terms in concept.terms.values() for term in terms]
        acronyms = [term for term in every if term.isascii() and term.isupper()]
        initials = "".join(word[0] for word in concept.label("en").split()).upper()
        spelt = {
            language: tuple(
                term for term in concept.terms[language] if not term.isupper() or language == "zh"
            )
            for language in LANGUAGES
        }
        found.append(Subject(spelt, acronyms[0] if acronyms else initials))
    return tuple(found)


@cache
def _frequencies(language: str) -> tuple[list[str], np.ndarray]:
    """Words of a language and how often one at most as far down the list is said (0..1, rising)."""
    frequencies = wordfreq.get_frequency_dict(language)
    listed = wordfreq.top_n_list(language, _LIST_LENGTH)[_FUNCTION_WORDS:]
    known = [word for word in listed if len(word) > 1 and word.isalpha()]
    if language == "zh":
        known = [word for word in known if not word.isascii()]
    said = np.cumsum([frequencies[word] for word in known])
    return known, said / said[-1]


def _skewed(count: int, generator: np.random.Generator, size: int) -> np.ndarray:
    """Numbers below `count`, the lower ones more often, as Zipf has it."""
    weights = 1 / (np.arange(count) + 4)
    return generator.choice(count, size, p=weights / weights.sum())


def _chunk(number: int) -> Iterator[Draft]:
    generator = np.random.default_rng((SEED, number))
    countries = sorted(country_names(), key=lambda code: _scattered(ord(code[0]) * 91 + ord(code[1])))
    spoken = generator.choice(len(LANGUAGES), _CHUNK, p=_SHARES).tolist()
    subject = _skewed(len(subjects()), generator, _CHUNK).tolist()
    country = _skewed(len(countries), generator, _CHUNK).tolist()
    chances = generator.random((_CHUNK, 8)).tolist()
    length = generator.integers(_FEWEST_WORDS, _MOST_WORDS + 1, _CHUNK).tolist()
    drawn = generator.random((_CHUNK, _MOST_WORDS))
    # One row of word numbers for each language; a record uses the row of its own.
    places = {language: np.searchsorted(_frequencies(language)[1], drawn) for language in LANGUAGES}
    for place in range(_CHUNK):
        language = LANGUAGES[spoken[place]]
        known = _frequencies(language)[0]
        words = [known[each] for each in places[language][place, : length[place]].tolist()]
        yield _draft(
            number * _CHUNK + place,
            language,
            subjects()[subject[place]],
            countries[country[place]],
            words,
            chances[place],
        )


def _draft(
    number: int, language: str, subject: Subject, country: str, words: list[str], chances: list[float]
) -> Draft:
    acronym = _code(number)
    aliases = [acronym, subject.acronym]
    if chances[0] < _SECOND_TITLE:
        second = LANGUAGES[int(chances[0] / _SECOND_TITLE * len(LANGUAGES))]
        # Names that a title carries stay as they are when it is translated.
        aliases.append(_title(second, subject, country, words[:2], chances))
    title = _title(language, subject, country, words, chances)
    name = f"{_scattered(number):08x}"
    return Draft(Record(name, title, tuple(aliases), language), subject, country, words, acronym)


def _title(language: str, subject: Subject, country: str, words: list[str], chances: list[float]) -> str:
    _, term, form, audience, which, number, order, amount = chances
    terms, forms = subject.terms[language], FORMATS[language]
    # The label twice as often as a synonym would be by chance: squared, a share leans to the first.
    about = [terms[int(term**2 * len(terms))], forms[int(form * len(forms))]]
    if audience < _AUDIENCE:
        about.append(AUDIENCES[language][int(which * len(AUDIENCES[language]))])
    if number < _NUMBER:
        about.append(str(2020 + int(amount * 10) if amount > 0.5 else 1 + int(amount * 80)))
    where = country_names()[country][language]
    parts = [*about, where, *words] if order < 0.4 else [*words, *about, where]
    if order > 0.8:
        parts = [where, *words[:2], *about, *words[2:]]
    title = _unspaced(parts) if language == "zh" else " ".join(parts)
    return title[0].upper() + title[1:]


def _unspaced(parts: list[str]) -> str:
    """Chinese as it is written: spaces only around what is not Chinese."""
    padded = (part if is_han(part) else f" {part} " for part in parts)
    return " ".join("".join(padded).split())


def _scattered(number: int) -> int:
    """Another number below 2^32 for each number below 2^32, without visible order."""
    return number * 2_654_435_761 % 2**32


def _code(number: int) -> str:
    """Five capital letters that no other number has."""
    rest, letters = (number * 7_368_787 + 1_234_577) % 26**_CODE_LETTERS, []
    for _ in range(_CODE_LETTERS):
        rest, letter = divmod(rest, 26)
        letters.append(chr(ord("A") + letter))
    return "".join(letters)
