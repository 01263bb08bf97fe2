"""All matches of a delegation, a page at a time."""

from collections.abc import Sequence

from handlers.kit.buttons import Code
from handlers.kit.fits import progress
from handlers.kit.html import Html, bold, escape, italic, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import begin, brief, provider
from handlers.kit.needfacts import title
from handlers.kit.paging import paging
from handlers.kit.screen import Button, Screen, rows_of
from storage import matches, needs
from storage.matches import Match
from storage.needs import Need
from storage.people import Person

PAGE = 6
_LABEL_SHOWN = 20


def own_matches(t: Translator, reader: Person, found: Sequence[tuple[Need, Match]], first: int) -> Screen:
    """What waits for an answer comes first."""
    first = first if first < len(found) else 0
    shown = found[first : first + PAGE]
    is_provider = reader.role == "provider"
    items = [
        lines(
            Html(f"{number}. ")
            + bold(begin(provider(_other(need, match, is_provider=is_provider), t.language))),
            escape(f"{title(t, need.body)} · ") + italic(_progress(t, need, match, is_provider=is_provider)),
        )
        for number, (need, match) in enumerate(shown, first + 1)
    ]
    buttons = [
        Button(f"{number}. {_label(t, need, match, is_provider=is_provider)}", Code("match", match.ref))
        for number, (need, match) in enumerate(shown, first + 1)
    ]
    home = Button(t.label("Home"), Code("home"))
    pages = paging(t, "matches", first, len(found), PAGE)
    return Screen(
        lines(bold(t("Your matches")), *(items or [_none(t, is_provider=is_provider)])),
        (*rows_of(buttons), (*pages, home)),
        is_protected=is_provider and any(need.is_restricted for need, _ in shown),
    )


def _other(need: Need, match: Match, *, is_provider: bool) -> str:
    """The code of the delegation on the other side."""
    return need.delegation if is_provider else match.delegation


def _label(t: Translator, need: Need, match: Match, *, is_provider: bool) -> str:
    return begin(brief(_other(need, match, is_provider=is_provider), t.language, _LABEL_SHOWN - 4))


def _progress(t: Translator, need: Need, match: Match, *, is_provider: bool) -> Html:
    if not is_provider:
        return escape(progress(t, match))
    if need.state != needs.OPEN and match.state not in (matches.AGREED, matches.REFUSED):
        return t("paused") if need.state == needs.PAUSED else t("withdrawn")
    words = {
        matches.TOLD: t("awaiting your reply"),
        matches.LATER: t("you will be asked again"),
        matches.INTERESTED: t("interested, awaits their reply"),
        matches.DECLINED: t("not for us"),
        matches.AGREED: t("contacts exchanged"),
        matches.REFUSED: t("did not go further"),
        matches.LAPSED: t("no longer asked"),
    }
    return words.get(match.state, Html(""))


def _none(t: Translator, *, is_provider: bool) -> Html:
    if is_provider:
        return t("Nobody's need fits your programmes yet. You will be told at once when one does.")
    return t("None yet. They come once you publish a need.")
