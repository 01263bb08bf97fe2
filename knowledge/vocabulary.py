"""Every word the catalogue and the taxonomy know, and how to get from a typed word to known ones."""

import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import numpy as np

from knowledge.packed import Packed, key_of
from knowledge.spelling import Spelling, nearest, slips_forgiven
from knowledge.text import STEMMED, Stems, is_han, stem_languages, stems_of

SAME, SAME_STEM = 1.0, 0.92
_SHORTEST_BEGINNING = 3  # letters of a word from which on it may be the beginning of longer ones
_COMPLETIONS = 64
_LAST = chr(sys.maxunicode)  # sorts behind every letter


class Vocabulary:
    """Known words, numbered; found again by spelling, by stem, by likeness or by their beginning.

    A word is known while it is in use: by a term, or by at least one programme.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words: list[str] = []
        self._uses = array("i")
        self._is_read = bytearray()  # whether all languages of its script are taken for the word's
        self._stems, self._spelling = Packed(), Spelling()
        self._sorted: defaultdict[int, list[str]] = defaultdict(list)  # words by their length, in order
        # What is not yet in the tables: new words that may be corrected to, and words by their languages.
        self._to_spell: list[int] = []
        self._to_stem: defaultdict[str, list[int]] = defaultdict(list)

    def __contains__(self, word: str) -> bool:
        return self._uses[self._numbers[word]] > 0 if word in self._numbers else False

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, word: str, languages: Iterable[str]) -> int:
        """The number of a word of some term, in the languages given; a new one is added."""
        number = self._numbers.get(word)
        if number is None:
            number = self._enter(word)
        self._uses[number] += 1
        for language in languages:
            if language in STEMMED:
                self._to_stem[language].append(number)
        return number

    def read(self, words: Iterable[str], codes: Collection[str] = ()) -> list[int]:
        """The numbers of a text's words. The `codes` among them have no other forms, and no slips."""
        found = []
        numbers, is_read = self._numbers, self._is_read
        for word in words:
            number = numbers.get(word)
            if number is None:
                number = self._enter(word, is_code=word in codes)
            if not is_read[number] and word not in codes:
                is_read[number] = 1
                for language in stem_languages(word):
                    self._to_stem[language].append(number)
            found.append(number)
        return found

    def use(self, numbers: Iterable[int], times: int = 1) -> None:
        """Note that a programme uses these words; with -1, that it does no longer."""
        uses = self._uses
        for number in numbers:
            uses[number] += times

    def relatives(self, words: Sequence[str], stems: Stems) -> list[dict[int, float]]:
        """For each word the known words that are it or share its stem, with closeness; empty if unknown."""
        self._settle()
        keys = [
            [key_of(f"{language}:{stems[language][word]}") for language in stem_languages(word)]
            for word in words
        ]
        found = iter(self._stems.each([key for theirs in keys for key in theirs]))
        related = []
        for word, theirs in zip(words, keys, strict=True):
            numbers = [number for _ in theirs for number in next(found)]
            known = dict.fromkeys(self._in_use(numbers), SAME_STEM)
            if word in self:
                known[self._numbers[word]] = SAME
            related.append(known)
        return related

    def nearest(self, word: str, limit: int = 3) -> list[tuple[str, float]]:
        """Known words one or two slips of the finger from an unknown one, best first, with likeness 0..1."""
        if not slips_forgiven(word):
            return []
        self._settle()
        near = self._in_use(self._spelling.near(word))
        return nearest(word, [self._words[number] for number in near], limit)

    def completions(self, beginning: str, least: float) -> list[tuple[int, float]]:
        """Numbers of known words that begin so, the shortest first, with the share that is there already.

        That share is at `least` so much.
        """
        if len(beginning) < _SHORTEST_BEGINNING or is_han(beginning) or not beginning.isalpha():
            return []
        self._settle()
        found: list[tuple[int, float]] = []
        for length in range(len(beginning), int(len(beginning) / least) + 1):
            alike = self._sorted.get(length, [])
            start = bisect_left(alike, beginning)
            stop = bisect_left(alike, beginning + _LAST, start)
            if start < stop:
                known = self._in_use([self._numbers[word] for word in alike[start:stop][:_COMPLETIONS]])
                found += [(number, len(beginning) / length) for number in known]
            if len(found) >= _COMPLETIONS:
                break
        return found[:_COMPLETIONS]

    def _in_use(self, numbers: Iterable[int]) -> list[int]:
        return [number for number in numbers if self._uses[number] > 0]

    def _enter(self, word: str, *, is_code: bool = False) -> int:
        number = self._numbers[word] = len(self._words)
        self._words.append(word)
        self._uses.append(0)
        self._is_read.append(0)
        if not is_code:
            self._to_spell.append(number)
        return number

    def _settle(self) -> None:
        """Bring the tables up to date."""
        if self._to_spell:
            learned = [self._words[number] for number in self._to_spell]
            self._spelling.learn(learned, self._to_spell)
            for word in learned:
                if not is_han(word):
                    self._sorted[len(word)].append(word)
            for length in set(map(len, learned)):
                self._sorted[length].sort()
            self._to_spell = []
        for language, numbers in self._to_stem.items():
            self._file_stems(language, list(dict.fromkeys(numbers)))
        self._to_stem.clear()

    def _file_stems(self, language: str, numbers: Sequence[int]) -> None:
        found = stems_of([self._words[number] for number in numbers], language)
        keys = np.fromiter((key_of(f"{language}:{each}") for each in found), np.uint64, len(found))
        self._stems.extend(keys, np.fromiter(numbers, np.int32, len(numbers)))
