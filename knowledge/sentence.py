"""From a sentence to a draft need: what was understood, from which words, and how surely. Nothing is made up.

The search reads the sentence (`knowledge.understanding`); here is told what of that a need may take over,
what the officer should look at, and what has to be asked first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rapidfuzz.distance import OSA

from knowledge.answers import Answer
from knowledge.dates import without_dates
from knowledge.headcount import head_counts
from knowledge.needs import LONGEST_WORDS, MOST_CODES, Field, NeedBody, When, when_of, when_said
from knowledge.spans import Span, word_spans
from knowledge.text import normalise
from knowledge.text import words as words_of
from knowledge.understood import Named

# "sure": the words name it and nothing else. "likely": a word that mostly means it, or has a slip: taken, and
# shown for a look. "perhaps": several things may be meant, or the guess at a slip is a wide one: asked first.
Confidence = Literal["sure", "likely", "perhaps"]
Trouble = Literal["passed", "unread", "second"]
# "Police" is the word for both kinds of it: both are taken, and shown for a look.
POLICE = frozenset({"individual-police", "formed-police"})
NEAR = 0.8  # likeness of a misspelt term and the one it was read as, from which on it is likely
_FIELDS: dict[str, Field] = {
    "capability": "capabilities",
    "assistance": "assistance",
    "language": "languages",
    "unit": "units",
    "mission": "missions",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """Codes of one field, the words of the sentence that mean them, and where these stand."""

    field: Field
    codes: tuple[str, ...]
    words: str  # as typed; folded ones where nobody can tell their place
    span: Span | None
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Time:
    """Words about a time. "unread": no day follows from them; "second": a need has one time, and not this."""

    words: str
    span: Span
    when: When | None = None
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A need as far as a sentence tells it. What is only perhaps meant is not in the `body`."""

    body: NeedBody
    readings: tuple[Reading, ...] = ()
    times: tuple[Time, ...] = ()

    def to_look_at(self, body: NeedBody) -> list[Reading]:
        """What a need has taken over though the sentence only likely means it."""
        return [
            each
            for each in self.readings
            if each.confidence == "likely" and set(each.codes) <= set(getattr(body, each.field))
        ]

    def left_out(self, body: NeedBody) -> list[Reading]:
        """What is perhaps meant, as long as nobody has said anything about its field."""
        return [
            each
            for each in self.readings
            if each.confidence == "perhaps" and self._is_untouched(body, each.field)
        ]

    def times_left_out(self, body: NeedBody) -> list[Time]:
        """Words about a time that could not be used, as long as nobody has said anything about it."""
        return [each for each in self.times if each.trouble and self._is_untouched(body, "when")]

    def _is_untouched(self, body: NeedBody, field: Field) -> bool:
        return field not in body.settled and getattr(body, field) == getattr(self.body, field)


def draft_of(answer: Answer, today: date) -> Draft:
    """The need that a sentence tells."""
    people = tuple(_people(answer))
    readings = (*_readings(answer), *people)
    body = NeedBody(
        words=answer.query.strip()[:LONGEST_WORDS],
        when=when_of(answer.dates, today),
        people=int(people[0].codes[0]) if len(people) == 1 else None,
        **{field: _taken(readings, field) for field in _FIELDS.values()},
    )
    return Draft(body, readings, tuple(_times(answer, today)))


def _taken(readings: Sequence[Reading], field: Field) -> tuple[str, ...]:
    found = [each for each in readings if each.field == field and each.confidence != "perhaps"]
    return tuple(dict.fromkeys(code for each in found for code in each.codes))[:MOST_CODES]


def _readings(answer: Answer) -> Iterator[Reading]:
    """In the order of the text; the same code twice is one reading, the surer one."""
    # The search has not read the dates: they are no words to it (`knowledge.dates.without_dates`).
    spans = word_spans(without_dates(answer.query, answer.dates)) or ()
    found: dict[tuple[Field, tuple[str, ...]], Reading] = {}
    for named in answer.understood.named:
        span = _span(answer.query, named, spans)
        words = answer.query[slice(*span)] if span else " ".join(named.typed)
        for field, codes, confidence in _meanings(named):
            known = found.get((field, codes))
            if known is None or confidence == "sure" != known.confidence:
                found[field, codes] = Reading(field, codes, words, span, confidence)
    yield from found.values()


def _meanings(named: Named) -> Iterator[tuple[Field, tuple[str, ...], Confidence]]:
    for kind, field in _FIELDS.items():
        meant = {key: sureness for key, sureness in named.concepts if key.startswith(f"{kind}:")}
        if meant:
            best = max(meant.values())
            codes = tuple(key.removeprefix(f"{kind}:") for key, sureness in meant.items() if sureness == best)
            yield field, codes, _confidence(named, frozenset(codes), best)


def _confidence(named: Named, codes: frozenset[str], sureness: float) -> Confidence:
    likeness = OSA.normalized_similarity(" ".join(named.typed), " ".join(named.known))
    if codes == POLICE and likeness == 1:
        return "likely"
    if len(codes) > 1 or likeness < NEAR or (sureness < 1 and likeness < 1):
        return "perhaps"
    return "sure" if sureness == likeness == 1 else "likely"


def _span(text: str, named: Named, spans: Sequence[Span]) -> Span | None:
    """Where the words stand; None unless the very same words are read there."""
    stretch = spans[named.start : named.start + len(named.typed)]
    span = (stretch[0][0], stretch[-1][1]) if stretch else (0, 0)
    return span if words_of(normalise(text[slice(*span)])) == list(named.typed) else None


def _people(answer: Answer) -> Iterator[Reading]:
    """Numbers of people; of several nobody knows whether they are to be added."""
    text = without_dates(answer.query, answer.dates)
    found = list(head_counts(text))
    for number, span in found:
        words = answer.query[slice(*span)]
        yield Reading("people", (str(number),), words, span, "sure" if len(found) == 1 else "perhaps")


def _times(answer: Answer, today: date) -> Iterator[Time]:
    taken = when_of(answer.dates, today)
    for found in answer.dates:
        words, when = answer.query[slice(*found.span)], when_said(found)
        yield Time(words, found.span, when, _trouble(when, taken, today))


def _trouble(when: When | None, taken: When | None, today: date) -> Trouble | None:
    if when is None:
        return "unread"
    if when.is_over(today):
        return "passed"
    return None if when == taken else "second"
