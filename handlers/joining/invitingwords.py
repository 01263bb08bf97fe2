"""Short words over the chat about invitations that somebody makes."""

from handlers.kit.html import clip
from handlers.kit.i18n import Translator
from handlers.kit.labels import provider
from knowledge.officialnames import LONGEST_NAME

_TYPED_SHOWN = 40


def tap_one(t: Translator) -> str:
    return t.label("Please tap one of the buttons.")


def no_name(t: Translator) -> str:
    return t.label(
        "Please type a name and a function, at most {count} characters, on one line.", count=LONGEST_NAME
    )


def no_station(t: Translator, typed: str) -> str:
    return t.label(
        "I know no clock of “{words}”. Please type a large city near it, the state, "
        "or its time from UTC, such as UTC+3.",
        words=clip(typed, _TYPED_SHOWN),
    )


def no_part(t: Translator, delegation: str) -> str:
    return t.label(
        "{delegation} no longer takes part here: nobody can be invited for it.",
        delegation=provider(delegation, t.language),
    )


def not_that_rank(t: Translator) -> str:
    return t.label("You can't give this post any more. Nothing has changed.")


def withdrawn(t: Translator) -> str:
    return t.label("Withdrawn. The link opens nothing any more.")


def over(t: Translator) -> str:
    return t.label("This invitation was used or ended before.")


def gone(t: Translator) -> str:
    return t.label("There is no such invitation of yours.")


def comes_below(t: Translator) -> str:
    return t.label("It comes below.")
