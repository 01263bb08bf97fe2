"""Short words over the chat after a tap, and what is said when something could not be read."""

from handlers.kit.html import clip
from handlers.kit.i18n import Translator
from handlers.kit.labels import when
from knowledge.needs import Field, When

_WORDS_SHOWN = 60


def gone(t: Translator) -> str:
    return t.label("This need is gone, or not your delegation's. See /needs.")


def search_forgotten(t: Translator) -> str:
    return t.label("This search is no longer kept. Type your need again.")


def too_many_drafts(t: Translator) -> str:
    return t.label("Your delegation has twenty drafts. Publish or discard some first.")


def not_a_draft(t: Translator) -> str:
    return t.label("This need is on its way already.")


def nobody_clears(t: Translator) -> str:
    return t.label("A second member has to clear it, and nobody else here may. Invite a deputy: /people")


def saved_for_clearance(t: Translator) -> str:
    return t.label("Saved. A colleague who may clear it is told now.")


def own_clearance(t: Translator) -> str:
    return t.label("You saved this yourself: somebody else of your delegation has to clear it.")


def not_waiting(t: Translator) -> str:
    return t.label("This need waits for no clearance any more.")


def only_who_clears(t: Translator) -> str:
    return t.label("It was cleared as it stands. Your focal point or a deputy can change it.")


def undone(t: Translator) -> str:
    return t.label("Taken back. It is a draft again; nobody was told.")


def name_one(t: Translator) -> str:
    return t.label("Name one provider at least, or tap Cancel.")


def too_many_named(t: Translator, most: int) -> str:
    return t.label("At most {most} providers, please.", most=most)


def no_provider_named(t: Translator, said: str) -> str:
    return t.label(
        "I know no other delegation called “{words}”. Type a state or an organisation.",
        words=clip(said, _WORDS_SHOWN),
    )


def out_already(t: Translator) -> str:
    return t.label("Too late to undo: it is published. You can still withdraw it.")


def sent(t: Translator) -> str:
    return t.label("Published.")


def taken_back(t: Translator) -> str:
    return t.label("It was taken back and is a draft again.")


def paused(t: Translator) -> str:
    return t.label("Paused. Providers who knew of it are told.")


def resumed(t: Translator) -> str:
    return t.label("Open again. Providers who knew of it are told.")


def withdrawn(t: Translator) -> str:
    return t.label("Withdrawn. Thank you for keeping your needs up to date.")


def discarded(t: Translator) -> str:
    return t.label("Discarded. Nobody was told.")


def changes_go_out(t: Translator) -> str:
    return t.label("Noted. The change goes out in 60 s.")


def changed_meanwhile(t: Translator) -> str:
    return t.label("Somebody of your delegation has just changed this need. Look at it again: /needs")


def kept(t: Translator) -> str:
    return t.label("Kept as a draft. Nobody was told.")


def is_late(t: Translator) -> str:
    return t.label("The time of this need has passed. Until when, or from when, do you need help now?")


def has_passed(t: Translator, time: When) -> str:
    return t.label(
        "“{when}” has passed. Write a day that is still to come, for example “before 1 June”.",
        when=when(t, time.relation, time.start, time.end),
    )


def not_read(t: Translator, field: Field, said: str) -> str:
    words = clip(said, _WORDS_SHOWN)
    if field == "people":
        return t.label("I need one number between 1 and 10,000, for example 40.")
    if field == "when":
        return t.label(
            "I can't read a date in “{words}”. Write for example “before 1 June” or “2nd quarter 2027”.",
            words=words,
        )
    return t.label(
        "I don't know what “{words}” means here. Try other words, in any of seven languages.", words=words
    )
