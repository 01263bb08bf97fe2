"""Conditions on what a search finds: those that somebody taps, and those that the question itself states.

What an entry does not state neither meets a condition nor fails it: it stays in the list, and says so.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple, get_args

from knowledge.answers import Answer
from knowledge.dates import DateFound
from knowledge.matching import OPEN, Point, State, conditions_of, given
from knowledge.needs import NeedBody, when_of
from knowledge.openness import openness
from knowledge.programmes import Programme
from knowledge.taxonomy import Taxonomy
from knowledge.understood import Understood

ConditionKind = Literal["capability", "country", "language", "assistance", "now"]
KINDS: tuple[ConditionKind, ...] = get_args(ConditionKind)
MOST = 6  # that hold at once
# How a condition is written in a row and in a button's code, where room is short.
_LETTERS: dict[ConditionKind, str] = {
    "capability": "c", "country": "s", "language": "l", "assistance": "h", "now": "n",
}  # fmt: skip
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}


class Condition(NamedTuple):
    """One thing that a programme has to be: of a capability, open to a state, in a language, a kind of help.

    "now" asks for an offer: not over, and something that can be taken up. It has no code.
    """

    kind: ConditionKind
    code: str = ""

    @property
    def written(self) -> str:
        return _LETTERS[self.kind] + self.code


def read_condition(written: str) -> Condition | None:
    """The condition back, or None where nothing is written."""
    kind = _KINDS.get(written[:1])
    return Condition(kind, written[1:]) if kind else None


def state(condition: Condition, programme: Programme, today: date, taxonomy: Taxonomy) -> State:
    """Whether a programme is known to meet a condition, known not to, or says nothing about it."""
    kind, code = condition
    if kind == "country":
        return OPEN[openness(programme, code, taxonomy)]
    if kind == "language" and not programme.delivery_languages:
        return "unknown"
    held = {
        "language": lambda: code in programme.delivery_languages,
        "capability": lambda: code in programme.capabilities,
        "assistance": lambda: code in given(programme),
        "now": lambda: programme.is_offer(today),
    }
    return "fits" if held[kind]() else "not"


def unstated(
    conditions: Iterable[Condition], programme: Programme, today: date, taxonomy: Taxonomy
) -> tuple[Condition, ...]:
    """Those that the programme says nothing about."""
    return tuple(each for each in conditions if state(each, programme, today, taxonomy) == "unknown")


def keeper(
    conditions: Sequence[Condition], today: date, taxonomy: Taxonomy
) -> Callable[[Programme], bool] | None:
    """What tells whether a programme stays in the list; None where nothing is asked."""
    if not conditions:
        return None
    return lambda programme: all(state(each, programme, today, taxonomy) != "not" for each in conditions)


def unmet(
    answer: Answer, best: Programme, programme: Programme, today: date, taxonomy: Taxonomy
) -> tuple[Point, ...]:
    """The conditions of the question itself that a programme is known not to meet.

    A state that is named is one that looks for help, unless the `best` of the list is its own ("the police
    course of Italy"). It stands in the point's `missed`.
    """
    return failing(asked_of(answer.understood, answer.dates, today), best, programme, today, taxonomy)


class Asked(NamedTuple):
    """The conditions that a question states."""

    body: NeedBody
    countries: tuple[str, ...]

    def __bool__(self) -> bool:
        body = self.body
        return bool(self.countries or body.languages or body.assistance or body.when)


def asked_of(understood: Understood, dates: tuple[DateFound, ...], today: date | None) -> Asked:
    """What of a question is a condition; without a day of today its dates are none."""
    when = when_of(dates, today) if today else None
    languages, countries = (
        tuple(code for code in understood.codes[kind] if f"{kind}:{code}" not in understood.doubtful)
        for kind in ("language", "country")
    )
    return Asked(NeedBody(languages=languages, assistance=understood.assistance, when=when), countries)


def failing(
    asked: Asked, best: Programme, programme: Programme, today: date | None, taxonomy: Taxonomy
) -> tuple[Point, ...]:
    """Those that a programme is known not to meet, as `unmet` tells."""
    points = [*conditions_of(asked.body, None, programme, taxonomy)]
    if asked.body.when is not None and today is not None and programme.is_over(today):
        points = [point for point in points if point.kind != "dates"] + [Point("dates", "not")]
    for country in asked.countries:
        if country not in (*best.providers, *programme.providers):
            held = OPEN[openness(programme, country, taxonomy)]
            points.append(Point("eligibility", held, missed=(country,)))
    return tuple(point for point in points if point.state == "not")
