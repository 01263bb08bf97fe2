"""What a list can be narrowed to, a tap each, and how that is taken back."""

from collections.abc import Sequence

from handlers.kit.buttons import Code
from handlers.kit.html import Html, lines
from handlers.kit.i18n import Translator
from handlers.kit.screen import Button, Row, Screen, rows_of
from handlers.search.words import narrowed_to, quoted, words
from knowledge.choices import Choice
from knowledge.conditions import Condition

_PAGE = 6
_A_ROW = 2
_REMOVALS = 3
ALL = "*"  # in the place of a condition: every one of them
_LABEL_SHOWN = 24


def read_choice(args: str) -> tuple[str, str]:
    """From a button: which search, and the condition as it is written."""
    ref, _, written = args.partition(".")
    return ref, written


def narrow(
    t: Translator,
    text: str,
    ref: str,
    conditions: Sequence[Condition],
    choices: Sequence[Choice],
    total: int,
    first: int,
) -> Screen:
    """What would narrow the list of `total` programmes, from a choice on; one tap does it."""
    page = _PAGE - _A_ROW if conditions else _PAGE
    first = first if first < len(choices) else 0
    shown = choices[first : first + page]
    said = lines(
        t("Narrow down {query}", query=quoted(text)),
        narrowed_to(t, conditions),
        Html(""),
        _explained(t, shown, total),
    )
    buttons = [
        Button(f"{words(t, each.condition, _LABEL_SHOWN)} · {each.fitting}", keep(ref, each.condition))
        for each in shown
    ]
    onwards = [Button(t.label("Back to the list"), Code("search", f"{ref}.0"))]
    if len(choices) > page:
        after = first + page if first + page < len(choices) else 0
        onwards.append(Button(t.label("Other choices"), Code("narrow", f"{ref}.{after}")))
    rows = (removals(t, ref, conditions, _REMOVALS), *rows_of(buttons, _A_ROW), tuple(onwards))
    return Screen(said, tuple(row for row in rows if row))


def keep(ref: str, condition: Condition) -> Code:
    """What a tap carries that narrows a search to a condition."""
    return Code("keep", f"{ref}.{condition.written}")


def removals(t: Translator, ref: str, conditions: Sequence[Condition], shown: int) -> Row:
    """One tap takes a condition back; where there are more than can be shown, one takes all back."""
    if len(conditions) > shown:
        return (Button(t.label("Show all again"), Code("drop", f"{ref}.{ALL}")),)
    return tuple(
        Button(f"{words(t, each, _LABEL_SHOWN)} ✕", Code("drop", f"{ref}.{each.written}"))
        for each in conditions
    )


def _explained(t: Translator, shown: Sequence[Choice], total: int) -> Html:
    if not shown:
        return t("Nothing would make this list any shorter.")
    return t(
        "The figure says how many of these {total} are known to fit. "
        "Those that state nothing about it stay, at the end.",
        total=total,
    )
