"""Finding programmes by half a sentence: `Finder.shipped().search("formed police trainng Chad")`.

The way of a query: `Reader` takes the text apart into demands; `Index` tells how far each programme meets each
demand; the score is the share of the question that a programme answers; names are compared once more among the
best; `verdict` says how far to trust the list.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import Literal

import numpy as np
from rapidfuzz import fuzz, process

from knowledge.glossary import shipped_glossary
from knowledge.index import Index, Weights
from knowledge.lexicon import Lexicon
from knowledge.places import shipped_countries
from knowledge.programmes import Programme, shipped_programmes
from knowledge.taxonomy import Taxonomy, shipped_taxonomy
from knowledge.text import normalise
from knowledge.understanding import GENERIC, Demand, Question, Reader, Understood, word_classes
from knowledge.vocabulary import Vocabulary

Verdict = Literal["match", "unsure", "none"]
ReasonKind = Literal[
    "name", "words", "capability", "topic", "assistance", "country", "region", "mission", "organisation",
    "unit", "language", "corrected", "open", "not-stated",
]  # fmt: skip

RERANKED = 40
LEAST_SCORE = 0.08
SURE, POSSIBLE = 0.45, 0.22
NAME_LIKENESS = 75.0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a programme was found: a code or a word, for a view to put into a sentence."""

    kind: ReasonKind
    value: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A programme found; `score` is the share of the question it answers, 0..1."""

    id: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, best first, and how far to trust it: "match", "unsure" (the closest) or "none"."""

    query: str
    verdict: Verdict
    understood: Understood
    results: tuple[Hit, ...]


class Finder:
    """Searches a set of programmes; build once, ask often. Programmes may be added and removed."""

    def __init__(self, programmes: Iterable[Programme], taxonomy: Taxonomy | None = None) -> None:
        self.taxonomy = taxonomy or shipped_taxonomy()
        vocabulary = Vocabulary()
        weak = [term for terms in self.taxonomy.weak.values() for term in terms]
        lexicon = Lexicon(vocabulary, weak, self.taxonomy.traps | word_classes()[0])
        for source in (self.taxonomy.concepts.values(), shipped_countries(), shipped_glossary()):
            lexicon.add(source)
        lexicon.settle()
        self._index = Index(lexicon, self.taxonomy, vocabulary)
        self._reader = Reader(vocabulary, lexicon)
        self._names: dict[str, tuple[str, ...]] = {}
        for programme in programmes:
            self.add(programme)

    @classmethod
    def shipped(cls) -> "Finder":
        """A finder over the catalogue shipped with the product."""
        return cls(shipped_programmes())

    def add(self, programme: Programme) -> None:
        """Make a programme findable; one of the same id is replaced."""
        self._index.add(programme)
        self._names[programme.id] = tuple(normalise(name) for name in programme.names)

    def remove(self, programme_id: str) -> None:
        """Make a programme unfindable."""
        self._index.remove(programme_id)
        self._names.pop(programme_id, None)

    def programme(self, programme_id: str) -> Programme | None:
        """The programme of that id, if there is one."""
        return self._index.get(programme_id)

    def search(self, text: str, *, limit: int = 10, country: str | None = None) -> Answer:
        """The programmes that answer `text` best; with `country`, the ones open to it come first."""
        question = self._reader.read(text)
        met = [self._met(demand) for demand in question.demands]
        scores = self._scores(question.demands, met)
        hits = self._hits(question, scores, met)
        return Answer(text, _verdict(hits), question.understood, tuple(hits[:limit]))

    def _met(self, demand: Demand) -> Weights:
        """How far each programme meets one demand (0..1): by concept, or by its own words."""
        concepts = self._index.about_concepts(demand.concepts)
        whole = sum(worth if worth > GENERIC else 0.0 for _, worth in demand.relatives)
        if not whole:
            return concepts
        told = np.zeros_like(concepts)
        for relatives, worth in demand.relatives:
            if worth > GENERIC:
                told += self._index.about_words(relatives) * np.float32(worth / whole)
        return np.maximum(concepts, told)

    def _scores(self, demands: Sequence[Demand], met: Sequence[Weights]) -> Weights:
        """The share of the question each programme answers; what few programmes meet weighs more."""
        total, whole = np.zeros(len(self._index.programmes), np.float32), 0.0
        for demand, one in zip(demands, met, strict=True):
            weight = demand.importance * _rarity(float(one.sum()), len(self._index))
            total += one * np.float32(weight)
            whole += weight
        return total / np.float32(whole) if whole else total

    def _hits(self, question: Question, scores: Weights, met: Sequence[Weights]) -> list[Hit]:
        best = np.argsort(-scores, kind="stable")[:RERANKED]
        hits = []
        for place in best.tolist():
            programme = self._index.programmes[place]
            if programme is None or scores[place] < LEAST_SCORE:
                continue
            named = self._named(question.normalised, programme.id)
            score = float(scores[place]) + (1 - float(scores[place])) * named
            hits.append(Hit(programme.id, round(score, 4), tuple(self._reasons(place, question, met, named))))
        return sorted(hits, key=lambda hit: (-hit.score, hit.id))

    def _named(self, text: str, programme_id: str) -> float:
        """How nearly the whole text is one of the programme's names (0..1)."""
        found = process.extractOne(
            text, self._names[programme_id], scorer=fuzz.token_sort_ratio, score_cutoff=NAME_LIKENESS
        )
        return (found[1] - NAME_LIKENESS) / (100 - NAME_LIKENESS) if found else 0.0

    def _reasons(self, place: int, question: Question, met: Sequence[Weights], named: float) -> Iterable[Reason]:
        if named:
            yield Reason("name", self._index.programmes[place].name)  # type: ignore[union-attr]
        for demand, one in zip(question.demands, met, strict=True):
            if one[place] < LEAST_SCORE or not demand.importance:
                continue
            keys = [key for key in demand.concepts if self._index.weight(place, key)]
            if keys:
                best = max(keys, key=lambda key: demand.concepts[key] * self._index.weight(place, key))
                kind, _, code = best.partition(":")
                yield Reason(kind, code)  # type: ignore[arg-type]
            else:
                yield Reason("words", " ".join(demand.words))


def _rarity(met: float, total: int) -> float:
    """1 for a demand that nothing meets, near 0 for one that everything meets."""
    return max(0.1, log((total + 1) / (met + 0.5)) / log((total + 1) / 0.5))


def _verdict(hits: Sequence[Hit]) -> Verdict:
    best = hits[0].score if hits else 0.0
    if best >= SURE:
        return "match"
    return "unsure" if best >= POSSIBLE else "none"
