"""An inverted index: which programmes are about a word or a concept, and how much."""

from collections import defaultdict
from collections.abc import Hashable, Mapping

import numpy as np
from numpy.typing import NDArray

from knowledge.lexicon import Lexicon
from knowledge.profile import NAMED, profile
from knowledge.programmes import Programme
from knowledge.taxonomy import Taxonomy
from knowledge.vocabulary import Vocabulary

Weights = NDArray[np.float32]


class Postings:
    """For each key the places it stands in, with a weight (0..1). Arrays are made when first asked for."""

    def __init__(self) -> None:
        self._weights: defaultdict[Hashable, dict[int, float]] = defaultdict(dict)
        self._arrays: dict[Hashable, tuple[NDArray[np.intp], Weights]] = {}

    def put(self, place: int, weights: Mapping[Hashable, float]) -> None:
        for key, weight in weights.items():
            if weight > 0:
                self._weights[key][place] = weight
                self._arrays.pop(key, None)

    def drop(self, place: int, keys: Mapping[Hashable, float]) -> None:
        for key in keys:
            self._weights[key].pop(place, None)
            self._arrays.pop(key, None)

    def raise_to(self, scores: Weights, key: Hashable, strength: float) -> None:
        """Lift each place's score to the weight of `key` there, times `strength`, where that is more."""
        if key not in self._weights:
            return
        if key not in self._arrays:
            found = self._weights[key]
            self._arrays[key] = (np.fromiter(found, np.intp), np.fromiter(found.values(), np.float32))
        places, weights = self._arrays[key]
        scores[places] = np.maximum(scores[places], weights * strength)


class Index:
    """All programmes, searchable by word and by concept; programmes can be added and removed at any time."""

    def __init__(self, lexicon: Lexicon, taxonomy: Taxonomy, vocabulary: Vocabulary) -> None:
        self._lexicon, self._taxonomy, self._vocabulary = lexicon, taxonomy, vocabulary
        self.programmes: list[Programme | None] = []
        self._places: dict[str, int] = {}
        self._free: list[int] = []
        self._profiles: dict[int, tuple[dict[Hashable, float], dict[Hashable, float]]] = {}
        self._words, self._concepts = Postings(), Postings()

    def __len__(self) -> int:
        return len(self._places)

    def add(self, programme: Programme) -> None:
        """Make a programme findable; one of the same id is replaced."""
        self.remove(programme.id)
        place = self._free.pop() if self._free else len(self.programmes)
        self.programmes[place : place + 1] = [programme]
        self._places[programme.id] = place
        found = profile(programme, self._lexicon, self._taxonomy)
        numbered: dict[Hashable, float] = {self._vocabulary.number(word): w for word, w in found.words.items()}
        own = f"{NAMED}{programme.id}"
        concepts: dict[Hashable, float] = {**found.concepts, own: 1.0}
        for name in programme.names:
            self._lexicon.name(own, name)
        self._profiles[place] = numbered, concepts
        self._words.put(place, numbered)
        self._concepts.put(place, concepts)

    def remove(self, programme_id: str) -> None:
        """Forget a programme; nothing happens when it is not there."""
        place = self._places.pop(programme_id, None)
        if place is None:
            return
        numbered, concepts = self._profiles.pop(place)
        for name in (gone := self.programmes[place]) and gone.names or ():
            self._lexicon.forget(f"{NAMED}{programme_id}", name)
        self._words.drop(place, numbered)
        self._concepts.drop(place, concepts)
        self.programmes[place] = None
        self._free.append(place)

    def get(self, programme_id: str) -> Programme | None:
        place = self._places.get(programme_id)
        return None if place is None else self.programmes[place]

    def about_words(self, relatives: Mapping[int, float]) -> Weights:
        """How much each programme's own text has of a word, given as known words with their closeness."""
        scores = np.zeros(len(self.programmes), np.float32)
        for number, closeness in relatives.items():
            self._words.raise_to(scores, number, closeness)
        return scores

    def about_concepts(self, strengths: Mapping[str, float]) -> Weights:
        """How much each programme is about some concepts: the best of each kind, and kinds back each other up."""
        by_kind: defaultdict[str, Weights] = defaultdict(lambda: np.zeros(len(self.programmes), np.float32))
        for key, strength in strengths.items():
            self._concepts.raise_to(by_kind[key.partition(":")[0]], key, strength)
        lacking = np.ones(len(self.programmes), np.float32)
        for scores in by_kind.values():
            lacking *= 1 - scores
        return 1 - lacking

    def weight(self, place: int, key: str) -> float:
        """How much one programme is about one concept."""
        return self._profiles[place][1].get(key, 0.0)
