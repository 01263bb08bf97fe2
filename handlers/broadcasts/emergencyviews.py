"""An emergency: what it is called, what it does, and what a colleague is asked."""

from datetime import datetime, timedelta

from handlers.broadcasts.actions import LONGEST_NAME
from handlers.kit.buttons import Code
from handlers.kit.forms import Question
from handlers.kit.html import Html, bold, escape, lines
from handlers.kit.i18n import Translator
from handlers.kit.screen import Button, Screen
from knowledge.emergencies import AGREED_WITHIN, MOST_EMERGENCIES
from storage.broadcasts import Broadcast


def ask_name(t: Translator, question: Question) -> Screen:
    text = lines(
        t("What is the emergency called? A few words that everybody understands: “Cyclone Freddy, Beira”."),
        what_it_does(t),
    )
    return Screen(text, ((question.cancel(t),),))


def no_name(t: Translator) -> str:
    return t.label("Please type what the emergency is called, in a few words.")


def name_too_long(t: Translator, length: int) -> str:
    return t.label(
        "This name has {count} characters; at most {most} fit. Please send a shorter one.",
        count=length,
        most=LONGEST_NAME,
    )


def preview(t: Translator, question: Question, letter: Html, people: int) -> Screen:
    """Exactly what rings, for whom, and that a colleague has the last word."""
    said = lines(
        bold(t("This is what people get:")),
        Html(""),
        letter,
        Html(""),
        bold(t("Goes to {people}.", people=t.many("{count} person", "{count} people", people))),
        what_it_does(t),
    )
    ask = question.option(t.label("Ask a colleague"), "sure", "danger")
    usual = question.option(t.label("No emergency after all"), "usual")
    return Screen(said, ((ask,), (usual, question.cancel(t))))


def too_many_emergencies(t: Translator, possible: datetime) -> str:
    """`possible` as the reader's clock shows it."""
    return t.label(
        "{count} emergencies have gone out within a week, and more are not heard. "
        "The next can go from {when}. You can send it as a usual message.",
        count=MOST_EMERGENCIES,
        when=f"{t.day(possible.date())}, {possible:%H:%M}",
    )


def too_late(t: Translator) -> str:
    hours = AGREED_WITHIN // timedelta(hours=1)
    return t.label(
        "This was asked more than {hours} hours ago. If it still is an emergency, write it anew.", hours=hours
    )


def no_colleague(t: Translator) -> str:
    return t.label(
        "An emergency needs the word of a colleague of the secretariat, and there is none. "
        "You can send it as a usual message."
    )


def what_it_does(t: Translator) -> Html:
    """For whoever is about to send one, or to agree."""
    return t(
        "It rings at any hour, for everybody who has not paused everything. A colleague has to agree; "
        "then it goes out at once and can't be undone."
    )


def named(t: Translator, emergency: str | None) -> Html | None:
    """The line that a locked phone shows."""
    return bold(t("EMERGENCY: {name}", name=emergency)) if emergency is not None else None


def asked(t: Translator, broadcast: Broadcast, author: str, people: int) -> Screen:
    """For the colleagues of its author: what would ring, and the two answers to it."""
    text = Html(f"<blockquote>{escape(broadcast.text)}</blockquote>")
    said = lines(
        bold(t("{name} asks you to agree to an emergency.", name=author)),
        named(t, broadcast.emergency),
        text,
        t("Goes to {people}.", people=t.many("{count} person", "{count} people", people)),
        what_it_does(t),
    )
    agree = Button(t.label("Agree: send it now"), Code("agreebroadcast", broadcast.ref), "danger")
    return Screen(
        said, ((agree,), (Button(t.label("Don't send it"), Code("declinebroadcast", broadcast.ref)),))
    )
