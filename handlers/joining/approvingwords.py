"""Short words over the chat about new administrators."""

from handlers.joining.proposals import Trouble
from handlers.kit.i18n import Translator


def trouble(t: Translator, why: Trouble) -> str:
    """For a toast: why somebody can't answer."""
    said = {
        "answered": t.label("This proposal has been answered already."),
        "your own": t.label("You proposed it yourself: a second person has to approve."),
        "about you": t.label("It is about you: one of your colleagues has to answer."),
        "gone": t.label("Whoever proposed it, or whom it is about, is no officer here any more."),
        "removed": t.label("This delegation no longer takes part here."),
    }
    return said[why]


def no_officer(t: Translator) -> str:
    return t.label("This person is no officer of the secretariat (any more).")


def not_oneself(t: Translator) -> str:
    return t.label("Nobody proposes themselves.")


def gone(t: Translator) -> str:
    return t.label("There is no such proposal.")


def say_why(t: Translator) -> str:
    return t.label("Please type one sentence.")


def approved(t: Translator) -> str:
    return t.label("Approved.")
