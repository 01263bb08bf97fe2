"""The choice of language."""

from handlers.kit.buttons import Code
from handlers.kit.i18n import LANGUAGES, Translator
from handlers.kit.screen import Button, Screen


def languages(t: Translator) -> Screen:
    """Every language under its own name, so that whoever got the wrong one finds the way back."""
    buttons = tuple(
        Button(f"{name} ✓" if code == t.language else name, Code("language", code))
        for code, name in LANGUAGES.items()
    )
    searches = (
        Button(t.label("My saved searches"), Code("searches", "0")),
        Button(t.label("On record about me"), Code("trail")),
    )
    own = (
        Button(t.label("My contact card"), Code("card")),
        Button(t.label("Privacy"), Code("privacy")),
    )
    return Screen(
        t("In which language shall I speak with you? You can type in any of seven."), (buttons, searches, own)
    )


def chosen(t: Translator) -> str:
    return t.label("I speak {language} with you from now on.", language=LANGUAGES[t.language])
