"""Which concepts a text names in full: terms of one or more words, read in order, the longest first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.taxonomy import Concept
from knowledge.text import is_han, normalise, stem, stem_languages, words

LONGEST_TERM = 12  # words, or Chinese characters
WEAK = 0.5  # how surely a term proves its concept that only hints at it
_Meanings = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a concept, normalised: its words and the languages whose endings they may carry."""

    key: str
    text: str
    words: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of words (start inclusive, end exclusive) that names concepts, with how surely (0..1)."""

    start: int
    end: int
    concepts: Mapping[str, float]


def terms_of(concepts: Sequence[Concept]) -> list[Term]:
    """Every term of every concept; a lone Chinese character is none, it stands inside too many words."""
    raw = [
        (concept.key, language, term)
        for concept in concepts
        for language, terms in concept.terms.items()
        for term in terms
    ]
    folded = normalise("\n".join(term for _, _, term in raw)).split("\n")  # one long text folds much faster
    terms = []
    for (key, language, _), text in zip(raw, folded, strict=True):
        found = tuple(words(text))
        if found and not (len(found) == 1 and is_han(found[0])):
            terms.append(Term(key, text, found, (language,) if language else stem_languages(found[0])))
    return terms


class Lexicon:
    """All terms, looked up as they stand and by their stems, language by language."""

    def __init__(self, terms: Iterable[Term], weak: frozenset[str], traps: frozenset[str]) -> None:
        self._traps = traps
        self._meanings: dict[str, _Meanings] = {}
        self._reach: defaultdict[str, int] = defaultdict(int)  # length of the longest term by its first word
        self._single: dict[tuple[str, float], _Meanings] = {}  # most terms mean one thing: share it
        for term in terms:
            sureness = WEAK if term.text in weak else 1.0
            for language in ("", *term.languages):
                self._put(term.key, stems(term.words, language), language, sureness)

    def name(self, key: str, name: str) -> None:
        """Learn a proper name, which has no other forms."""
        self._put(key, words(normalise(name)), "", 1.0)

    def forget(self, key: str, name: str) -> None:
        """Unlearn a proper name."""
        form = f":{' '.join(words(normalise(name)))}"
        self._meanings[form] = tuple(pair for pair in self._meanings.get(form, ()) if pair[0] != key)

    def _put(self, key: str, forms: Sequence[str], language: str, sureness: float) -> None:
        if not 0 < len(forms) <= LONGEST_TERM:
            return
        form, first = f"{language}:{' '.join(forms)}", f"{language}:{forms[0]}"
        known = dict(self._meanings.get(form, ()))
        known[key] = max(known.get(key, 0.0), sureness)
        meanings = tuple(known.items())
        self._meanings[form] = (
            self._single.setdefault(meanings[0], meanings) if len(meanings) == 1 else meanings
        )
        self._reach[first] = max(self._reach[first], len(forms))

    def read(
        self, sequence: Sequence[str], languages: Iterable[str], shouted: frozenset[str] = frozenset()
    ) -> list[Mention]:
        """Terms named in full, longest first and without overlaps, in the order of the text.

        Words that are acronyms only in capitals are read only where they are among the `shouted` ones.
        """
        taken = [False] * len(sequence)
        mentions = []
        for (start, end), concepts in sorted(
            self._stretches(sequence, languages, shouted), key=_longest_first
        ):
            if not any(taken[start:end]):
                taken[start:end] = [True] * (end - start)
                mentions.append(Mention(start, end, concepts))
        return sorted(mentions, key=lambda mention: mention.start)

    def _stretches(
        self, sequence: Sequence[str], languages: Iterable[str], shouted: frozenset[str]
    ) -> Iterable[tuple[tuple[int, int], dict[str, float]]]:
        found: defaultdict[tuple[int, int], dict[str, float]] = defaultdict(dict)
        verbatim: set[tuple[int, int]] = set()
        for language in ("", *languages):
            for start, end, meanings in self._in_language(sequence, language):
                if (start, end) in verbatim:
                    continue  # "nigérien" as it stands is Niger; only its stem could also be Nigeria
                if end - start > 1 or sequence[start] in shouted or sequence[start] not in self._traps:
                    known = found[start, end]
                    for key, sureness in meanings:
                        known[key] = max(known.get(key, 0.0), sureness)
            if not language:
                verbatim.update(found)
        return found.items()

    def _in_language(self, sequence: Sequence[str], language: str) -> Iterator[tuple[int, int, _Meanings]]:
        forms = stems(sequence, language)
        for start, first in enumerate(forms):
            reach = self._reach.get(f"{language}:{first}", 0)
            for end in range(start + 1, min(start + reach, len(forms)) + 1):
                if meanings := self._meanings.get(f"{language}:{' '.join(forms[start:end])}"):
                    yield start, end, meanings


def stems(sequence: Sequence[str], language: str) -> Sequence[str]:
    """The words as one language would stem them; as they stand for no language."""
    return [stem(word, language) for word in sequence] if language else sequence


def _longest_first(stretch: tuple[tuple[int, int], dict[str, float]]) -> tuple[int, int]:
    (start, end), _ = stretch
    return start - end, start
