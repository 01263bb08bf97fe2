"""Which concepts a text names in full: terms of one or more words, read in order, the longest first."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.taxonomy import Concept
from knowledge.text import STEMMED, Stemmed, is_han, normalise, stem_languages, words

LONGEST_TERM = 12  # words, or Chinese characters
WEAK = 0.5  # how surely a term proves its concept that only hints at it
_FORMS = ("", *STEMMED)  # the languages that a term is kept in: as it stands, and with its endings off
_Meanings = tuple[tuple[str, float], ...]


class Term(NamedTuple):
    """A term of a concept: its normalised words, a space between, and the languages of their endings."""

    key: str
    text: str
    languages: tuple[str, ...]
    sureness: float  # how surely it proves its concept (0..1)


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of words (start inclusive, end exclusive) that names concepts, with how surely (0..1)."""

    start: int
    end: int
    concepts: Mapping[str, float]


def terms_of(concepts: Iterable[Concept], weak: frozenset[str]) -> Iterable[Term]:
    """Every term of every concept, the weak ones less sure; one that languages share is one term.

    A lone Chinese character is none, it stands inside too many words.
    """
    languages: dict[tuple[str, str], tuple[str, ...]] = {}
    for concept in concepts:
        raw = [(language, term) for language, terms in concept.terms.items() for term in terms]
        folded = normalise("\n".join(term for _, term in raw)).split("\n")  # one longer text folds faster
        for (language, written), text in zip(raw, folded, strict=True):
            found = words(text)
            if found and not (len(found) == 1 and is_han(found[0])):
                term, inflected = (concept.key, " ".join(found)), _inflected(language, written, found)
                known = languages.get(term)
                languages[term] = tuple(dict.fromkeys((*known, *inflected))) if known else inflected
    for (key, text), spoken in languages.items():
        yield Term(key, text, spoken, WEAK if text in weak else 1.0)


def _inflected(language: str, written: str, found: Sequence[str]) -> tuple[str, ...]:
    """The languages in which a term has other forms; an acronym has none, "minuto" is not MINUT."""
    if len(found) == 1 and written.isupper() and not is_han(found[0]):
        return ()
    return (language,) if language else stem_languages(found[0])


class Lexicon:
    """All terms, looked up as they stand (under the empty language) and by their stems in each language."""

    def __init__(self, terms: Collection[Term], traps: frozenset[str], longest: int = LONGEST_TERM) -> None:
        self._traps, self._longest = traps, longest
        self._meanings: dict[str, dict[str, _Meanings]] = {language: {} for language in _FORMS}
        self._beginnings: dict[str, set[str]] = {language: set() for language in _FORMS}  # of longer terms
        self._shared: dict[_Meanings, _Meanings] = {}  # many terms mean the same: keep it once
        for language in self._meanings:
            self._learn(terms, language)

    def _learn(self, terms: Iterable[Term], language: str) -> None:
        stemmed = Stemmed(language)
        for term in terms:
            if not language or language in term.languages:
                form = " ".join(stemmed[word] for word in term.text.split()) if language else term.text
                self._put(term.key, form, language, term.sureness)

    def _put(self, key: str, form: str, language: str, sureness: float) -> None:
        if not form or form.count(" ") >= self._longest:
            return
        meanings = self._meanings[language]
        meant: _Meanings = ((key, sureness),)
        if form in meanings:
            known = dict(meanings[form])
            known[key] = max(known.get(key, 0.0), sureness)
            meant = tuple(known.items())
        meanings[form] = self._shared.setdefault(meant, meant)
        beginnings, (beginning, longer, _) = self._beginnings[language], form.rpartition(" ")
        while longer and beginning not in beginnings:
            beginnings.add(beginning)
            beginning, longer, _ = beginning.rpartition(" ")

    def read(
        self,
        sequence: Sequence[str],
        stemmed: Mapping[str, Mapping[str, str]],
        shouted: frozenset[str] = frozenset(),
        names: Iterable[tuple[tuple[int, int], str]] = (),
    ) -> list[Mention]:
        """Terms named in full, longest first and without overlaps, in the order of the text.

        Words that are acronyms only in capitals are read only where they are among the `shouted` ones.
        `stemmed` gives the stems of words in each language that is read; `names` are stretches that name
        something else, with the key of each.
        """
        found = self._stretches(sequence, stemmed, shouted, names)
        if not found:
            return []
        taken = [False] * len(sequence)
        mentions = []
        for (start, end), concepts in sorted(found.items(), key=_longest_first):
            if not any(taken[start:end]):
                taken[start:end] = [True] * (end - start)
                mentions.append(Mention(start, end, concepts))
        return sorted(mentions, key=lambda mention: mention.start)

    def _stretches(
        self,
        sequence: Sequence[str],
        stemmed: Mapping[str, Mapping[str, str]],
        shouted: frozenset[str],
        names: Iterable[tuple[tuple[int, int], str]],
    ) -> dict[tuple[int, int], dict[str, float]]:
        found: dict[tuple[int, int], dict[str, float]] = {}
        for stretch, meanings in self._named(sequence, shouted, names):
            found.setdefault(stretch, {}).update(meanings)
        verbatim = set(found)  # "nigérien" as it stands is Niger; only its stem could also be Nigeria
        for language, forms in stemmed.items():
            if language in self._meanings:
                for stretch, meanings in self._in_language([forms[word] for word in sequence], language):
                    if stretch not in verbatim and self._is_meant(sequence, stretch, shouted):
                        known = found.setdefault(stretch, {})
                        for key, sureness in meanings:
                            known[key] = max(known.get(key, 0.0), sureness)
        return found

    def _named(
        self, sequence: Sequence[str], shouted: frozenset[str], names: Iterable[tuple[tuple[int, int], str]]
    ) -> Iterator[tuple[tuple[int, int], _Meanings]]:
        """What stands there word for word."""
        for stretch, key in names:
            if self._is_meant(sequence, stretch, shouted):
                yield stretch, ((key, 1.0),)
        for stretch, meanings in self._in_language(sequence, ""):
            if self._is_meant(sequence, stretch, shouted):
                yield stretch, meanings

    def _is_meant(self, sequence: Sequence[str], stretch: tuple[int, int], shouted: frozenset[str]) -> bool:
        start, end = stretch
        return end - start > 1 or sequence[start] in shouted or sequence[start] not in self._traps

    def _in_language(
        self, forms: Sequence[str], language: str
    ) -> Iterator[tuple[tuple[int, int], _Meanings]]:
        known, beginnings = self._meanings[language], self._beginnings[language]
        for start, first in enumerate(forms):
            if first in known:
                yield (start, start + 1), known[first]
            if first in beginnings:
                longer = first
                for end in range(start + 1, len(forms)):
                    longer = f"{longer} {forms[end]}"
                    if longer in known:
                        yield (start, end + 1), known[longer]
                    if longer not in beginnings:
                        break


def _longest_first(stretch: tuple[tuple[int, int], dict[str, float]]) -> tuple[int, int]:
    (start, end), _ = stretch
    return start - end, start
