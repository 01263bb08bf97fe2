"""Handing one's post over, as its holder sees it."""

from datetime import datetime

from handlers.kit.buttons import Code
from handlers.kit.handover import Trouble
from handlers.kit.html import Html, bold, clip, escape, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import moment, provider, rank, role
from handlers.kit.screen import NO_PICKER, Button, Picker, Screen
from storage.invites import Invite
from storage.people import Person
from storage.posts import Post

_NAME_SHOWN = 40


def explanation(t: Translator, post: Post) -> Screen:
    """What goes along; the key that opens Telegram's list of people stands below."""
    text = lines(
        bold(t("Hand over your post")),
        _post(t, post),
        t("Rank and remit, needs, matches, meetings, what is half-done and what you saved go along."),
        t("You lose access in that moment, and get a receipt."),
        Html(""),
        t("Tap {button} at the bottom of the chat. Nothing happens before you confirm.", button=key(t)),
    )
    link = Button(t.label("By a link instead"), Code("handover-link"))
    return Screen(text, ((link, Button(t.label("Cancel"), Code("handover-no"))),))


def picker(t: Translator) -> Screen:
    return Screen(t("Who takes over from you?"), picker=Picker(key(t)))


def key(t: Translator) -> str:
    """The label of the key that opens Telegram's list of people."""
    return t.label("Pick my successor")


def picked(t: Translator, name: str, telegram_id: int) -> Screen:
    """Takes the key away, and says whom Telegram has named."""
    said = t("You picked {name}.", name=clip(name, _NAME_SHOWN) or str(telegram_id))
    return Screen(said, picker=NO_PICKER)


def nothing_changed(t: Translator) -> Screen:
    return Screen(t("Nothing has changed. You keep your post."), picker=NO_PICKER)


def confirm(t: Translator, post: Post, successor: Person, own: Post | None) -> Screen:
    """For somebody who can take over at once: the last tap. A colleague leaves their `own` post for it."""
    telegram_id = successor.telegram_id
    text = lines(
        t("Hand your post over to {name}?", name=bold(clip(successor.name, _NAME_SHOWN))),
        _post(t, post),
        t(
            "Account on Telegram: number {number}. The name is what the person calls themself.",
            number=str(telegram_id),
        ),
        t("Now {rank} of your delegation; that post ends.", rank=rank(t, own.rank))
        if own is not None
        else t("Holds no other post here, and has used this bot before."),
        t("You lose access in this moment. This can't be undone by you."),
    )
    return Screen(
        text, ((_no(t), Button(t.label("Hand over now"), Code("handover-now", str(telegram_id)), "danger")),)
    )


def offer_invitation(t: Translator, post: Post, name: str, telegram_id: int) -> Screen:
    """For somebody whom the bot can't write to: they have to come to it."""
    text = lines(
        t("{name} has not opened this bot yet.", name=bold(clip(name, _NAME_SHOWN) or str(telegram_id))),
        _post(t, post),
        t(
            "I make an invitation that opens for account number {number} alone. You forward it.",
            number=str(telegram_id),
        ),
        t("The post changes hands when they tap Yes there. Until then you keep it, and can take it back."),
    )
    make = Button(t.label("Make the invitation"), Code("handover-invite", str(telegram_id)), "primary")
    return Screen(text, ((_no(t), make),))


def to_forward(t: Translator, post: Post, link: str, invite: Invite) -> Screen:
    """Meant for the successor: nothing in it but what they need."""
    text = lines(
        t(
            "Invitation to take over a post: {rank} of {delegation}.",
            rank=rank(t, post.rank),
            delegation=bold(provider(post.delegation, t.language)),
        ),
        t("Open this link on your phone: {link}", link=link),
        t("It works once, until {when}.", when=moment(invite.expires_at, t.language)),
    )
    return Screen(text, below=True)


def under_way(t: Translator, post: Post, invite: Invite) -> Screen:
    """While an invitation is out, the post is its holder's."""
    until = moment(invite.expires_at, t.language)
    text = lines(
        bold(t("Your hand-over is under way")),
        _post(t, post),
        t(
            "The invitation opens for account number {number} alone, until {when}.",
            number=str(invite.telegram_id),
            when=until,
        )
        if invite.telegram_id is not None
        else t(
            "Whoever opens the link first is shown to you, until {when}. Nothing happens before you confirm.",
            when=until,
        ),
        t("Forward the message with the link to your successor. You keep your post until then."),
    )
    stop = Button(t.label("Take it back"), Code("handover-stop"), "danger")
    return Screen(text, ((stop, Button(t.label("Back"), Code("people", f"{post.delegation}.0"))),))


def asked(t: Translator, post: Post, name: str, telegram_id: int, when: datetime) -> Screen:
    """Somebody has opened the link; whether it is the right one, the holder of the post knows."""
    text = lines(
        t("{name} has opened the link of your hand-over.", name=bold(clip(name, _NAME_SHOWN))),
        t(
            "Account on Telegram: number {number}. The name is what the person calls themself.",
            number=str(telegram_id),
        ),
        t("Is that your successor? Ask them by telephone if you are not sure."),
        _post(t, post),
        t("Without your yes nothing happens, and at {when} the link ends.", when=moment(when, t.language)),
    )
    stop = Button(t.label("No, stop it"), Code("handover-stop"))
    return Screen(
        text, ((stop, Button(t.label("Hand over now"), Code("handover-now", str(telegram_id)), "danger")),)
    )


def done(t: Translator) -> Screen:
    """What the confirmation becomes for somebody who holds no post any more."""
    home = Button(t.label("What I can do now"), Code("home"))
    return Screen(t("Your post is handed over. The receipt comes in this chat. Thank you."), ((home,),))


def refused(t: Translator, why: Trouble, post: Post) -> Screen:
    """Why this account can't take over; nothing has changed."""
    said = {
        "oneself": t("That is your own account: a post can't be handed over to oneself."),
        "bot": t("That is a bot: only a person can hold a post."),
        "holds a post": t(
            "That account holds a post here already, and one account holds one post. "
            "That post has to end first; the secretariat can see to it."
        ),
        "suspended": t("That account's post is suspended. Ask the secretariat before you do anything else."),
    }[why]
    again = Button(t.label("Pick somebody else"), Code("handover"), "primary")
    back = Button(t.label("Back"), Code("people", f"{post.delegation}.0"))
    return Screen(lines(said, t("Nothing has changed. You keep your post.")), ((again, back),))


def taken_back(t: Translator) -> str:
    return t.label("Taken back. You keep your post, and the invitation is dead.")


def nothing_under_way(t: Translator) -> str:
    return t.label("No hand-over is under way. Nothing has changed.")


def changed(t: Translator) -> str:
    return t.label("This has changed meanwhile. Nothing was done. See /people.")


def _post(t: Translator, post: Post) -> Html:
    delegation = bold(provider(post.delegation, t.language))
    held = f"{rank(t, post.rank)}, {role(t, post.role)}"
    return t("{delegation}: {post}", delegation=delegation, post=escape(held))


def _no(t: Translator) -> Button:
    return Button(t.label("No, keep my post"), Code("handover-no"))
