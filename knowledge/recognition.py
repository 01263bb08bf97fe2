"""From typed words to known ones: misspelt words are corrected, begun ones completed, Chinese ones paired."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.plainwords import is_generic, is_ordinary, is_plain, says_nothing
from knowledge.text import Stems, is_han
from knowledge.vocabulary import Vocabulary

CHARACTER = 0.3  # what a single Chinese character is worth beside a pair
BEGUN, LEAST_BEGUN = 1.0, 0.5  # what the part of a word that is there is worth, and the least part
WHOLE, LEAST_LETTERS = 0.8, 3  # what that is worth of a word that is one already, and letters of such a one
MEANT = 0.6  # likeness from which on a known word takes the place of one typed, and names what it names
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Recognised:
    """A typed word as it is known (itself when it is not), and the known words it may stand for."""

    known: str
    relatives: Mapping[int, float]  # numbers of words, with closeness (0..1)


def recognise(sequence: Sequence[str], vocabulary: Vocabulary, stems: Stems) -> list[Recognised]:
    """What each word of a text, all of them normalised, is known as."""
    pairs = ["".join(sequence[at : at + _PAIR]) for at in range(len(sequence) - 1)]
    distinct = list(
        dict.fromkeys([*sequence, *(pair for pair in pairs if len(pair) == _PAIR and is_han(pair))])
    )
    related = dict(zip(distinct, vocabulary.relatives(distinct, stems), strict=True))
    related.update((word, {}) for word in distinct if is_plain(word))
    guesses = _guessed(
        [word for word in distinct if _is_unknown(word, related[word], stems)], vocabulary, stems
    )
    return [
        _paired(sequence, place, related)
        if is_han(word)
        else guesses.get(word) or Recognised(word, _with_longer(word, related[word], vocabulary, stems))
        for place, word in enumerate(sequence)
    ]


def _with_longer(
    word: str, relatives: Mapping[int, float], vocabulary: Vocabulary, stems: Stems
) -> Mapping[int, float]:
    """A whole word may be the beginning of a longer one all the same."""
    if len(word) < LEAST_LETTERS or not _is_telling(word, stems):
        return relatives
    return {**{number: share * WHOLE for number, share in _begun(word, vocabulary)}, **relatives}


def _is_unknown(word: str, relatives: Mapping[int, float], stems: Stems) -> bool:
    """Whether it may be a slip for another word, or the beginning of one."""
    return not relatives and not is_han(word) and _is_telling(word, stems) and not is_ordinary(word)


def _is_telling(word: str, stems: Stems) -> bool:
    return not is_plain(word) and not says_nothing(word) and not is_generic(word, stems)


def _guessed(unknown: Sequence[str], vocabulary: Vocabulary, stems: Stems) -> dict[str, Recognised]:
    """The nearest known words, and those that an unknown one begins."""
    nearest = {word: vocabulary.nearest(word) for word in unknown}
    known = list(dict.fromkeys(near for found in nearest.values() for near, _ in found))
    related = dict(zip(known, vocabulary.relatives(known, stems), strict=True))
    guesses = {}
    for word, found in nearest.items():
        guessed = dict(_begun(word, vocabulary))
        for near, likeness in found:
            for number, closeness in related[near].items():
                guessed[number] = max(guessed.get(number, 0.0), closeness * likeness)
        is_meant = found and found[0][1] >= MEANT
        guesses[word] = Recognised(found[0][0] if is_meant else word, guessed)
    return guesses


def _begun(word: str, vocabulary: Vocabulary) -> Iterator[tuple[int, float]]:
    for number, share in vocabulary.completions(word, LEAST_BEGUN):
        yield number, share * BEGUN


def _paired(sequence: Sequence[str], place: int, related: Mapping[str, Mapping[int, float]]) -> Recognised:
    """A Chinese character stands for the pairs it makes with its neighbours, and a little for itself."""
    relatives = dict.fromkeys(related[sequence[place]], CHARACTER)
    for start in (place - 1, place):
        pair = "".join(sequence[max(start, 0) : start + _PAIR])
        if len(pair) == _PAIR and all(map(is_han, pair)):
            relatives.update(related[pair])
    return Recognised(sequence[place], relatives)
