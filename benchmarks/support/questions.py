"""Generated questions: each is made from one record and has that record as its only right answer.

Targets are drawn evenly from the first 1,000 records, for the set "tuning" from those of even number, for
"held-out" from the others; whoever measures has to shuffle the records, so that targets stand anywhere among
them. The same questions are asked at every size: what gets harder is only the number of other records. The
kinds:

  exact    three to six words of the title in their order; of a Chinese title, at least two thirds of it
  typo     the same with one slip in every word of four letters and more, in half of the long ones two
  shuffle  the same words in another order
  partial  the beginnings of the words, half to four fifths of their letters and at least three
  acronym  the record's own acronym, in every other question with two words of the title, one of them rare
  other    the capability and the country in a language that is not the title's, with words of the title that
           one would not translate (a name, say), one of them rare
  noisy    words of the title, half of them with a slip, among words of courtesy in the same language

A question must be answerable at a million records. So the words taken from a title contain a rare one (in
less than one title of 4,000) and, if words were independent, tell the record from 2^24 others: 16 million.
Titles that can't give that are no targets. Words that are then mistyped or cut lose about a third of what
they tell, so of them as many more are taken. Of Chinese titles, which have no words between spaces, only
`exact`, `acronym` and `other` are asked.
"""

import random
from collections import Counter
from dataclasses import dataclass
from functools import cache
from math import ceil, log2

from benchmarks.support.catalogue import Draft, drafts
from benchmarks.support.phrases import ALPHABETS, FILLERS, LANGUAGES
from knowledge.places import country_names

TARGETS = 1_000
SHARES = {"exact": 20, "typo": 24, "shuffle": 10, "partial": 14, "acronym": 12, "other": 12, "noisy": 8}
SETS = {"tuning": 0, "held-out": 1}  # the first of their targets, and their seeds
_SAMPLE, _RARE = 20_000, 5  # titles counted; a rare word stands in at most so many of them
_BITS, _FEWEST, _MOST = 24.0, 3, 6
_DAMAGE = 12.0  # bits more, where words are going to be mistyped or cut
_ELSEWHERE = 9.0  # what capability and country tell when named in another language, in bits
_SHORT, _LONG, _STEM = 4, 7, 3  # letters


@dataclass(frozen=True, slots=True)
class Question:
    """A text, what kind of question it is, and the id of the record that it is about."""

    text: str
    kind: str
    target: str


def questions(count: int, name: str) -> list[Question]:
    """`count` questions of the set "tuning" or "held-out", in an order in which every beginning is mixed."""
    rng = random.Random(SETS[name])
    targets = list(drafts(TARGETS))[SETS[name] :: len(SETS)]
    kinds = [kind for kind, share in SHARES.items() for _ in range(ceil(count * share / 100))]
    rng.shuffle(kinds)
    return [_ask(kind, targets, rng) for kind in kinds[:count]]


def _ask(kind: str, targets: list[Draft], rng: random.Random) -> Question:
    while True:
        draft = rng.choice(targets)
        text = _ASKING[kind](draft, rng)
        if text:
            return Question(text, kind, draft.record.id)


def _words(draft: Draft, rng: random.Random, known: float = 0.0, fewest: int = _FEWEST) -> list[str]:
    """Words of a title, in its order, that tell it from others; none if it has no such words.

    `known` bits are told in another way.
    """
    title = draft.words if draft.record.summary_language == "zh" else draft.record.name.split()
    order = [place for place, word in enumerate(title) if any(map(str.isalnum, word))]
    rng.shuffle(order)
    rare = next((place for place in order if _counts()[title[place].casefold()] <= _RARE), None)
    if rare is None:
        return []
    taken, bits = [rare], known + _told(title[rare])
    for place in order:
        if bits >= _BITS and len(taken) >= fewest:
            break
        if place != rare:
            taken.append(place)
            bits += _told(title[place])
    return [title[place] for place in sorted(taken)] if bits >= _BITS and len(taken) <= _MOST else []


@cache
def _counts() -> Counter[str]:
    """In how many of the sampled titles each word stands."""
    counted: Counter[str] = Counter()
    for draft in drafts(_SAMPLE):
        counted.update({*draft.record.name.casefold().split(), *(word.casefold() for word in draft.words)})
    return counted


def _told(word: str) -> float:
    return log2(_SAMPLE / max(1, _counts()[word.casefold()]))


def _spaced(draft: Draft, rng: random.Random, damage: float = _DAMAGE) -> list[str]:
    return [] if draft.record.summary_language == "zh" else _words(draft, rng, -damage)


def _exact(draft: Draft, rng: random.Random) -> str:
    if draft.record.summary_language != "zh":
        return " ".join(_words(draft, rng))
    title = draft.record.name
    kept = ceil(len(title) * rng.uniform(2 / 3, 1))
    start = rng.randint(0, len(title) - kept)
    return title[start : start + kept] if _words(draft, rng, _ELSEWHERE, 1) else ""


def _typo(draft: Draft, rng: random.Random) -> str:
    return " ".join(_mistyped(word, rng) for word in _spaced(draft, rng))


def _shuffle(draft: Draft, rng: random.Random) -> str:
    taken = _spaced(draft, rng, damage=0)
    rng.shuffle(taken)
    return " ".join(taken)


def _partial(draft: Draft, rng: random.Random) -> str:
    return " ".join(
        word[: max(_STEM, ceil(len(word) * rng.uniform(0.5, 0.8)))] for word in _spaced(draft, rng)
    )


def _acronym(draft: Draft, rng: random.Random) -> str:
    acronym = rng.choice((draft.acronym, draft.acronym.lower()))
    if rng.random() < 0.5:
        return acronym
    taken = _words(draft, rng, _BITS, 2)
    return " ".join([acronym, *taken]) if taken else ""


def _other(draft: Draft, rng: random.Random) -> str:
    language = rng.choice([each for each in LANGUAGES if each != draft.record.summary_language])
    carried = _words(draft, rng, _ELSEWHERE, 1)
    about = [rng.choice(draft.subject.terms[language]), country_names()[draft.country][language]]
    return " ".join([*about, *carried]) if carried else ""


def _noisy(draft: Draft, rng: random.Random) -> str:
    taken = [_mistyped(word, rng) if rng.random() < 0.5 else word for word in _spaced(draft, rng)]
    said = rng.sample(FILLERS[draft.record.summary_language], 3)
    return " ".join([*said[:2], *taken, said[2]]) if taken else ""


_ASKING = {
    "exact": _exact,
    "typo": _typo,
    "shuffle": _shuffle,
    "partial": _partial,
    "acronym": _acronym,
    "other": _other,
    "noisy": _noisy,
}


def _mistyped(word: str, rng: random.Random) -> str:
    if len(word) < _SHORT or not word.isalpha():
        return word
    for _ in range(1 + (len(word) >= _LONG and rng.random() < 0.5)):
        word = _slipped(word, rng)
    return word


def _slipped(word: str, rng: random.Random) -> str:
    """A word with two letters swapped, or one left out, put in or mistaken for another."""
    place = rng.randrange(len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    alphabet = next((each for each in ALPHABETS if letter.casefold() in each), ALPHABETS[0])
    wrong = rng.choice(alphabet)
    return rng.choice(
        (
            before + after[0] + letter + after[1:],
            before + after,
            before + wrong + letter + after,
            before + wrong + after,
        )
    )
