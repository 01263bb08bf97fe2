"""Needs a page at a time: a delegation's own, and all of them for the secretariat."""

from collections.abc import Mapping, Sequence

from handlers.kit.access import has
from handlers.kit.buttons import Code
from handlers.kit.html import Html, bold, clip, escape, italic, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import brief, provider
from handlers.kit.needfacts import title
from handlers.kit.paging import paging
from handlers.kit.screen import Button, Screen, rows_of
from storage import needs
from storage.needs import Need
from storage.people import Person

PAGE = 6
_LABEL_SHOWN = 20


def own_needs(
    t: Translator,
    reader: Person,
    found: Sequence[Need],
    waiting: Mapping[int, int],
    first: int,
    of_members: int,
) -> Screen:
    """The delegation's needs, newest first, each behind a button."""
    first = first if first < len(found) else 0
    shown = found[first : first + PAGE]
    items = [
        lines(
            Html(f"{number}. ") + bold(title(t, need.body)),
            state_of(t, need, waiting.get(need.id, 0)),
        )
        for number, need in enumerate(shown, first + 1)
    ]
    how = (
        t("To declare a need, type it in your own words, then tap “Declare as a need”.")
        if has(reader, "declare")
        else t("Your colleagues declare needs; you read them.")
    )
    heading = bold(t("Needs of your delegation")) if found else t("Your delegation has no need here yet.")
    buttons = [
        Button(f"{number}. {clip(title(t, need.body), _LABEL_SHOWN - 4)}", Code("need", need.ref))
        for number, need in enumerate(shown, first + 1)
    ]
    home = Button(t.label("Home"), Code("home"))
    pages = paging(t, "needs", first, len(found), PAGE)
    rules = Button(t.label("Rules"), Code("rules"))
    members = (Button(t.label("Members' needs"), Code("member-needs", "0")),) if of_members else ()
    return Screen(lines(heading, *items, Html(""), how), (*rows_of(buttons), (*pages, *members, rules, home)))


def member_needs(t: Translator, found: Sequence[Need], first: int) -> Screen:
    """For an organisation: what members have published that let it see."""
    heading = bold(t("Needs of members who share them with you")) if found else t("No member shares a need.")
    back = Button(t.label("My needs"), Code("needs", "0"))
    return _of_many(t, found, first, "member-needs", heading, back)


def all_needs(t: Translator, found: Sequence[Need], first: int) -> Screen:
    """Every need that is out, newest first, for the secretariat."""
    heading = bold(t("Published needs")) if found else t("No need is published.")
    back = Button(t.label("Back to the desk"), Code("desk", "0"))
    return _of_many(t, found, first, "all-needs", heading, back)


def _of_many(
    t: Translator, found: Sequence[Need], first: int, route: str, heading: Html, back: Button
) -> Screen:
    """Needs of several delegations, each behind a button that names its own."""
    first = first if first < len(found) else 0
    shown = found[first : first + PAGE]
    items = [
        Html(f"{number}. ")
        + bold(provider(need.delegation, t.language))
        + escape(f" · {title(t, need.body)} · ")
        + state_of(t, need, 0)
        for number, need in enumerate(shown, first + 1)
    ]
    buttons = [
        Button(
            f"{number}. {brief(need.delegation, t.language, _LABEL_SHOWN - 4)}",
            Code("need", need.ref),
        )
        for number, need in enumerate(shown, first + 1)
    ]
    pages = paging(t, route, first, len(found), PAGE)
    is_protected = any(need.is_restricted for need in shown)
    return Screen(lines(heading, *items), (*rows_of(buttons), (*pages, back)), is_protected=is_protected)


def state_of(t: Translator, need: Need, waiting: int = 0) -> Html:
    """How far a need has come; first of all that somebody waits."""
    if waiting:
        return italic(
            t.many("{count} provider awaits your reply", "{count} providers await your reply", waiting)
        )
    words = {
        needs.DRAFT: t("draft, nobody has been told"),
        needs.CLEARING: t("waits for clearance"),
        needs.QUEUED: t("goes out within a minute"),
        needs.OPEN: t("open"),
        needs.PAUSED: t("paused"),
    }
    return italic(words.get(need.state, Html("")))
