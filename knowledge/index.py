"""An inverted index: which programmes are about a word or a concept, and how much."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from knowledge.profile import Profile
from knowledge.programmes import Programme
from knowledge.text import stem_languages
from knowledge.vocabulary import Vocabulary

Weights = NDArray[np.float32]
Key = TypeVar("Key", int, str)


class Postings(Generic[Key]):
    """For each key the places it stands in, with a weight (0..1). Arrays are made when first asked for."""

    def __init__(self) -> None:
        self._weights: defaultdict[Key, dict[int, float]] = defaultdict(dict)
        self._arrays: dict[Key, tuple[NDArray[np.intp], Weights]] = {}

    def put(self, place: int, weights: Mapping[Key, float]) -> None:
        """Note what stands at a place."""
        for key, weight in weights.items():
            if weight > 0:
                self._weights[key][place] = weight
                self._arrays.pop(key, None)

    def drop(self, place: int, keys: Iterable[Key]) -> None:
        """Forget what stood at a place."""
        for key in keys:
            self._weights[key].pop(place, None)
            self._arrays.pop(key, None)

    def raise_to(self, scores: Weights, key: Key, strength: float) -> None:
        """Lift each place's score to the weight of `key` there, times `strength`, where that is more."""
        if key not in self._weights:
            return
        if key not in self._arrays:
            found = self._weights[key]
            self._arrays[key] = np.fromiter(found, np.intp), np.fromiter(found.values(), np.float32)
        places, weights = self._arrays[key]
        scores[places] = np.maximum(scores[places], weights * np.float32(strength))


class Index:
    """All programmes, searchable by word and by concept; programmes can be added and removed at any time."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.programmes: list[Programme | None] = []
        self._places: dict[str, int] = {}
        self._free: list[int] = []
        self._about: dict[int, tuple[dict[int, float], dict[str, float]]] = {}
        self._numbers: dict[str, int] = {}  # of the words that programmes use
        self._words: Postings[int] = Postings()
        self._concepts: Postings[str] = Postings()

    def __len__(self) -> int:
        return len(self._places)

    def add(self, programme: Programme, found: Profile) -> None:
        """Make a programme findable by its profile; its id must be new."""
        place = self._free.pop() if self._free else len(self.programmes)
        self.programmes[place : place + 1] = [programme]
        self._places[programme.id] = place
        numbered = {self._number(word): weight for word, weight in found.words.items()}
        self._about[place] = numbered, found.concepts
        self._words.put(place, numbered)
        self._concepts.put(place, found.concepts)

    def remove(self, programme_id: str) -> None:
        """Forget a programme; KeyError when it is not there."""
        place = self._places.pop(programme_id)
        numbered, concepts = self._about.pop(place)
        self._words.drop(place, numbered)
        self._concepts.drop(place, concepts)
        self.programmes[place] = None
        self._free.append(place)

    def get(self, programme_id: str) -> Programme | None:
        """The programme of that id, if there is one."""
        place = self._places.get(programme_id)
        return None if place is None else self.programmes[place]

    def about_words(self, asked: Iterable[tuple[Mapping[int, float], float]]) -> Weights:
        """How much of some words (known words with closeness, and worth) each programme's text has."""
        told = self._nothing()
        for relatives, worth in asked:
            scores = self._nothing()
            for number, closeness in relatives.items():
                self._words.raise_to(scores, number, closeness)
            told += scores * np.float32(worth)
        return told

    def about_concepts(self, strengths: Mapping[str, float]) -> Weights:
        """How much each programme is about some concepts: the best of each kind; kinds back each other up."""
        by_kind: defaultdict[str, Weights] = defaultdict(self._nothing)
        for key, strength in strengths.items():
            self._concepts.raise_to(by_kind[key.partition(":")[0]], key, strength)
        lacking = self._nothing() + 1
        for scores in by_kind.values():
            lacking *= 1 - scores
        return 1 - lacking

    def weight(self, place: int, key: str) -> float:
        """How much one programme is about one concept."""
        return self._about[place][1].get(key, 0.0)

    def _number(self, word: str) -> int:
        if word not in self._numbers:
            self._numbers[word] = self._vocabulary.number(word, stem_languages(word))
        return self._numbers[word]

    def _nothing(self) -> Weights:
        return np.zeros(len(self.programmes), np.float32)
