"""Chinese characters that sound alike: what a slip of the pen is in a script that is typed by sound."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, pairwise

from knowledge.lexicon import Lexicon
from knowledge.plainwords import is_ordinary
from knowledge.taxonomy import SHIPPED
from knowledge.text import is_han
from knowledge.vocabulary import Vocabulary

ODD_PAIRS = 12  # pairs of Chinese characters without a meaning that are listened to in one question


def heard(sequence: Sequence[str], vocabulary: Vocabulary, lexicon: Lexicon) -> Sequence[str]:
    """The words, with Chinese characters put right that were typed for others of the same sound."""
    meant: Sequence[str] = sequence
    for start in islice(_odd_pairs(sequence, vocabulary), ODD_PAIRS):
        meant = next(_named_alike(meant, start, vocabulary, lexicon), meant)
    return meant


def _odd_pairs(sequence: Sequence[str], vocabulary: Vocabulary) -> Iterator[int]:
    """Where two Chinese characters stand together that make no word."""
    for start, (first, second) in enumerate(pairwise(sequence)):
        if is_han(first) and is_han(second):
            pair = first + second
            if pair not in vocabulary and not is_ordinary(pair):
                yield start


def _named_alike(
    sequence: Sequence[str], start: int, vocabulary: Vocabulary, lexicon: Lexicon
) -> Iterator[list[str]]:
    """The words with one of a pair of characters exchanged, where that makes the pair part of a term."""
    for place in (start, start + 1):
        for other in alike(sequence[place]):
            tried = [*sequence[:place], other, *sequence[place + 1 :]]
            if tried[start] + tried[start + 1] not in vocabulary:
                continue  # much faster than reading
            if _is_term(lexicon, tried, start, start + 1) and not _is_term(lexicon, sequence, place, place):
                yield tried


def _is_term(lexicon: Lexicon, sequence: Sequence[str], first: int, last: int) -> bool:
    return any(mention.start <= first and last < mention.end for mention in lexicon.read(sequence, {}))


def alike(character: str) -> str:
    """The other common characters with the sound of a normalised one; empty for an uncommon one."""
    return _sounds().get(character, "").replace(character, "")


@cache
def _sounds() -> Mapping[str, str]:
    """For each character all that sound like it (read once somebody writes an unknown pair)."""
    lines = (SHIPPED / "homophones.txt").read_text(encoding="utf-8").splitlines()
    return {character: line for line in lines if not line.startswith("#") for character in line}
