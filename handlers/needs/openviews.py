"""The needs that are open to all providers, as one of them sees them."""

from collections.abc import Sequence

from handlers.kit.buttons import Code
from handlers.kit.html import Html, bold, clip, escape, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import begin, provider
from handlers.kit.needfacts import facts, title
from handlers.kit.paging import paging
from handlers.kit.screen import Button, Row, Screen, rows_of
from handlers.needs.lists import PAGE, state_of
from storage import needs
from storage.matches import Match
from storage.needs import Need

_LABEL_SHOWN = 20


def open_needs(t: Translator, found: Sequence[tuple[Need, Match | None]], first: int) -> Screen:
    """The needs that are open to all providers, for one of them; those it was told of lead to its match."""
    first = first if first < len(found) else 0
    shown = list(enumerate(found[first : first + PAGE], first + 1))
    items = [
        Html(f"{number}. ")
        + bold(begin(provider(need.delegation, t.language)))
        + escape(f" · {title(t, need.body)} · ")
        + state_of(t, need)
        for number, (need, _) in shown
    ]
    buttons = [
        Button(f"{number}. {clip(title(t, need.body), _LABEL_SHOWN - 4)}", opens(need, match))
        for number, (need, match) in shown
    ]
    heading = t("Needs open to all providers") if found else t("No need is open to all providers now.")
    home = Button(t.label("Home"), Code("home"))
    pages = paging(t, "open-needs", first, len(found), PAGE)
    rows = (*rows_of(buttons), (*pages, Button(t.label("My matches"), Code("matches", "0")), home))
    told = t("Needs that your programmes fit come to you by themselves: /matches lists them.")
    is_protected = any(need.is_restricted for _, (need, _) in shown)
    return Screen(lines(bold(heading), *items, Html(""), told), rows, is_protected=is_protected)


def opens(need: Need, match: Match | None) -> Code:
    """Where a need of that list leads: to what its reader was told of it, if they were."""
    if match is not None and match.told_at is not None:
        return Code("match", match.ref)
    return Code("open-need", needs.alias(need))


def open_need(t: Translator, need: Need, *, may_answer: bool) -> Screen:
    """A need that is open to all, for a provider that was not told of it."""
    text = lines(
        t("{delegation} looks for help", delegation=bold(begin(provider(need.delegation, t.language)))),
        *facts(t, need.body),
        Html(""),
        t("This need is open to all providers, whether or not a programme of theirs fits."),
    )
    help_ = Button(t.label("We could help"), Code("match-new", needs.alias(need)), "primary")
    rows: tuple[Row, ...] = ((help_,),) if may_answer and need.state == needs.OPEN else ()
    back = (Button(t.label("Back to the list"), Code("open-needs", "0")),)
    return Screen(text, (*rows, back), is_protected=need.is_restricted)
