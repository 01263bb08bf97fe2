"""What a list of programmes can be narrowed to: drawn from what occurs in it."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain, zip_longest
from typing import NamedTuple

from knowledge.answers import Answer
from knowledge.conditions import KINDS, Condition, ConditionKind, state
from knowledge.matching import given
from knowledge.programmes import Programme
from knowledge.taxonomy import Taxonomy

MOST = 6  # of one kind


class Choice(NamedTuple):
    """A condition that would narrow a list, and how many programmes of the list are known to meet it."""

    condition: Condition
    fitting: int


def choices(
    answer: Answer,
    programmes: Sequence[Programme],
    chosen: Sequence[Condition],
    states: Sequence[str],
    today: date,
    taxonomy: Taxonomy,
) -> list[Choice]:
    """What would make a list shorter and leave something, the kinds taking turns, what was asked for first.

    `states` are those that may be asked for; where none is given, those that the programmes name.
    """
    understood = answer.understood
    asked = {*understood.capabilities, *understood.countries, *understood.languages, *understood.assistance}

    def told(kind: ConditionKind) -> list[Choice]:
        codes = states or _occurring(kind, programmes) if kind == "country" else _occurring(kind, programmes)
        open_ = [each for code in codes if (each := Condition(kind, code)) not in chosen]
        useful = _useful(open_, programmes, today, taxonomy)
        return sorted(useful, key=lambda each: each.condition.code not in asked)[:MOST]

    turns = zip_longest(*map(told, KINDS))
    return [each for each in chain.from_iterable(turns) if each is not None]


def meanings(
    answer: Answer, programmes: Sequence[Programme], today: date, taxonomy: Taxonomy
) -> tuple[Condition, ...]:
    """The capabilities that a question may be about, likeliest first; none where there is no choice.

    Those that were read in it, and those by which programmes were found.
    """
    reasons = chain.from_iterable(hit.reasons for hit in answer.results)
    codes = dict.fromkeys(answer.understood.capabilities)
    codes |= dict.fromkeys(reason.value for reason in reasons if reason.kind == "capability")
    possible = [Condition("capability", code) for code in codes]
    useful = {each.condition for each in _useful(possible, programmes, today, taxonomy)}
    found = tuple(condition for condition in possible if condition in useful)
    return found if len(found) > 1 else ()


def _useful(
    conditions: Iterable[Condition], programmes: Sequence[Programme], today: date, taxonomy: Taxonomy
) -> list[Choice]:
    """Those that leave something and leave something out, with how much is known to meet them: most first."""
    found = []
    for condition in conditions:
        states = [state(condition, each, today, taxonomy) for each in programmes]
        if "fits" in states and "not" in states:
            found.append(Choice(condition, states.count("fits")))
    return sorted(found, key=lambda each: -each.fitting)


def _occurring(kind: ConditionKind, programmes: Iterable[Programme]) -> Iterable[str]:
    """The codes that occur in a list of programmes, each once, in the order in which they occur."""
    told = {
        "capability": lambda each: each.capabilities,
        "country": lambda each: each.countries,
        "language": lambda each: each.delivery_languages,
        "assistance": given,
        "now": lambda _: ("",),
    }
    return dict.fromkeys(chain.from_iterable(map(told[kind], programmes)))
