"""First words and ways on."""

from datetime import datetime
from typing import NamedTuple

from handlers.kit.access import has
from handlers.kit.buttons import Code
from handlers.kit.clocks import your_clock
from handlers.kit.html import Html, bold, clip, italic, lines, plain
from handlers.kit.i18n import LANGUAGES, Translator
from handlers.kit.labels import provider, role
from handlers.kit.screen import Button, Row, Screen
from knowledge.hours import Hours
from storage.database import Store
from storage.people import Person

_NAME_SHOWN = 100


def commands(t: Translator) -> dict[str, str]:
    """The command menu."""
    return {
        "search": t.label("Find programmes: type what you need"),
        "needs": t.label("The needs of your delegation"),
        "matches": t.label("Who could help, and whom you could help"),
        "meetings": t.label("Meetings: when they are, and whether you come"),
        "settings": t.label("What reaches you, and when"),
        "language": t.label("Choose your language"),
        "privacy": t.label("What is kept about you, your file, your contact card"),
        "help": t.label("What this bot does and who can read it"),
    }


class Clock(NamedTuple):
    """Somebody's hours, whether they or their invitation have said where they are, and the instant."""

    hours: Hours
    is_known: bool
    now: datetime


def welcome(t: Translator, person: Person, operator: str, clock: Clock | None = None) -> Screen:
    """The first screen: whom they speak for, what to do now, and who can read along."""
    text = lines(
        bold(t("Welcome, {name}.", name=clip(person.name, _NAME_SHOWN))),
        speaks_for(t, person),
        _what_now(t, person.role) if person.rank != "observer" else _reads(t),
        your_clock(t, clock.hours, clock.now) if clock is not None else None,
        t("Invite a colleague of your delegation: /invite") if has(person, "invite") else None,
        Html(""),
        t("For example: {example}", example=italic(example(t))),
        Html(""),
        discretion(t, operator),
    )
    ways = _next(t, person.role)
    if clock is not None:
        ways = (*ways[:-1], (*ways[-1], _hours(t, clock)))
    return Screen(text, (_try(t), *ways, languages(t)))


def speaks_for(t: Translator, person: Person) -> Html | None:
    """The person's post, if they hold one."""
    if person.delegation is None or person.role is None:
        return None
    delegation = bold(provider(person.delegation, t.language))
    if person.role == "secretariat":
        return t("You are in the secretariat: {delegation}.", delegation=delegation)
    return t("You speak for {delegation} as {role}.", delegation=delegation, role=role(t, person.role))


def _reads(t: Translator) -> Html:
    return lines(
        t("Your post is that of an observer: you read what your delegation does, your colleagues act."),
        t("You can search as everybody does: type a capability, a state or the name of a programme."),
    )


def _what_now(t: Translator, role_: str | None) -> Html:
    """What somebody can do today; nothing that is still to come."""
    search = t(
        "Say what peacekeeping capability you need help with, in your own words and language. "
        "I look for programmes that offer it."
    )
    if role_ == "recipient":
        return lines(search, t("One tap makes a draft of it; nobody is told before you publish."))
    if role_ == "provider":
        return lines(
            t("You are told, in your hours, when somebody needs what your programmes offer; a tap answers."),
            t("You are asked here whether what public sources say about you is true. /programmes lists it."),
            t(
                "Type the name of a programme to see what public sources say about it, "
                "or a capability to see who helps with it."
            ),
        )
    if role_ == "secretariat":
        return lines(
            t(
                "Requests for access come to you in this chat. "
                "/desk shows the open ones and who is aboard, /invite invites somebody."
            ),
            t("You can search as everybody does: type a capability, a state or the name of a programme."),
        )
    return search


def _next(t: Translator, role_: str | None) -> tuple[Row, ...]:
    if role_ is None:
        return ((Button(t.label("Ask for access"), Code("access")),),)
    if role_ == "secretariat":
        return ((Button(t.label("Open the desk"), Code("desk")), _people(t)),)
    matches = Button(t.label("My matches"), Code("matches", "0"))
    if role_ == "provider":
        open_needs = Button(t.label("Open needs"), Code("open-needs", "0"))
        return ((matches, Button(t.label("Our programmes"), Code("ours", "0"))), (open_needs, _people(t)))
    return ((Button(t.label("My needs"), Code("needs", "0")), matches), (_people(t),))


def _hours(t: Translator, clock: Clock) -> Button:
    """Whoever was taken for one of New York's without having said so is asked about the clock first."""
    if clock.is_known:
        return Button(t.label("My hours"), Code("hours"))
    return Button(t.label("Wrong clock?"), Code("clock"))


def _people(t: Translator) -> Button:
    return Button(t.label("Our people"), Code("people"))


def help_(t: Translator, operator: str) -> Screen:
    text = lines(
        bold(t("What I do")),
        t(
            "Type half a sentence, in English, French, Spanish, Portuguese, Russian, Arabic or Chinese. "
            "Slips of the finger do no harm. I answer with the programmes that fit best."
        ),
        Html(""),
        t("Correct a message that you have sent, and its answer follows."),
        t("What you search for is shown to nobody else. /searches lists what you have saved."),
        t("What reaches you, and when: /settings. To stop everything, type: stop"),
        Html(""),
        discretion(t, operator),
    )
    privacy = (Button(t.label("Privacy"), Code("privacy")),)
    return Screen(text, (_try(t), privacy, languages(t)))


def discretion(t: Translator, operator: str) -> Html:
    return lines(
        _run_by(t, operator),
        t(
            "This chat is not a classified channel, and Telegram can technically read it: write nothing "
            "classified. Keep readiness at the level of categories: no names of individuals, no locations, "
            "no serviceability figures."
        ),
    )


def example(t: Translator) -> Html:
    return t("formed police unit, training in French before June")


def unknown_command(t: Translator, command: str) -> Screen:
    said = t("I don't know /{command}. Type what you need in plain words, or see /help.", command=command)
    return Screen(said, (_try(t),))


def only_text(t: Translator, kind: str) -> Screen:
    """For stickers, voices, pictures: what can't be read, and what to do instead."""
    if kind in ("voice", "audio", "video_note"):
        said = t("I can't listen to recordings yet. Please type what you need, in any of seven languages.")
    elif kind in ("photo", "document", "video"):
        said = t("I can't read files or pictures yet. Please type what you need, in any of seven languages.")
    else:
        said = t("I can only read text. Please type what you need, in any of seven languages.")
    return Screen(said, (_try(t),))


def only_in_private(t: Translator) -> Screen:
    return Screen(t("I answer in private chats only: open my profile and press Start."))


def apology(_store: Store, t: Translator, _reader: Person, reference: str) -> Screen:
    """A living letter: what a person is told whose message could not be handled."""
    wrong = t("Something went wrong on our side with one of your messages. It is kept and will be looked at.")
    again = t("Reference: {reference}. Please try again, or say it in other words.", reference=reference)
    return Screen(lines(wrong, again))


def too_much(t: Translator, seconds: int) -> Html:
    return t(
        "That was a lot at once. I go on in {seconds} s; please send again then what is missing.",
        seconds=seconds,
    )


def stale_button(t: Translator) -> str:
    return t.label("This button is not yours or no longer in use. Type what you need to get a fresh card.")


def about(t: Translator, operator: str) -> str:
    """What an empty chat shows."""
    what = t.label("Say what capability you need help with, and find the programmes that offer it.")
    who = plain(_run_by(t, clip(operator, 120)))
    return f"{what}\n\n{who}\n{t.label('Chats with bots are not classified channels.')}"


def _run_by(t: Translator, operator: str) -> Html:
    if not operator:
        return t("Not a United Nations service unless its operator says so.")
    return t("Run by {operator}. Not a United Nations service unless they say so.", operator=operator)


def short_about(t: Translator) -> str:
    return t.label("Peacekeeping capability needs, and the programmes that help.")


def languages(t: Translator) -> Row:
    """A button for each language but the reader's own, in its own name."""
    return tuple(
        Button(name, Code("language", code)) for code, name in LANGUAGES.items() if code != t.language
    )


def _try(t: Translator) -> Row:
    return (Button(t.label("Try the example"), Code("example"), "primary"),)
