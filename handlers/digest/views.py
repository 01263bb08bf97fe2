"""The card that holds several letters."""

from collections.abc import Sequence

from handlers.digest.actions import Said
from handlers.kit.buttons import Code
from handlers.kit.html import (
    FIRST_STRONG_ISOLATE,
    POP_DIRECTIONAL_ISOLATE,
    Html,
    bold,
    clip,
    isolate,
    lines,
    plain,
)
from handlers.kit.i18n import Translator
from handlers.kit.paging import paging
from handlers.kit.screen import Button, Screen

PAGE = 6
_LINES_SHOWN = 2
_ENDS = " :.\u00a0"
_LENGTH_SHOWN = 150
_ISOLATES = dict.fromkeys(map(ord, (FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE)))


def digest(t: Translator, ref: str, fresh: Sequence[Said], waiting: Sequence[Said], first: int) -> Screen:
    """A line for each, what waits for an answer first; a tap on its number opens it below."""
    every = [*waiting, *fresh]
    first = first if first < len(every) else 0
    shown = list(enumerate(every[first : first + PAGE], first + 1))
    items: list[Html] = []
    for number, said in shown:
        heading = _heading(t, number, first, len(waiting), len(fresh))
        items += [Html(""), bold(heading)] if heading is not None else []
        items.append(_line(number, said.screen))
    numbers = tuple(Button(str(number), Code("told", str(said.letter.id))) for number, said in shown)
    rows = (numbers, paging(t, "digest", first, len(every), PAGE, ref))
    text = lines(bold(_summary(t, len(fresh), len(waiting))), *items, Html(""), t("A number opens it below."))
    is_protected = any(said.screen.is_protected for _, said in shown)
    return Screen(text, tuple(row for row in rows if row), is_protected=is_protected)


def _summary(t: Translator, fresh: int, waiting: int) -> Html:
    """The line that a locked phone shows."""
    if not fresh:
        return t("Waiting for your answer: {count}", count=waiting)
    if not waiting:
        return t("New for you: {count}", count=fresh)
    return t("Waiting for your answer: {waiting} · new for you: {fresh}", fresh=fresh, waiting=waiting)


def _heading(t: Translator, number: int, first: int, waiting: int, fresh: int) -> Html | None:
    """Over the first line of each part, where there are two."""
    if not waiting or not fresh:
        return None
    if number == waiting + 1 or (number == first + 1 and number > waiting):
        return t("New")
    return t("Waiting for your answer") if number == first + 1 else None


def _line(number: int, screen: Screen) -> Html:
    """How a letter begins, on a line or two."""
    begins = [line for line in screen.text.split("\n") if line][:_LINES_SHOWN]
    words = " · ".join(plain(line).translate(_ISOLATES).rstrip(_ENDS) for line in begins)
    return Html(f"{number}. ") + isolate(clip(words, _LENGTH_SHOWN))


def over(t: Translator) -> str:
    return t.label("There is nothing more to say about this.")
