"""Finding programmes by half a sentence: `Finder.shipped().search("formed police trainng Chad")`.

The way of a question: `Reader` takes the text apart into demands; `Index` tells how far each programme meets
each demand; a programme's score is the share of the question that it answers; among the best, names are
compared once more with the whole text; the verdict says how far to trust the list.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from math import log
from threading import RLock

import numpy as np
from rapidfuzz import fuzz, process

from knowledge.answers import Answer, Hit, Reason, Verdict
from knowledge.dates import read_dates, without_dates
from knowledge.glossary import shipped_everyday, shipped_glossary
from knowledge.hints import Hints
from knowledge.index import Index, Weights
from knowledge.lexicon import Lexicon, terms_of
from knowledge.openness import Openness, openness
from knowledge.places import country_traps, shipped_countries
from knowledge.plainwords import function_words
from knowledge.profile import NAMED, profile
from knowledge.programmes import Programme, shipped_programmes
from knowledge.taxonomy import Taxonomy, shipped_taxonomy
from knowledge.text import normalise, words
from knowledge.understanding import GENERIC, Demand, Question, Reader
from knowledge.vocabulary import Vocabulary

__all__ = ["Answer", "Finder", "Hit", "Reason", "Verdict"]

RERANKED = 40
LEAST_SCORE = 0.08  # below this a programme has nothing to do with the question
SURE, POSSIBLE = 0.45, 0.25  # share of the question that the best programme answers
LEAST_LIKENESS = 75.0  # of a whole question and a name, from which on it may be the name
SAME_WORDS = 0.9  # a text with the same words proves a little less than a concept in common
OPEN: dict[Openness, float] = {"open": 1.0, "not-stated": 0.85, "closed": 0.7}


class Finder:
    """Searches a set of programmes; build once, ask often. Programmes may be added and removed.

    Several threads may ask while one of them adds or removes: they take turns.
    """

    def __init__(self, programmes: Iterable[Programme], taxonomy: Taxonomy | None = None) -> None:
        self._lock = RLock()
        self.taxonomy = taxonomy or shipped_taxonomy()
        vocabulary = Vocabulary()
        self._lexicon, hints = _learned(self.taxonomy, vocabulary)
        self._reader = Reader(vocabulary, self._lexicon, hints)
        self._index = Index(vocabulary)
        self._names: dict[str, tuple[str, ...]] = {}
        for programme in programmes:
            self.add(programme)

    @classmethod
    def shipped(cls) -> "Finder":
        """A finder over the catalogue shipped with the product."""
        return cls(shipped_programmes())

    def __len__(self) -> int:
        return len(self._index)

    def add(self, programme: Programme) -> None:
        """Make a programme findable; one of the same id is replaced."""
        with self._lock:
            self.remove(programme.id)
            self._index.add(programme, profile(programme, self._lexicon, self.taxonomy))
            self._names[programme.id] = tuple(" ".join(words(normalise(name))) for name in programme.names)
            for name in programme.names:
                self._lexicon.name(f"{NAMED}{programme.id}", name)

    def remove(self, programme_id: str) -> None:
        """Make a programme unfindable; nothing happens when it is not there."""
        with self._lock:
            programme = self._index.get(programme_id)
            if programme is None:
                return
            for name in programme.names:
                self._lexicon.forget(f"{NAMED}{programme_id}", name)
            self._index.remove(programme_id)
            del self._names[programme_id]

    def programme(self, programme_id: str) -> Programme | None:
        """The programme of that id, if there is one."""
        with self._lock:
            return self._index.get(programme_id)

    def question(self, text: str, *, today: date | None = None) -> Question:
        """How `search` reads the same text: what it demands, and how much each demand matters."""
        with self._lock:
            return self._reader.read(
                without_dates(text, read_dates(text, today) if today is not None else ())
            )

    def search(
        self,
        text: str,
        *,
        limit: int = 10,
        country: str | None = None,
        today: date | None = None,
        keep: Callable[[Programme], bool] | None = None,
    ) -> Answer:
        """The programmes that answer `text` best.

        With `country` (ISO 3166-1 alpha-2), those open to it are preferred to those that state nothing;
        closed ones are left out unless the question names them. With `today`, dates are read as dates
        and not looked for as words. With `keep`, only programmes for which it is true are answers.
        """
        dates = read_dates(text, today) if today is not None else ()
        with self._lock:
            question = self._reader.read(without_dates(text, dates))
            met = [self._met(demand) for demand in question.demands]
            hits = sorted(self._hits(question, met, country, keep), key=lambda hit: (-hit.score, hit.id))
        found = tuple(hits[: max(limit, 0)])
        return Answer(text, _verdict(question, hits), question.understood, found, dates)

    def _met(self, demand: Demand) -> Weights:
        """How far each programme meets one demand (0..1): by concept, or by its own words."""
        telling = [word for word in demand.words if word.importance > GENERIC]
        worth = sum(word.importance for word in telling)
        told = self._index.about_words((word.relatives, word.importance / worth) for word in telling)
        met: Weights = np.maximum(self._index.about_concepts(demand.concepts), told * np.float32(SAME_WORDS))
        return met

    def _shares(self, demands: Sequence[Demand], met: Sequence[Weights]) -> Weights:
        """The share of the question that each programme answers; what few programmes meet weighs more."""
        answered, asked = np.zeros(len(self._index.programmes), np.float32), 0.0
        for demand, one in zip(demands, met, strict=True):
            weight = demand.importance * _rarity(float(one.sum()), len(self._index))
            answered += one * np.float32(weight)
            asked += weight
        return answered / np.float32(asked or 1)

    def _hits(
        self,
        question: Question,
        met: Sequence[Weights],
        country: str | None,
        keep: Callable[[Programme], bool] | None,
    ) -> Iterator[Hit]:
        shares = self._shares(question.demands, met)
        possible = np.flatnonzero(shares >= LEAST_SCORE)
        best = possible[np.argsort(-shares[possible], kind="stable")]
        for place in best[: RERANKED if country is None and keep is None else None].tolist():
            programme = self._index.programmes[place]
            if programme is None or (keep is not None and not keep(programme)):
                continue
            share, named = float(shares[place]), self._likeness(question.normalised, programme.id)
            reasons = dict.fromkeys(self._reasons(place, programme, question.demands, met, named))
            score = share + (1 - share) * named
            if country is not None:
                state = openness(programme, country, self.taxonomy)
                if state == "closed" and Reason("name", programme.name) not in reasons:
                    continue
                score *= OPEN[state]
                reasons[Reason(state, country)] = None
            yield Hit(programme.id, round(score, 4), tuple(reasons))

    def _likeness(self, text: str, programme_id: str) -> float:
        """How nearly the whole text is one of the programme's names (0..1)."""
        found = process.extractOne(
            text, self._names[programme_id], scorer=fuzz.token_sort_ratio, score_cutoff=LEAST_LIKENESS
        )
        return (found[1] - LEAST_LIKENESS) / (100 - LEAST_LIKENESS) if found else 0.0

    def _reasons(
        self,
        place: int,
        programme: Programme,
        demands: Sequence[Demand],
        met: Sequence[Weights],
        named: float,
    ) -> Iterator[Reason]:
        if named:
            yield Reason("name", programme.name)
        for demand, one in zip(demands, met, strict=True):
            if one[place] < LEAST_SCORE or not demand.importance:
                continue
            yield self._reason(place, programme, demand)
            for word in demand.words:
                if word.known != word.typed:
                    yield Reason("corrected", word.known)

    def _reason(self, place: int, programme: Programme, demand: Demand) -> Reason:
        """The concept through which a programme meets a demand best, or the words it has in common."""
        keys = [key for key in demand.concepts if self._index.weight(place, key)]
        if not keys:
            return Reason("words", _joined(demand))
        best = max(keys, key=lambda key: demand.concepts[key] * self._index.weight(place, key))
        kind, _, code = best.partition(":")
        if best.startswith(NAMED):
            return Reason("name", programme.name)
        return Reason(kind, code)  # type: ignore[arg-type] # the other kinds of concepts are kinds of reasons


def _learned(taxonomy: Taxonomy, vocabulary: Vocabulary) -> tuple[Lexicon, Hints]:
    """What all shipped terms teach; the terms themselves are let go when it returns."""
    concepts = chain(taxonomy.concepts.values(), shipped_countries(), shipped_glossary(), shipped_everyday())
    terms = tuple(terms_of(concepts, taxonomy.weak))
    traps = taxonomy.traps | country_traps() | function_words()
    hints = Hints(terms, vocabulary, traps)  # first, because it needs most room while it is made
    return Lexicon(terms, traps), hints


def _joined(demand: Demand) -> str:
    return " ".join(word.known for word in demand.words)


def _rarity(met: float, total: int) -> float:
    """1 for a demand that nothing meets, near 0 for one that everything meets."""
    return max(0.1, log((total + 1) / (met + 0.5)) / log((total + 1) / 0.5))


def _verdict(question: Question, hits: Sequence[Hit]) -> Verdict:
    best = hits[0].score if hits else 0.0
    if best >= SURE and any(demand.telling for demand in question.demands):
        return "match"
    return "unsure" if best >= POSSIBLE else "none"
