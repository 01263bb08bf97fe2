"""Which concepts a text comes near to: terms that are only partly there, in any order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.lexicon import Term
from knowledge.packed import Numbers, Positions, stretched
from knowledge.text import grams
from knowledge.vocabulary import Vocabulary

LEAST_COVERED = 0.45  # the share of a term that must be there before it hints at anything
KINSHIP, LEAST_KINSHIP = 1.6, 0.1

Weights = NDArray[np.floating[Any]]
_Bag = tuple[int, ...]  # numbers of words, in ascending order


class Hints:
    """Terms as bags of words; each word of a term is worth the more, the fewer concepts use it."""

    def __init__(self, terms: Iterable[Term], vocabulary: Vocabulary, traps: frozenset[str]) -> None:
        told = _bags(terms, vocabulary, traps)
        bags, self._sureness = tuple(told), np.fromiter(told.values(), np.float32, len(told))
        del told
        self._keys = list(dict.fromkeys(key for key, _ in bags))
        numbers = {key: number for number, key in enumerate(self._keys)}
        self._concept_of = np.fromiter((numbers[key] for key, _ in bags), np.int32, len(bags))
        self._kin = _kinships(bags)
        lengths = np.fromiter((len(bag) for _, bag in bags), np.int32, len(bags))
        words = np.fromiter(chain.from_iterable(bag for _, bag in bags), np.int32, lengths.sum())
        self._covered_so_far = np.zeros(len(lengths))  # scratch paper
        del bags  # before the arrays need room
        self._parts = _Parts(words, lengths, self._concept_of, len(vocabulary))

    def near(self, asked: Sequence[Mapping[int, float]]) -> list[dict[str, float]]:
        """For each asked word (known words with closeness): the concepts it hints at, with strength."""
        words = {frozenset(relatives): relatives for relatives in asked}  # said twice it covers no more
        terms, of_words, shares = self._covered(list(words.values()))
        np.add.at(self._covered_so_far, terms, shares)
        covered = self._covered_so_far[terms]
        self._covered_so_far[terms] = 0
        near = (covered >= LEAST_COVERED).nonzero()[0]
        strengths = np.minimum(covered[near], 1) * self._sureness[terms[near]]
        found: list[dict[str, float]] = [{} for _ in words]
        for word, concept, strength in zip(
            of_words[near].tolist(), self._concept_of[terms[near]].tolist(), strengths.tolist(), strict=True
        ):
            hints, key = found[word], self._keys[concept]
            hints[key] = max(hints.get(key, 0.0), strength)
        by_word = dict(zip(words, found, strict=True))
        return [by_word[frozenset(relatives)] for relatives in asked]

    def _covered(self, words: Sequence[Mapping[int, float]]) -> tuple[Positions, Positions, Weights]:
        """Each term that a word touches, the word, and the share that it covers of the term at best."""
        numbers = [number for relatives in words for number in relatives]
        closeness = np.array([each for relatives in words for each in relatives.values()])
        terms, shares, which = self._parts.of(np.array(numbers, np.int64))
        if not len(terms):
            return terms, terms, shares
        owners = np.repeat(np.arange(len(words)), list(map(len, words)))
        pairs = owners[which] * len(self._concept_of) + terms
        order = np.argsort(pairs, kind="stable")
        pairs, shares = pairs[order], (shares * closeness[which])[order]
        firsts = np.diff(pairs, prepend=-1).nonzero()[0]
        of_words, terms = np.divmod(pairs[firsts], len(self._concept_of))
        return terms, of_words, np.maximum.reduceat(shares, firsts)

    def implied(self, strengths: Mapping[str, float]) -> dict[str, float]:
        """The concepts, and the capabilities that their topics stand for."""
        implied = dict(strengths)
        for topic, strength in strengths.items():
            for key, share in self._kin.get(topic, {}).items():
                implied[key] = max(implied.get(key, 0.0), strength * share)
        return implied


def _bags(
    terms: Iterable[Term], vocabulary: Vocabulary, traps: frozenset[str]
) -> dict[tuple[str, _Bag], float]:
    """The telling words of each term, and how surely it hints.

    All of its words become known, so that they can be corrected to.
    """
    bags: dict[tuple[str, _Bag], float] = {}
    known: defaultdict[tuple[str, ...], dict[str, int]] = defaultdict(dict)  # words by their languages
    for term in terms:
        # Most terms are one word, for which the rest is dear.
        asked = dict.fromkeys(grams(term.text.split())) if " " in term.text else (term.text,)
        numbers = known[term.languages]
        for gram in asked:
            if gram not in numbers:
                numbers[gram] = vocabulary.number(gram, term.languages)
        bag = tuple(sorted(numbers[gram] for gram in asked if gram not in traps))
        if bag and _may_hint(term):
            bags[term.key, bag] = max(bags.get((term.key, bag), 0.0), term.sureness)
    return bags


def _may_hint(term: Term) -> bool:
    """A country is named or it is not: half of "Guinea-Bissau" is another one. So is small talk."""
    return not term.key.startswith(("country:", "aside:talk"))


class _Parts:
    """For each word the terms it stands in, and the share of each that it makes up; in flat arrays."""

    def __init__(self, words: Numbers, lengths: Numbers, concept_of: Numbers, known: int) -> None:
        terms = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        total = len(np.bincount(concept_of))
        uses = np.sort(words * np.int32(total) + concept_of[terms])  # a word and a concept in one number
        users = np.bincount(uses[np.diff(uses, prepend=-1) > 0] // max(total, 1), minlength=known)
        worth = np.log(1 + total / np.maximum(users, 1))[words]
        shares = worth / np.bincount(terms, worth, len(lengths))[terms]
        by_word = np.argsort(words, kind="stable")
        self._terms, self._shares = terms[by_word], shares[by_word].astype(np.float32)
        self._starts = np.searchsorted(words[by_word], np.arange(known + 2))  # the last word is in none

    def of(self, numbers: Positions) -> tuple[Positions, Weights, Positions]:
        """The terms of some words, the share of each, and which of the words it is of."""
        numbers = np.minimum(numbers, len(self._starts) - 2)  # words that came with a programme: in no term
        starts = self._starts[numbers]
        at, which = stretched(starts, self._starts[numbers + 1] - starts)
        return self._terms[at], self._shares[at], which


def _kinships(bags: Iterable[tuple[str, _Bag]]) -> dict[str, dict[str, float]]:
    """How far a topic implies a capability: by the share of its terms that name the capability too."""
    terms_of: defaultdict[str, set[_Bag]] = defaultdict(set)
    for key, bag in bags:
        terms_of[key].add(bag)
    capabilities = {key: terms for key, terms in terms_of.items() if key.startswith("capability:")}
    kin = {}
    for topic, terms in terms_of.items():
        if topic.startswith("topic:"):
            shares = {key: len(terms & known) / len(terms) for key, known in capabilities.items()}
            kin[topic] = {key: min(1.0, KINSHIP * s) for key, s in shares.items() if s >= LEAST_KINSHIP}
    return kin
