"""From a misspelt word to known ones, by the words that both become when letters are left out.

Two words one slip apart (a letter more, less, another, or two swapped) share a form with one letter left out
of each; two slips apart, a form with two left out. So known words are filed under all such forms of their
beginnings, and a typed word looks under its own (symmetric deletion, W. Garbe).
"""

from collections.abc import Sequence
from functools import cache
from itertools import combinations

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.packed import Keys, Numbers, Packed
from knowledge.text import is_han

SHORTEST_CORRECTED = 4  # below this, one edit turns too many words into other real words
LONG, LONGER = 7, 9  # from here on two edits are forgiven, and from here on believed
DOUBTFUL = 0.6  # what a word is worth that is two edits away and may as well be another: "bacalhau", batalhão
STEADY = 6  # from here on another first letter need not be another word
_BEGINNING = 7  # letters of a word that its forms are made of
_PRIME = 0x9E3779B1


def slips_forgiven(word: str) -> int:
    """How many slips of the finger may lie between a typed word and the one that was meant."""
    if len(word) < SHORTEST_CORRECTED or not word.isalpha() or is_han(word):
        return 0
    return 1 if len(word) < LONG else 2


class Spelling:
    """Known words by the forms they take when letters are left out."""

    def __init__(self) -> None:
        self._forms = Packed(np.uint32)  # what is found is looked at again

    def learn(self, words: Sequence[str], numbers: Sequence[int]) -> None:
        """File words that others may be corrected to, each with its number."""
        by_length: dict[int, tuple[list[str], list[int]]] = {}
        for word, number in zip(words, numbers, strict=True):
            if len(word) >= SHORTEST_CORRECTED - 1 and word.isalpha():
                alike = by_length.setdefault(min(len(word), _BEGINNING), ([], []))
                alike[0].append(word)
                alike[1].append(number)
        found = [
            _forms(alike, np.fromiter(theirs, np.int32), 1 if length < LONG - 2 else 2)
            for length, (alike, theirs) in by_length.items()
        ]
        if found:
            keys, their_numbers = zip(*found, strict=True)
            self._forms.extend(np.concatenate(keys), np.concatenate(their_numbers))

    def near(self, word: str) -> list[int]:
        """Numbers of the words that may be meant: all that are near enough, and some that are not."""
        keys, _ = _forms([word], np.zeros(1, np.int32), slips_forgiven(word))
        return list({number: None for numbers in self._forms.each(keys.tolist()) for number in numbers})


def nearest(word: str, known: Sequence[str], limit: int) -> list[tuple[str, float]]:
    """Those of the known words that are within the slips forgiven, best first, with likeness 0..1."""
    found = process.extract(
        word, known, scorer=OSA.distance, score_cutoff=slips_forgiven(word), limit=limit * 3
    )
    # People leave letters out more often than they add some, and seldom miss the first one.
    ranked = sorted(
        (distance + (near[0] != word[0]) / 2, -len(near), near, distance > 1 and len(word) < LONGER)
        for near, distance, _ in found
        if near[0] == word[0] or len(word) >= STEADY
    )
    return [
        (near, (1 - cost / len(word)) * (DOUBTFUL if doubted else 1.0))
        for cost, _, near, doubted in ranked[:limit]
    ]


def _forms(words: Sequence[str], numbers: Numbers, most: int) -> tuple[Keys, Numbers]:
    """The keys of all forms with up to `most` letters left out, and the number of each one's word.

    The beginnings of the words are all of one length.
    """
    length = min(len(words[0]), _BEGINNING)
    letters = np.array(words, f"U{length}").view(np.uint32).reshape(-1, length)
    factors = _factors(length, most)
    return (factors @ letters.T).ravel(), np.tile(numbers, len(factors))


@cache
def _factors(length: int, most: int) -> Keys:
    """For each form, what its letters count: its key is a polynomial of those it keeps, modulo 2^32."""
    kept = [each for left_out in range(most + 1) for each in combinations(range(length), length - left_out)]
    factors = np.zeros((len(kept), length), np.uint32)
    for form, positions in enumerate(kept):
        for power, position in enumerate(positions, 1):
            factors[form, position] = pow(_PRIME, power, 2**32)
    return factors
