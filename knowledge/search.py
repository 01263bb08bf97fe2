"""Finding programmes by half a sentence: `Finder.shipped().search("formed police trainng Chad")`.

The way of a question:

1. `text` folds it: case, accents, letter forms, traditional Chinese; `dates` takes times out of it.
2. `homophones` and `recognition` turn what was typed into words that `vocabulary` knows: by their stem, by
   their beginning, or within the slips of the finger that `spelling` forgives.
3. `understanding` takes the words apart into demands: terms that `lexicon` names, what `hints` (terms half
   said, and the everyday `wording`) speak for, whole `names` of programmes, and plain words. `plainwords`
   says which words are no evidence.
4. `tally` counts how far each programme meets each demand, from the `postings` of the `index`; what few meet
   weighs more. A programme's score is the share of the question that it answers (`profile` says what a
   programme is about, and how much).
5. The names of the best are compared with the whole text; `openness` sorts out what is closed to the asker,
   and what fails one of the `conditions` that the question states is worth less.
6. The verdict says how far to trust the list, and `reasons` why each programme is in it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import date
from itertools import chain
from math import prod
from threading import RLock
from typing import NamedTuple

import numpy as np

from knowledge.answers import Answer, Hit, Reason, Verdict
from knowledge.conditions import Asked, asked_of, failing
from knowledge.dates import read_dates, without_dates
from knowledge.glossary import shipped_everyday, shipped_glossary
from knowledge.hints import Hints
from knowledge.index import Index
from knowledge.lexicon import Lexicon, terms_of
from knowledge.matching import Point, PointKind
from knowledge.openness import Openness, openness
from knowledge.places import country_traps, shipped_countries
from knowledge.plainwords import everyday, function_words, plain_words, talk_words
from knowledge.profile import Profile, Profiler
from knowledge.programmes import Programme, shipped_programmes
from knowledge.reasons import called, reasons
from knowledge.tally import LEAST_SCORE, Tally, tally
from knowledge.taxonomy import Taxonomy, shipped_taxonomy
from knowledge.text import words as words_of
from knowledge.understanding import GENERIC, Question, Reader
from knowledge.vocabulary import Vocabulary
from knowledge.wording import shipped_wording

__all__ = ["Answer", "Finder", "Hit", "Reason", "Verdict"]

CLOSELY = 32  # programmes whose names are compared with the whole question
_MOST = 5_000  # programmes to choose them from, where many may not be wanted
IN_COMMON = 0.15  # what is made up for by a name that has all the question's words in it
SUBJECT = 0.6  # how far a match meets something of what is asked; only speaking for it is less
TOUCHED = 0.2  # how far a match has to meet something to have anything to do with it
SURE, POSSIBLE = 0.45, 0.22  # share of the question that the best programme answers
# What is left of the score of a programme that is known to fail a condition which the question states.
FAILED: dict[PointKind, float] = {"language": 0.8, "eligibility": 0.8, "dates": 0.8, "assistance": 0.9}
OPEN: Mapping[Openness | None, float] = {"open": 1.0, "not-stated": 0.85, "closed": 0.7, None: 1.0}


class _Ranked(NamedTuple):
    rank: int  # in the tally
    programme: Programme
    score: float
    is_named: bool
    state: Openness | None


class Finder:
    """Searches a set of programmes; build once, ask often. Programmes may be added and removed.

    Several threads may ask while one of them adds or removes: they take turns.
    """

    def __init__(self, programmes: Iterable[Programme], taxonomy: Taxonomy | None = None) -> None:
        self._lock = RLock()
        self.taxonomy = taxonomy or shipped_taxonomy()
        vocabulary = Vocabulary()
        self._lexicon, hints = _learned(self.taxonomy, vocabulary)
        self._index = Index(vocabulary)
        self._reader = Reader(vocabulary, self._lexicon, hints, self._index.names)
        profiler = Profiler(self._lexicon, self.taxonomy)
        self._index.fill((programme, profiler.profile(programme)) for programme in programmes)

    @classmethod
    def shipped(cls) -> "Finder":
        """A finder over the catalogue shipped with the product."""
        return cls(shipped_programmes())

    def __len__(self) -> int:
        return len(self._index)

    def copied(self) -> "Finder":
        """One over the same programmes that changes by itself, in a fraction of the time of building it."""
        with self._lock:
            return deepcopy(self)

    def get_ready(self) -> None:
        """Do now what the first question would otherwise wait for."""
        self.search("polcie training before June", today=date(2000, 1, 1))

    def __getstate__(self) -> dict[str, object]:
        """A finder can be pickled, to be loaded by another process much faster than it is built."""
        return {name: value for name, value in vars(self).items() if name != "_lock"}

    def __setstate__(self, state: dict[str, object]) -> None:
        vars(self).update(state, _lock=RLock())

    def add(self, programme: Programme) -> None:
        """Make a programme findable; one of the same id is replaced."""
        with self._lock:
            self.remove(programme.id)
            self._index.add(programme, self._profile(programme))

    def remove(self, programme_id: str) -> None:
        """Make a programme unfindable; nothing happens when it is not there."""
        with self._lock:
            programme = self._index.get(programme_id)
            if programme is not None:
                self._index.remove(programme_id, self._profile(programme))

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
            most = max(limit, CLOSELY)
            counted = tally(self._index, question.demands, _MOST if keep else most)
            ranked = sorted(self._ranked(question, counted, country, keep, most), key=_best_first)
            # How sure it is what is meant does not hang on whether somebody offers it by March.
            verdict = _verdict(question, counted, ranked)
            asked = asked_of(question.understood, dates, today)
            ranked = sorted(self._held_against(ranked, counted, asked, today), key=_best_first)
            results = self._hits(question, counted, ranked[: max(limit, 0)], country)
        return Answer(text, verdict, question.understood, tuple(results), dates, question.demands)

    def _profile(self, programme: Programme) -> Profile:
        return Profiler(self._lexicon, self.taxonomy).profile(programme)

    def _ranked(
        self,
        question: Question,
        counted: Tally,
        country: str | None,
        keep: Callable[[Programme], bool] | None,
        most: int,
    ) -> Iterator[_Ranked]:
        """The best, compared once more: where the whole question is a name, it comes first."""
        wanted = self._wanted(counted, keep, most)
        if not wanted:
            return
        ranks = [rank for rank, _ in wanted]
        places, shares = counted.places[ranks].tolist(), counted.shares[ranks]
        named, common = self._index.names.likeness(question.normalised, places)
        asked_for = called(self._index, counted) if country is not None else frozenset()
        scores = shares + (1 - shares) * np.maximum(named, common * IN_COMMON)
        for (rank, programme), place, score, is_named in zip(
            wanted, places, scores.tolist(), (named > 0).tolist(), strict=True
        ):
            state = openness(programme, country, self.taxonomy) if country is not None else None
            if state == "closed" and not is_named and place not in asked_for:
                continue
            yield _Ranked(rank, programme, round(score * OPEN[state], 4), is_named, state)

    def _held_against(
        self, ranked: list[_Ranked], counted: Tally, asked: Asked, today: date | None
    ) -> list[_Ranked]:
        """The same, what fails a stated condition worth less, unless it is asked for by name."""
        if not asked or not ranked:
            return ranked
        named, best = called(self._index, counted, SUBJECT), ranked[0].programme
        return [
            each
            if each.is_named or int(counted.places[each.rank]) in named
            else _less(each, failing(asked, best, each.programme, today, self.taxonomy))
            for each in ranked
        ]

    def _wanted(
        self, counted: Tally, keep: Callable[[Programme], bool] | None, most: int
    ) -> list[tuple[int, Programme]]:
        """The programmes worth a closer look, with their rank."""
        wanted: list[tuple[int, Programme]] = []
        enough = int((counted.shares >= LEAST_SCORE).sum())
        for rank, place in enumerate(counted.places[:enough].tolist()):
            programme = self._index.programmes[place]
            if programme is not None and (keep is None or keep(programme)):
                wanted.append((rank, programme))
        return wanted[:most]

    def _hits(
        self, question: Question, counted: Tally, ranked: Sequence[_Ranked], country: str | None
    ) -> list[Hit]:
        told = reasons(self._index, question.demands, counted, [each.rank for each in ranked])
        hits = []
        for each, by_demand in zip(ranked, told, strict=True):
            named = {Reason("name", each.programme.name): None} if each.is_named else {}
            state = {Reason(each.state, country or ""): None} if each.state else {}
            hits.append(Hit(each.programme.id, each.score, tuple({**named, **by_demand, **state})))
        return hits


def _less(ranked: _Ranked, failed: Iterable[Point]) -> _Ranked:
    return ranked._replace(score=round(ranked.score * prod(FAILED.get(each.kind, 1.0) for each in failed), 4))


def _best_first(ranked: _Ranked) -> tuple[float, str]:
    return -ranked.score, ranked.programme.id


def _learned(taxonomy: Taxonomy, vocabulary: Vocabulary) -> tuple[Lexicon, Hints]:
    """What all shipped terms teach; the terms themselves are let go when it returns."""
    concepts = chain(taxonomy.concepts.values(), shipped_countries(), shipped_glossary(), shipped_everyday())
    terms = tuple(terms_of(concepts, taxonomy.weak))
    traps = taxonomy.traps | country_traps() | function_words() | talk_words() | plain_words()
    # First, because they need most room while they are made.
    hints = Hints(chain(terms, shipped_wording()), vocabulary, traps)
    return Lexicon(terms, traps), hints


def _is_about_something_else(question: Question, counted: Tally, rank: int) -> bool:
    """Whether only the place fits, and what is asked for there is everyday life: "weather in Bamako"."""
    told = zip(question.demands, counted.met, strict=True)
    others = [(demand, met[rank]) for demand, met in told if not demand.is_setting and not demand.is_faint]
    subjects = [word.typed for demand, _ in others if demand.is_subject for word in demand.words]
    if not subjects or any(met >= TOUCHED for _, met in others):
        return False
    return everyday(words_of(question.normalised)).issuperset(subjects)


def _verdict(question: Question, counted: Tally, ranked: Sequence[_Ranked]) -> Verdict:
    """A match answers enough of the question, and something of what it is about, if it says so."""
    if not ranked:
        return "none"
    best, rank = ranked[0].score, ranked[0].rank
    told = list(zip(question.demands, counted.met, strict=True))
    subjects = [met[rank] >= SUBJECT for demand, met in told if demand.is_subject]
    if (
        best >= SURE
        and any(demand.telling for demand in question.demands)
        and (any(subjects) or not subjects)
    ):
        return "match"
    if _is_about_something_else(question, counted, rank):
        return "none"
    says_something = any(demand.concepts or demand.importance > GENERIC for demand in question.demands)
    return "unsure" if best >= POSSIBLE and says_something else "none"
