"""The rules of a delegation: what it asks of its own people, and whom it lets see its needs."""

from collections.abc import Sequence

from handlers.kit.buttons import Code
from handlers.kit.html import bold, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import brief, provider
from handlers.kit.screen import Button, Screen, rows_of

_LABEL_SHOWN = 30
MOST_ORGANISATIONS = 4


def rules(
    t: Translator,
    delegation: str,
    organisations: Sequence[str],
    seen_by: set[str],
    *,
    clears: bool,
    leads: bool,
) -> Screen:
    """How it stands; only who leads the delegation has the buttons that change it."""
    named = ", ".join(provider(code, t.language) for code in organisations if code in seen_by)
    text = lines(
        bold(t("Rules of {delegation}", delegation=provider(delegation, t.language))),
        t("Clearance: a second member clears each need before it goes out.")
        if clears
        else t("Clearance: none. Whoever writes a need publishes it."),
        t("Organisations that see your published needs: {names}.", names=named)
        if named
        else t("No organisation sees your needs unless your delegation agrees."),
        None if leads else t("Your focal point can change this."),
    )
    home = (Button(t.label("My needs"), Code("needs", "0")), Button(t.label("Home"), Code("home")))
    if not leads:
        return Screen(text, (home,))
    switch = (
        Button(t.label("Ask for no clearance"), Code("rule-clear", "no"))
        if clears
        else Button(t.label("Ask for clearance"), Code("rule-clear", "yes"))
    )
    shown = [Button(_label(t, code, seen_by), Code("rule-org", code)) for code in organisations]
    return Screen(text, ((switch,), *rows_of(shown[:MOST_ORGANISATIONS]), home))


def organisation(t: Translator, code: str, *, sees: bool) -> Screen:
    """What consent means, before it is given or withdrawn."""
    name = bold(provider(code, t.language))
    if sees:
        said = t("{organisation} sees the needs that your delegation has published.", organisation=name)
        yes = Button(t.label("Stop showing them"), Code("rule-hide", code), "danger")
    else:
        said = t(
            "May {organisation} see the needs that your delegation has published, with your name and words? "
            "It does not see drafts, nor what is for the secretariat only. You can withdraw this any time.",
            organisation=name,
        )
        yes = Button(t.label("Yes, show them"), Code("rule-show", code), "primary")
    return Screen(said, ((yes, Button(t.label("Back"), Code("rules"))),))


def clearance_on(t: Translator) -> str:
    return t.label("From now on a second member clears each need. Drafts are saved for clearance.")


def clearance_off(t: Translator) -> str:
    return t.label("From now on whoever writes a need publishes it.")


def nobody_else(t: Translator) -> str:
    return t.label("Nobody else could clear yet: a focal point or deputy besides you. Invite one first.")


def shows(t: Translator, code: str) -> str:
    return t.label("{organisation} sees your published needs now.", organisation=provider(code, t.language))


def hides(t: Translator, code: str) -> str:
    return t.label("{organisation} sees your needs no longer.", organisation=provider(code, t.language))


def _label(t: Translator, code: str, seen_by: set[str]) -> str:
    name = brief(code, t.language, _LABEL_SHOWN)
    return f"{name} ✓" if code in seen_by else name
