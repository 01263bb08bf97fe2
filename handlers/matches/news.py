"""Short letters about a match: what became of the need, a polite no, the other side's contact card."""

from handlers.kit.buttons import Code
from handlers.kit.contactcard import contact_lines
from handlers.kit.fits import reason
from handlers.kit.html import Html, bold, italic, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import begin, provider
from handlers.kit.needfacts import title
from handlers.kit.screen import Button, Screen
from storage.contacts import Contact
from storage.matches import Match
from storage.needs import Need
from storage.people import Person


def change(t: Translator, need: Need, match: Match, what: str) -> Screen:
    """A word about what became of a need; the notice itself is redrawn where it stands."""
    who, name = begin(provider(need.delegation, t.language)), title(t, need.body)
    said = {
        "changed": t("{delegation} has changed its need “{title}”.", delegation=who, title=name),
        "paused": t("{delegation} has paused its need “{title}”.", delegation=who, title=name),
        "resumed": t("{delegation} looks for help again: “{title}”.", delegation=who, title=name),
        "withdrawn": t(
            "{delegation} has withdrawn its need “{title}”. Nothing more is asked of you.",
            delegation=who,
            title=name,
        ),
    }
    open_it = Button(t.label("Open"), Code("match", match.ref))
    why = italic(t("You get this because you were told of this need."))
    return Screen(lines(said[what], why), ((open_it, _my_matches(t)),), is_protected=need.is_restricted)


def refusal(t: Translator, need: Need, match: Match) -> Screen:
    said = t(
        "{delegation} thanks you and will not go further this time: {reason}.",
        delegation=bold(begin(provider(need.delegation, t.language))),
        reason=reason(t, match.reason),
    )
    text = lines(said, t("Need: {title}", title=title(t, need.body)))
    return Screen(text, ((_my_matches(t),),), is_protected=need.is_restricted)


def contact(
    t: Translator,
    need: Need,
    match: Match,
    delegation: str,
    other: tuple[Person, Contact] | None,
    *,
    may_share: bool = False,
) -> Screen:
    """The other side's card, as its owner wants it; None where its owner no longer speaks for them.

    `may_share`: who said yes for the reader's side has gone, and the reader's own card is not shared yet.
    """
    name = bold(provider(delegation, t.language))
    text = lines(
        bold(t("Contact: {delegation}", delegation=name)),
        contact_lines(t, *other, delegation)
        if other is not None
        else t(
            "The person who said yes no longer speaks for {delegation}. Ask the secretariat.", delegation=name
        ),
        t("They don't have your card: your predecessor said yes. Share yours, or see it first: /card.")
        if may_share
        else None,
        t("For: {title}", title=title(t, need.body)),
        Html(""),
        t("Both sides have said yes. Any agreement is made by note verbale."),
    )
    share = (Button(t.label("Share my card"), Code("contact-mine", match.ref), "success"),)
    ways = (Button(t.label("The match"), Code("match", match.ref)), _my_matches(t))
    is_protected = need.is_restricted and delegation == need.delegation
    return Screen(text, (share, ways) if may_share else (ways,), is_protected=is_protected)


def _my_matches(t: Translator) -> Button:
    return Button(t.label("My matches"), Code("matches", "0"))
