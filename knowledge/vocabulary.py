"""Every word the catalogue and the taxonomy know, and how to get from a typed word to known ones."""

from collections import defaultdict

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.text import script, stem

SAME, SAME_STEM = 1.0, 0.92
_SHORTEST_CORRECTED = 5  # below this, one edit turns too many words into other real words
_LONG = 8  # from here on two edits are forgiven
_STEM_LANGUAGES = {"latin": ("en", "fr", "es", "pt"), "cyrillic": ("ru",), "arabic": ("ar",)}


def stem_languages(word: str) -> tuple[str, ...]:
    """The languages whose endings a word of this alphabet may carry."""
    return _STEM_LANGUAGES.get(script(word), ())


class Vocabulary:
    """Known words, numbered; found again by spelling, by stem or by likeness."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._numbers: dict[str, int] = {}
        self._stems: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self._shelves: defaultdict[tuple[str, int], list[str]] = defaultdict(list)

    def __contains__(self, word: str) -> bool:
        return word in self._numbers

    def number(self, word: str) -> int:
        """The word's number; a new word is added."""
        known = self._numbers.get(word)
        return self._add(word) if known is None else known

    def _add(self, word: str) -> int:
        number = len(self.words)
        self._numbers[word] = number
        self.words.append(word)
        for language in stem_languages(word):
            self._stems[language, stem(word, language)].append(number)
        if len(word) >= _SHORTEST_CORRECTED - 1 and word.isalpha():
            self._shelves[script(word), len(word)].append(word)
        return number

    def relatives(self, word: str) -> dict[int, float]:
        """Known words that are this word or share its stem, with their closeness (0..1); empty if unknown."""
        found = {
            number: SAME_STEM
            for language in stem_languages(word)
            for number in self._stems.get((language, stem(word, language)), ())
        }
        if word in self._numbers:
            found[self._numbers[word]] = SAME
        return found

    def nearest(self, word: str, limit: int = 3) -> list[tuple[str, float]]:
        """Known words at one or two slips of the finger from an unknown one, best first, with likeness 0..1."""
        if len(word) < _SHORTEST_CORRECTED or not word.isalpha():
            return []
        slips = 1 if len(word) < _LONG else 2
        alphabet = script(word)
        shelf = [
            known
            for length in range(len(word) - slips, len(word) + slips + 1)
            for known in self._shelves.get((alphabet, length), ())
        ]
        found = process.extract(word, shelf, scorer=OSA.distance, score_cutoff=slips, limit=limit * 3)
        ranked = sorted((distance + (known[0] != word[0]) * 0.5, known) for known, distance, _ in found)
        return [(known, 1 - cost / len(word)) for cost, known in ranked[:limit]]
