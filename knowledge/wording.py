"""How officers say what they need in their own words: lists of hints beside the terms, in seven languages.

A term names its concept; these words only speak for one ("stitch", "stuck in the mud", "who checks us").
"""

from collections.abc import Iterable, Iterator

from knowledge.lexicon import WEAK, Term
from knowledge.taxonomy import SHIPPED
from knowledge.text import LANGUAGES, normalise, words

_DOUBTFUL = "~"


def shipped_wording() -> Iterator[Term]:
    """The hints of all languages."""
    for language in LANGUAGES:
        # One long text folds much faster than many short ones.
        folded = normalise((SHIPPED / "wording" / f"{language}.txt").read_text(encoding="utf-8"))
        yield from parse_wording(folded.splitlines())


def parse_wording(lines: Iterable[str]) -> Iterator[Term]:
    """Hints from normalised lines of the form `kind:code|en: word; some words; ~doubtful`."""
    for line in lines:
        if not line.startswith("#"):
            key, _, rest = line.partition("|")
            language, _, listed = rest.partition(": ")
            for written in listed.split("; "):
                term = " ".join(words(written))
                yield Term(key, term, (language,), WEAK if written.startswith(_DOUBTFUL) else 1.0)
