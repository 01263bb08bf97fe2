"""What letters about a match say where the need is for few: that there is something, and no more."""

from dataclasses import replace

from handlers.kit.briefs import brief
from handlers.kit.buttons import Code
from handlers.kit.html import Html, italic
from handlers.kit.i18n import Translator
from handlers.kit.labels import provider
from handlers.kit.screen import Screen
from storage import matches, needs
from storage.matches import Match
from storage.needs import Need


def notice(t: Translator, need: Need, match: Match) -> Screen:
    """For the provider: that a need waits, or that it was told of one."""
    if need.state == needs.OPEN and match.state in matches.UNANSWERED:
        said = t("A capability need awaits your reply.")
    else:
        said = t("You were told of a capability need.")
    name = provider(match.delegation, t.language)
    why = t("You get this because you speak for {delegation}. Interest commits nobody.", delegation=name)
    return _to_provider(t, said, need, match, Code("match", match.ref), italic(why))


def change(t: Translator, need: Need, match: Match, what: str) -> Screen:
    said = {
        "changed": t("A need that you were told of has changed."),
        "paused": t("A need that you were told of is paused."),
        "resumed": t("A need that you were told of is open again."),
        "withdrawn": t("A need that you were told of was withdrawn. Nothing more is asked of you."),
    }
    why = italic(t("You get this because you were told of this need."))
    return _to_provider(t, said[what], need, match, Code("match", match.ref), why)


def refusal(t: Translator, need: Need, match: Match) -> Screen:
    said = t("The other side thanks you and will not go further this time.")
    return _to_provider(t, said, need, match, Code("match", match.ref))


def contact(t: Translator, need: Need, match: Match, *, is_provider: bool) -> Screen:
    """For both sides: the card itself comes by the tap."""
    said = t("Both sides have said yes: the contact card is ready.")
    if is_provider:
        return _to_provider(t, said, need, match, Code("contact", match.ref))
    return brief(t, said, need.ref, need.body, Code("contact", match.ref))


def answer(t: Translator, need: Need, match: Match) -> Screen:
    """For the delegation that asked."""
    said = t("A provider has answered about your need.")
    return brief(t, said, need.ref, need.body, Code("match", match.ref))


def _to_provider(
    t: Translator, said: Html, need: Need, match: Match, shows: Code, why: Html | None = None
) -> Screen:
    """The match's reference: that of the need may come from a file, and say whose it is."""
    return replace(brief(t, said, match.ref, need.body, shows, why), is_protected=True)
