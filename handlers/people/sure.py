"""A last look before a sensitive step, which says what happens; and the short words afterwards."""

from handlers.kit.buttons import Code
from handlers.kit.html import Html, bold, clip, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import provider, rank, remit
from handlers.kit.screen import Button, Screen
from handlers.people.actions import Trouble
from storage.people import Person
from storage.posts import Post

_NAME_SHOWN = 40


def sure(t: Translator, reader: Person, post: Post, step: str) -> Screen:
    """What the step does, before it does it; the safe answer first."""
    verb, _, value = step.partition(".")
    name = bold(clip(post.name, _NAME_SHOWN))
    delegation = bold(provider(post.delegation, t.language))
    given = {"name": name, "delegation": delegation}
    if verb == "end" and reader.id == post.person:
        text = _ends_own(t, post, delegation)
    elif verb == "suspend":
        text = lines(
            t("Suspend {name} of {delegation} at once?", **given),
            t("From this moment the account reads and does nothing here; waiting messages are dropped."),
            t("What is on the phone already stays there. The post is kept; this can be lifted at any time."),
        )
    elif verb == "lift":
        text = lines(
            t("Lift the suspension of {name} of {delegation}?", **given),
            t("Do it only when you have spoken to the person. They get what is still open."),
        )
    elif verb == "end":
        text = lines(
            t("End the post of {name} for {delegation}?", **given),
            t("They lose access at once, and are told. To come back they need a new invitation."),
            t("Needs, matches and meetings stay with {delegation}.", delegation=delegation),
        )
    elif verb == "rank":
        text = t("Make {name} {rank} of {delegation}?", rank=rank(t, value), **given)
    else:
        text = t("Send {name} notices of this kind: {remit}?", name=name, remit=remit(t, value))
    is_grave = verb in ("suspend", "end")
    go = Button(_yes(t, verb), Code("post-do", f"{post.id}.{step}"), "danger" if is_grave else "success")
    return Screen(text, ((Button(t.label("No, leave it"), Code("person", str(post.id))), go),))


def sure_to_remove(t: Translator, delegation: str, people: int) -> Screen:
    name = bold(provider(delegation, t.language))
    text = lines(
        t("Remove {delegation}?", delegation=name),
        t.many("{count} person loses access at once.", "{count} people lose access at once.", people),
        t("Its invitations die. Its published needs are paused; providers who know of them are told."),
        t("Nothing is deleted. You can take it back in; its people then need new invitations."),
    )
    no = Button(t.label("No, leave it"), Code("people", f"{delegation}.0"))
    go = Button(t.label("Remove"), Code("delegation-gone", delegation), "danger")
    return Screen(text, ((no, go),))


def done(t: Translator, step: str) -> str:
    """A word over the chat."""
    return {
        "suspend": t.label("Suspended. The account has no access from now on."),
        "lift": t.label("Lifted. They get what is still open."),
        "end": t.label("The post has ended."),
        "rank": t.label("The rank is changed. They are told."),
        "remit": t.label("The remit is changed. They are told."),
    }[step.partition(".")[0]]


def not_done(t: Translator, why: Trouble) -> str:
    """Why nothing has changed."""
    return {
        "gone": t.label("There is no such post, or it is not yours to change. Nothing has changed."),
        "oneself": t.label("Nobody changes their own post. Ask your focal point or the secretariat."),
        "changed": t.label("This has changed meanwhile. Please look at it again. Nothing was done."),
        "last administrator": t.label(
            "You can't: this is the last administrator. Make somebody else administrator first."
        ),
        "has a leader": t.label(
            "Not done: the delegation has a focal point already. Change that person's rank first."
        ),
        "secretariat": t.label("Not done: this delegation runs the secretariat."),
    }[why]


def removed(t: Translator) -> str:
    return t.label("Removed. Nobody speaks for it now.")


def back_in(t: Translator) -> str:
    return t.label("It is back. Its people need new invitations.")


def _ends_own(t: Translator, post: Post, delegation: Html) -> Html:
    return lines(
        t("End your own post for {delegation}?", delegation=delegation),
        t("You lose access at once. Needs, matches and meetings stay with the delegation."),
        t("You are its focal point: to put somebody in your place, hand the post over instead.")
        if post.rank == "focal"
        else None,
    )


def _yes(t: Translator, step: str) -> str:
    return {
        "suspend": t.label("Yes, suspend"),
        "lift": t.label("Yes, lift it"),
        "end": t.label("Yes, end it"),
        "rank": t.label("Yes, change it"),
        "remit": t.label("Yes, change it"),
    }[step]
