"""Where the words of a question stand in the text as it was typed.

Reading folds a text: capitals, accents, marks and full-width forms go, and so does what nobody sees. That
changes lengths, so a word found has no place of its own; here the typed text is folded piece by piece.
"""

import re

from knowledge.text import QUERY_LIMIT, clip, is_han, normalise, simplified, words

Span = tuple[int, int]  # the first character, and the one after the last
# A character with the marks that belong to it: folded one without the other they might give something else.
_PIECE = re.compile("(?s).[\\u0300-\\u036f\\u0483-\\u0489\\u064b-\\u065f\\u0670]*")


def word_spans(text: str) -> tuple[Span, ...] | None:
    """The place of each of `words(normalise(clip(text)))`; None where that can't be told."""
    text = text[:QUERY_LIMIT]
    plain = simplified(text)  # in one go: which form is meant may depend on the neighbours
    folded, places = "", list[Span]()
    for piece in _PIECE.finditer(plain if len(plain) == len(text) else text):
        part = normalise(piece.group())
        folded += part
        places += [piece.span()] * len(part)
    found, spans, start = words(folded), list[Span](), 0
    for word in found:
        start = folded.index(word, start)
        first, start = start, start + len(word)
        spans.append((places[first][0], places[start - 1][1]))
    read = words(normalise(clip(text)))
    alike = (one == other or (is_han(one) and is_han(other)) for one, other in zip(found, read, strict=False))
    return tuple(spans) if len(found) == len(read) and all(alike) else None
