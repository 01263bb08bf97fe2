"""What a list of programmes can be narrowed to: drawn from what occurs in it."""

from collections import Counter
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
STATES = 3  # of those that nobody asked for


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

    `states` are those that may be asked for; where none is given, those named that divide the list best.
    """
    understood = answer.understood
    asked = {*understood.capabilities, *understood.countries, *understood.languages, *understood.assistance}

    def told(kind: ConditionKind) -> list[Choice]:
        if kind == "country" and not states:
            return [each for each in _dividing(programmes, today, taxonomy) if each.condition not in chosen]
        codes = states if kind == "country" else _occurring(kind, programmes)
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


def _dividing(programmes: Sequence[Programme], today: date, taxonomy: Taxonomy) -> list[Choice]:
    """The states served by name that divide a list most evenly; of those that do it alike, the most named.

    Who provides something in the list looks for no help there.
    """
    named = Counter(chain.from_iterable(each.countries for each in programmes))
    providers = {code for each in programmes for code in each.providers}
    halves: dict[tuple[str, ...], Choice] = {}
    for code in (code for code, _ in named.most_common() if code not in providers):
        condition = Condition("country", code)
        states = tuple(state(condition, each, today, taxonomy) for each in programmes)
        if "fits" in states and "not" in states:
            halves.setdefault(states, Choice(condition, states.count("fits")))
    evenly = sorted(halves, key=lambda states: -min(states.count("fits"), states.count("not")))
    return [halves[states] for states in evenly[:STATES]]


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
