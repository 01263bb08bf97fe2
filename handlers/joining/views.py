"""Coming in, as people see it: an invitation to confirm, a request to make, the answer."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.joining.actions import Trouble
from handlers.kit.access import has
from handlers.kit.buttons import Code
from handlers.kit.forms import Question
from handlers.kit.html import Html, bold, clip, escape, italic, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import brief, moment, provider, role
from handlers.kit.postnames import post
from handlers.kit.screen import Button, Row, Screen, rows_of
from handlers.onboarding.views import speaks_for
from knowledge.rights import Rank
from storage.invites import Invite
from storage.people import Person
from storage.requests import GRANTED, OPEN, REFUSED, WITHDRAWN, Request
from storage.searches import Search

_TYPED_SHOWN = 200
_WORDS_SHOWN = 60
_LABEL_SHOWN = 24
_MINUTE = timedelta(minutes=1)


def invitation(
    t: Translator, question: Question, invite: Invite, rank: Rank, inviter: Person | None, inviter_name: str
) -> Screen:
    """Whom one would speak for, before one does; `rank` is the one they would have."""
    delegation = bold(provider(invite.delegation, t.language))
    will = (
        t("You will be in the secretariat: {delegation}.", delegation=delegation)
        if invite.role == "secretariat"
        else t("You will speak for {delegation} as {role}.", delegation=delegation, role=role(t, invite.role))
    )
    text = lines(
        bold(t("Are you {name}?", name=invite.name)) if invite.name else None,
        will,
        t("Your post: {post}.", post=post(t, invite.role, rank, invite.remit)),
        _invited_by(t, inviter, inviter_name),
        t("You take over a post: needs, matches and meetings come along, and its holder leaves it.")
        if invite.hands_over is not None
        else None,
        Html(""),
        t(
            "This invitation works once. If it is not for you, tap No: "
            "it opens for nobody any more, and whoever made it is told."
        ),
    )
    no = question.option(t.label("No"), "no")
    return Screen(text, ((question.option(t.label("Yes, that is me"), "yes", "success"), no),))


def _invited_by(t: Translator, inviter: Person | None, name: str) -> Html:
    if inviter is None:
        return t("Invited by those who run this bot.")
    if inviter.role == "secretariat":
        return t("Invited by {name} of the secretariat.", name=bold(name))
    return t("Invited by {name}.", name=bold(name))


def declined(t: Translator) -> Screen:
    """What somebody is told who said that an invitation is not for them."""
    text = lines(
        t("Thank you. This invitation opens for nobody any more, and whoever made it is told."),
        t("You can search, and ask for access to a post of your own."),
    )
    return Screen(text, ((ask_button(t), _home(t)),))


def waits_for_holder(t: Translator) -> Screen:
    said = t(
        "Thank you. Whoever hands the post over is asked now; you are told here once they have confirmed."
    )
    return Screen(said, ((_home(t),),))


def tap_a_button(t: Translator) -> str:
    return t.label("Please tap Yes or No under the invitation first.")


def trouble(t: Translator, person: Person, why: Trouble, wait: timedelta) -> Screen:
    """Why an invitation does not open, and a way on."""
    said = {
        "wrong": t(
            "I don't know this invitation. Open the link again exactly as you got it, "
            "or ask whoever sent it for a new one."
        ),
        "too many": t(
            "Too many wrong invitations within an hour. Please try again in {minutes} min. "
            "You can search meanwhile.",
            minutes=_minutes(wait),
        ),
        "closed": t(
            "Many people are trying wrong invitations just now, so none is taken for a while. "
            "Yours stays good: please open it again in {minutes} min. You can search meanwhile.",
            minutes=_minutes(wait),
        ),
        "holds a post": t("One account holds one post. This invitation stays unused."),
        "other account": t(
            "This invitation opens for another Telegram account only. It stays unused. "
            "If it was meant for you, ask whoever sent it to pick this account."
        ),
        "used": t(
            "This invitation has been used already: each works once. "
            "If it was not you who used it, tell whoever sent it at once, and ask for a new one."
        ),
        "expired": t("This invitation has expired. Ask whoever sent it for a new one."),
        "revoked": t("This invitation has been withdrawn. Ask whoever sent it if you still need one."),
        "declined": t(
            "Somebody opened this invitation and said that it is not for them. It opens for nobody any more. "
            "Ask whoever sent it for a new one."
        ),
        "removed": t(
            "The delegation of this invitation no longer takes part here. "
            "Please ask the secretariat, not whoever sent it."
        ),
    }
    if person.role is not None:
        return Screen(lines(speaks_for(t, person), said[why]), ((_home(t),),))
    return Screen(said[why], ((ask_button(t),),))


def _minutes(wait: timedelta) -> int:
    return max(1, -(-wait // _MINUTE))


def ask_button(t: Translator) -> Button:
    return Button(t.label("Ask for access"), Code("access"))


def whom(t: Translator, question: Question) -> Screen:
    text = lines(
        t("For which state or organisation do you speak, and what is your post? One sentence will do."),
        Html(""),
        t("For example: {example}", example=italic(t("Chad, police adviser at the permanent mission"))),
    )
    return Screen(text, ((question.cancel(t),),))


def nobody_named(t: Translator, words: str) -> str:
    return t.label(
        "I know no state or organisation named in “{words}”. "
        "Please write its usual name, in any of seven languages.",
        words=clip(words, _WORDS_SHOWN),
    )


def which(t: Translator, question: Question, found: Sequence[str]) -> Screen:
    """Several could be meant: one button each."""
    names = [f"{number}. {provider(code, t.language)}" for number, code in enumerate(found, 1)]
    options = [
        question.option(f"{number}. {brief(code, t.language, _LABEL_SHOWN - 3)}", code)
        for number, code in enumerate(found, 1)
    ]
    text = lines(t("Which one do you mean?"), *(escape(name) for name in names))
    last: Row = (question.option(t.label("Another one"), "again"), question.cancel(t))
    return Screen(text, (*rows_of(options), last))


def which_role(t: Translator, question: Question, delegation: str) -> Screen:
    text = lines(
        t("You ask to speak for {delegation}.", delegation=bold(provider(delegation, t.language))),
        t("What brings your delegation here? The secretariat sees your request and your name on Telegram."),
    )
    roles = (
        question.option(t.label("We look for help"), "recipient", "primary"),
        question.option(t.label("We offer help"), "provider", "primary"),
    )
    return Screen(text, (roles, (question.option(t.label("Another one"), "again"), question.cancel(t))))


def not_here(t: Translator, delegation: str) -> str:
    """Of a delegation that the secretariat let go."""
    return t.label(
        "{delegation} no longer takes part here. Please write to the secretariat.",
        delegation=provider(delegation, t.language),
    )


def own_request(t: Translator, request: Request) -> Screen:
    """A person's request as they see it themselves."""
    delegation = bold(provider(request.delegation, t.language))
    asked = t(
        "You asked to speak for {delegation} as {role}, on {when}.",
        delegation=delegation,
        role=role(t, request.role),
        when=moment(request.asked_at, t.language),
    )
    if request.state == OPEN:
        waits = t("It waits for the secretariat. The answer comes in this chat; you can search meanwhile.")
        withdraw = Button(t.label("Withdraw the request"), Code("withdraw", request.ref))
        return Screen(lines(asked, waits), ((withdraw,),))
    return Screen(lines(asked, _outcome(t, request.state)), (_after(t, request.state),))


def answer(t: Translator, reader: Person, request: Request, search: Search | None) -> Screen:
    """The secretariat's answer, as the person who asked gets it; `search` is what they typed last."""
    if request.state != GRANTED:
        return own_request(t, request)
    kept = search if search is not None and has(reader, "declare") else None
    text = lines(
        _outcome(t, GRANTED),
        speaks_for(t, reader),
        t("You typed: {words}", words=italic(clip(kept.text, _TYPED_SHOWN))) if kept else None,
    )
    declare = Button(t.label("Declare as a need"), Code("need-new", kept.ref if kept else ""))
    return Screen(text, (((declare, _home(t)) if kept else (_home(t),)),))


def asked_too_often(t: Translator) -> Screen:
    wait = t("You have asked several times today. Please wait until tomorrow before you ask again.")
    return Screen(wait, ((_home(t),),))


def holds_a_post(t: Translator, person: Person) -> Screen:
    return Screen(lines(speaks_for(t, person), t("You have access already.")), ((_home(t),),))


def no_longer_open(t: Translator) -> str:
    return t.label("This request is no longer open.")


def welcome_aboard(t: Translator) -> str:
    return t.label("Thank you. You are aboard.")


def withdrawn(t: Translator) -> str:
    return t.label("Your request is withdrawn.")


def _outcome(t: Translator, state: str) -> Html:
    if state == GRANTED:
        return t("The secretariat has granted your request.")
    if state == REFUSED:
        return t(
            "The secretariat has not granted it. You can go on searching. "
            "If you think this is a mistake, have your mission contact the secretariat."
        )
    if state == WITHDRAWN:
        return t("You have withdrawn it.")
    return t("An invitation has settled it.")


def _after(t: Translator, state: str) -> Row:
    return (ask_button(t),) if state in (REFUSED, WITHDRAWN) else (_home(t),)


def _home(t: Translator) -> Button:
    return Button(t.label("What I can do now"), Code("home"), "primary")
