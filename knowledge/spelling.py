"""From a misspelt word to known ones, by the words that both become when letters are left out.

Two words one slip apart (a letter more, less, another, or two swapped) share a form with one letter left out
of each; two slips apart, a form with two left out. So known words are filed under all such forms of their
beginnings, and a typed word looks under its own (symmetric deletion, W. Garbe).
"""

from collections.abc import Sequence
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.packed import Keys, Numbers, Packed
from knowledge.text import is_han

SHORTEST_CORRECTED = 5  # below this, one edit turns too many words into other real words
LONG = 8  # from here on two edits are forgiven
_BEGINNING = 8  # letters of a word that its forms are made of
_PRIME = np.uint64(0x9E3779B97F4A7C15)


def slips_forgiven(word: str) -> int:
    """How many slips of the finger may lie between a typed word and the one that was meant."""
    if len(word) < SHORTEST_CORRECTED or not word.isalpha() or is_han(word):
        return 0
    return 1 if len(word) < LONG else 2


class Spelling:
    """Known words by the forms they take when letters are left out."""

    def __init__(self) -> None:
        self._forms = Packed()

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
        return self._forms.of(keys.tolist())


def nearest(word: str, known: Sequence[str], limit: int) -> list[tuple[str, float]]:
    """Those of the known words that are within the slips forgiven, best first, with likeness 0..1."""
    found = process.extract(
        word, known, scorer=OSA.distance, score_cutoff=slips_forgiven(word), limit=limit * 3
    )
    # People seldom miss the first letter; in a short word that would rather be another word.
    ranked = sorted(
        (distance + (near[0] != word[0]) / 2, near)
        for near, distance, _ in found
        if near[0] == word[0] or len(word) >= LONG
    )
    return [(near, 1 - cost / len(word)) for cost, near in ranked[:limit]]


def _forms(words: Sequence[str], numbers: Numbers, most: int) -> tuple[Keys, Numbers]:
    """The keys of all forms with up to `most` letters left out, of words whose beginnings are of one length."""
    length = min(len(words[0]), _BEGINNING)
    letters = np.array(words, f"U{length}").view(np.uint32).reshape(-1, length).astype(np.uint64)
    keys = [_key(letters[:, kept]) for kept in _kept(length, most)]
    return np.concatenate(keys), np.tile(numbers, len(keys))


def _key(letters: NDArray[np.uint64]) -> Keys:
    """One number for each row of letters: a polynomial of them, modulo 2^64."""
    key = np.full(len(letters), letters.shape[1], np.uint64)
    for column in letters.T:
        key = key * _PRIME + column
    return key


@cache
def _kept(length: int, most: int) -> tuple[list[int], ...]:
    """The positions that each form keeps: all of them, or all but one or two."""
    return tuple(
        list(kept) for left_out in range(most + 1) for kept in combinations(range(length), length - left_out)
    )
