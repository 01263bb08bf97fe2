"""Every word the catalogue and the taxonomy know, and how to get from a typed word to known ones."""

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.text import STEMMED, script, stem, stem_languages

SAME, SAME_STEM = 1.0, 0.92
_SHORTEST_CORRECTED = 5  # below this, one edit turns too many words into other real words
_LONG = 9  # from here on two edits are forgiven


class Vocabulary:
    """Known words, numbered; found again by spelling, by stem or by likeness."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._stems: dict[str, dict[str, tuple[int, ...]]] = {language: {} for language in STEMMED}
        self._shelves: defaultdict[tuple[str, int], list[str]] = defaultdict(list)

    def __contains__(self, word: str) -> bool:
        return word in self._numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, word: str, languages: Iterable[str]) -> int:
        """The word's number; a new word, or a known one in another language, is added."""
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = len(self._numbers)
            if len(word) >= _SHORTEST_CORRECTED - 1 and word.isalpha():
                self._shelves[script(word), len(word)].append(word)
        alone = (number,)
        for language in languages:
            if language in self._stems:
                known, found = self._stems[language], stem(word, language)
                members = known.get(found, ())
                if number not in members:
                    known[word if found == word else found] = (*members, number) if members else alone
        return number

    def relatives(self, word: str) -> dict[int, float]:
        """Known words that are this word or share its stem, with their closeness (0..1); empty if unknown."""
        found = {
            number: SAME_STEM
            for language in stem_languages(word)
            for number in self._stems[language].get(stem(word, language), ())
        }
        if word in self._numbers:
            found[self._numbers[word]] = SAME
        return found

    def nearest(self, word: str, limit: int = 3) -> list[tuple[str, float]]:
        """Known words one or two slips of the finger from an unknown one, best first, with likeness 0..1."""
        if len(word) < _SHORTEST_CORRECTED or not word.isalpha():
            return []
        slips = 1 if len(word) < _LONG else 2
        lengths = range(len(word) - slips, len(word) + slips + 1)
        shelf = [known for length in lengths for known in self._shelves.get((script(word), length), ())]
        found = process.extract(word, shelf, scorer=OSA.distance, score_cutoff=slips, limit=limit * 3)
        # People leave letters out more often than they add some, and seldom miss the first one.
        ranked = sorted(
            (distance + (known[0] != word[0]) / 2, -len(known), known)
            for known, distance, _ in found
            if known[0] == word[0] or len(word) >= _LONG
        )
        return [(known, 1 - cost / len(word)) for cost, _, known in ranked[:limit]]
