"""Short words over the chat after a tap."""

from handlers.kit.i18n import Translator


def noted(t: Translator) -> str:
    return t.label("Noted. It commits nobody. The other side is asked now.")


def declined(t: Translator) -> str:
    return t.label("Noted, with thanks. The other side is told politely.")


def taken_back(t: Translator) -> str:
    return t.label("Taken back.")


def asked_later(t: Translator) -> str:
    return t.label("You will be asked again in three days.")


def agreed(t: Translator) -> str:
    return t.label("Both have said yes. Each of you gets the other's contact card now.")


def shared(t: Translator) -> str:
    return t.label("Shared. The other side gets your contact card now.")


def refused(t: Translator) -> str:
    return t.label("Noted. They are told politely.")


def changed_meanwhile(t: Translator) -> str:
    return t.label("This has been answered already, or has changed. The card shows how it stands now.")


def gone(t: Translator) -> str:
    return t.label("This match is gone, or not your delegation's. See /matches.")


def is_paused(t: Translator) -> str:
    return t.label("This need is paused. You will be told if it opens again.")


def is_over(t: Translator) -> str:
    return t.label("This need was withdrawn. Nothing more is asked of you.")


def no_contact(t: Translator) -> str:
    return t.label("Contacts are shared only after both sides have said yes.")
