"""Which concepts a text names: exactly, word by word in order, or only in part."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from knowledge.taxonomy import Concept
from knowledge.text import grams, is_han, normalise, stem, words
from knowledge.vocabulary import Vocabulary

LONGEST_TERM = 12  # words, or Chinese characters
WEAK = 0.5
KINSHIP, LEAST_KINSHIP = 1.6, 0.1
_CAPITALS = re.compile(r"\b[^\W\d_a-z][^\W_a-z]+\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of words (start inclusive, end exclusive) that names concepts, with how surely (0..1)."""

    start: int
    end: int
    concepts: Mapping[str, float]


def capitals(text: str) -> frozenset[str]:
    """The words written in capitals, normalised: only these can be an acronym that is also a common word."""
    return frozenset(normalise(word) for word in _CAPITALS.findall(text) if word.isupper())


class Lexicon:
    """All terms of all concepts, for reading texts."""

    def __init__(self, vocabulary: Vocabulary, weak: Iterable[str] = (), traps: Iterable[str] = ()) -> None:
        self._vocabulary = vocabulary
        self._weak = {normalise(term) for term in weak}
        self._traps = {normalise(term) for term in traps}
        self.keys: list[str] = []
        self._numbers: dict[str, int] = {}
        self._exact: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._terms: list[tuple[int, list[int]]] = []  # concept number and word numbers of each term
        self._seen: set[tuple[int, str]] = set()
        self._parts: dict[int, tuple[NDArray[np.int32], NDArray[np.float32]]] = {}
        self._concept_of: NDArray[np.int32] = np.zeros(0, np.int32)
        self._kin: dict[str, dict[str, float]] = {}

    def add(self, concepts: Iterable[Concept]) -> None:
        """Learn the terms of concepts; `settle` must follow before partial reading."""
        for concept in concepts:
            number = self._numbers.setdefault(concept.key, len(self.keys))
            if number == len(self.keys):
                self.keys.append(concept.key)
            for language, terms in concept.terms.items():
                for term in terms:
                    self._learn(number, language, normalise(term.replace("-", " ")))

    def _learn(self, concept: int, language: str, term: str) -> None:
        sequence = words(term)
        if not sequence or (len(sequence) == 1 and is_han(sequence[0])):
            return
        sureness = WEAK if term in self._weak else 1.0
        for form in {_form(sequence, ""), _form(sequence, language)}:
            known = self._exact[form]
            known[self.keys[concept]] = max(known.get(self.keys[concept], 0.0), sureness)
        if term not in self._traps and (concept, term) not in self._seen:
            self._seen.add((concept, term))
            self._terms.append((concept, [self._vocabulary.number(gram) for gram in set(grams(sequence))]))

    def settle(self) -> None:
        """Work out how much each word tells about each term: a word of many concepts tells little."""
        concepts_of: defaultdict[int, set[int]] = defaultdict(set)
        for concept, numbers in self._terms:
            for number in numbers:
                concepts_of[number].add(concept)
        total = len(self.keys)
        worth = {number: log(1 + total / len(concepts)) for number, concepts in concepts_of.items()}
        parts: defaultdict[int, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
        for position, (_, numbers) in enumerate(self._terms):
            whole = sum(worth[number] for number in numbers)
            for number in numbers:
                terms, shares = parts[number]
                terms.append(position)
                shares.append(worth[number] / whole)
        self._parts = {n: (np.array(t, np.int32), np.array(s, np.float32)) for n, (t, s) in parts.items()}
        self._concept_of = np.array([concept for concept, _ in self._terms], np.int32)
        self._kin = self._kinships()

    def _kinships(self) -> dict[str, dict[str, float]]:
        """How far a narrow topic implies a capability: by the share of its terms that name the capability too."""
        terms_of: defaultdict[str, set[frozenset[int]]] = defaultdict(set)
        for concept, numbers in self._terms:
            terms_of[self.keys[concept]].add(frozenset(numbers))
        topics = {key: terms for key, terms in terms_of.items() if key.startswith("topic:")}
        capabilities = {key: terms for key, terms in terms_of.items() if key.startswith("capability:")}
        kin: dict[str, dict[str, float]] = {}
        for topic, terms in topics.items():
            shares = {key: len(terms & known) / len(terms) for key, known in capabilities.items()}
            kin[topic] = {key: min(1.0, KINSHIP * share) for key, share in shares.items() if share >= LEAST_KINSHIP}
        return kin

    def implied(self, concepts: Mapping[str, float]) -> dict[str, float]:
        """The concepts, and the capabilities that their topics stand for."""
        strengths = dict(concepts)
        for topic, strength in concepts.items():
            for key, share in self._kin.get(topic, {}).items():
                strengths[key] = max(strengths.get(key, 0.0), strength * share)
        return strengths

    def name(self, key: str, name: str) -> None:
        """Learn a proper name that is only ever read in full."""
        sequence = words(normalise(name.replace("-", " ")))
        if sequence:
            self._exact[_form(sequence, "")][key] = 1.0

    def forget(self, key: str, name: str) -> None:
        """Unlearn a proper name."""
        self._exact[_form(words(normalise(name.replace("-", " "))), "")].pop(key, None)

    def read(
        self, sequence: Sequence[str], languages: Iterable[str], shouted: frozenset[str] = frozenset()
    ) -> list[Mention]:
        """Terms named in full, longest first and without overlaps, in the order of the text.

        Acronyms that are common words as well are read only where they are among the `shouted` words.
        """
        taken = [False] * len(sequence)
        mentions = []
        for start, end, concepts in sorted(self._candidates(sequence, languages, shouted), key=_longest_first):
            if not any(taken[start:end]):
                taken[start:end] = [True] * (end - start)
                mentions.append(Mention(start, end, concepts))
        return sorted(mentions, key=lambda mention: mention.start)

    def _candidates(
        self, sequence: Sequence[str], languages: Iterable[str], shouted: frozenset[str]
    ) -> Iterable[tuple[int, int, dict[str, float]]]:
        stretches: defaultdict[tuple[int, int], dict[str, float]] = defaultdict(dict)
        for language in ("", *languages):
            stems = [stem(word, language) for word in sequence] if language else list(sequence)
            for start in range(len(stems)):
                for end in range(start + 1, min(start + LONGEST_TERM, len(stems)) + 1):
                    found = self._exact.get(" ".join(stems[start:end]))
                    if found and (end > start + 1 or sequence[start] not in self._traps or sequence[start] in shouted):
                        for key, sureness in found.items():
                            known = stretches[start, end]
                            known[key] = max(known.get(key, 0.0), sureness)
        return [(start, end, concepts) for (start, end), concepts in stretches.items()]

    def hints(self, asked: Sequence[Mapping[int, float]], least: float) -> list[dict[str, float]]:
        """For each asked word (known words with closeness): concepts of which at least `least` of a term is there."""
        there = np.zeros(len(self._terms), np.float32)
        touched = [self._cover(there, relatives) for relatives in asked]
        hints = []
        for terms in touched:
            near = terms[there[terms] >= least]
            strengths: dict[str, float] = {}
            for concept, cover in zip(self._concept_of[near].tolist(), there[near].tolist(), strict=True):
                key = self.keys[concept]
                strengths[key] = max(strengths.get(key, 0.0), min(cover, 1.0))
            hints.append(strengths)
        return hints

    def _cover(self, there: NDArray[np.float32], relatives: Mapping[int, float]) -> NDArray[np.int32]:
        """Add to each term what one asked word covers of it; the terms touched."""
        best: dict[int, float] = {}
        for number, closeness in relatives.items():
            if number in self._parts:
                terms, shares = self._parts[number]
                for term, share in zip(terms.tolist(), (shares * closeness).tolist(), strict=True):
                    if share > best.get(term, 0.0):
                        best[term] = share
        touched = np.fromiter(best.keys(), np.int32, len(best))
        there[touched] += np.fromiter(best.values(), np.float32, len(best))
        return touched


def _form(sequence: Sequence[str], language: str) -> str:
    return " ".join(stem(word, language) for word in sequence) if language else " ".join(sequence)


def _longest_first(candidate: tuple[int, int, dict[str, float]]) -> tuple[int, int]:
    start, end, _ = candidate
    return start - end, start
