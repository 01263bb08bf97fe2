"""Letters about posts: changed, ended, handed over."""

from typing import NamedTuple

from handlers.kit.buttons import Code
from handlers.kit.html import Html, bold, clip, escape, italic, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import moment, provider, rank, remit, role
from handlers.kit.screen import Button, Screen
from storage.people import Person
from storage.posts import Post

_NAME_SHOWN = 40
_LABEL_SHOWN = 14


class Luggage(NamedTuple):
    """What goes along with a post: meetings are those to come, searches the saved ones."""

    needs: int
    matches: int
    meetings: int
    searches: int
    has_dialog: bool


def post_news(t: Translator, post: Post, what: str) -> Screen:
    delegation = bold(provider(post.delegation, t.language))
    said = {
        "ended": lines(
            t(
                "Your post for {delegation} has ended. You have no access to anything of it.",
                delegation=delegation,
            ),
            t("If that is a mistake, ask your focal point or the secretariat."),
        ),
        "lifted": lines(
            t("Your post for {delegation} is no longer suspended.", delegation=delegation),
            t("What is still open comes to you now."),
        ),
        "changed": t(
            "Your post for {delegation} is now: {post}.", delegation=delegation, post=_held(t, post)
        ),
    }
    return Screen(said[what], ((_home(t),),))


def no_focal_point(t: Translator, delegation: str, role_: str, next_: Post | None) -> Screen:
    name = bold(provider(delegation, t.language))
    text = lines(
        t("{delegation} is left without a focal point ({role}).", delegation=name, role=role(t, role_)),
        t("Next in rank: {name}, {rank}.", name=clip(next_.name, _NAME_SHOWN), rank=rank(t, next_.rank))
        if next_ is not None
        else t("Nobody speaks for it now."),
        italic(t("You get this because you are in the secretariat. One answer is enough.")),
    )
    its_people = Button(t.label("Its people"), Code("people", f"{delegation}.0"))
    if next_ is None:
        return Screen(text, ((its_people,),))
    label = t.label("Appoint {name}", name=clip(next_.name, _LABEL_SHOWN))
    return Screen(
        text, ((Button(label, Code("post-sure", f"{next_.id}.rank.focal"), "primary"), its_people),)
    )


def receipt(t: Translator, new: Post, luggage: Luggage) -> Screen:
    """What one keeps of a post that one no longer holds."""
    text = lines(
        bold(t("Receipt: your post is handed over")),
        _whose(t, new),
        t(
            "To: {name}, account number {number}",
            name=bold(clip(new.name, _NAME_SHOWN)),
            number=str(new.telegram_id),
        ),
        t("On: {when}", when=moment(new.since, t.language)),
        _went_along(t, luggage),
        Html(""),
        t("Messages to you that were still waiting are dropped. Older buttons in this chat no longer work."),
    )
    return Screen(text, ((_home(t),),))


def welcome(t: Translator, old: Post, new: Post, luggage: Luggage) -> Screen:
    """What somebody takes over, and where to begin."""
    text = lines(
        t("{name} has handed this post over to you:", name=bold(clip(old.name, _NAME_SHOWN))),
        _whose(t, new),
        _went_along(t, luggage),
        t("What waits for an answer comes as messages of its own."),
        t("Where both sides have said yes, the other side gets your contact card only when you share it."),
        t("A question was open when the post changed hands.") if luggage.has_dialog else None,
    )
    people = Button(t.label("Our people"), Code("people"))
    if luggage.has_dialog:
        return Screen(
            text, ((Button(t.label("Go on with it"), Code("go-on"), "primary"), people), (_home(t),))
        )
    return Screen(text, ((people, _home(t)),))


def news(t: Translator, old: Post, new: Post, reader: Person) -> Screen:
    text = lines(
        t(
            "{old} has handed the post over to {new}:",
            old=clip(old.name, _NAME_SHOWN),
            new=bold(clip(new.name, _NAME_SHOWN)),
        ),
        _whose(t, new),
        t("If this surprises you, tell the secretariat at once.") if reader.role != "secretariat" else None,
    )
    its_people = Button(t.label("The people"), Code("people", f"{new.delegation}.0"))
    return Screen(text, ((its_people,),))


def _went_along(t: Translator, luggage: Luggage) -> Html:
    counted = (
        (luggage.needs, t.many("{count} need", "{count} needs", luggage.needs)),
        (luggage.matches, t.many("{count} match", "{count} matches", luggage.matches)),
        (luggage.meetings, t.many("{count} meeting to come", "{count} meetings to come", luggage.meetings)),
        (luggage.searches, t.many("{count} saved search", "{count} saved searches", luggage.searches)),
    )
    named = ", ".join(words for count, words in counted if count)
    return t("Went along: {what}", what=named) if named else t("Nothing was open.")


def _whose(t: Translator, post: Post) -> Html:
    delegation = bold(provider(post.delegation, t.language))
    return t("{delegation}: {post}", delegation=delegation, post=escape(_held(t, post)))


def _held(t: Translator, post: Post) -> str:
    if post.role == "secretariat":
        return rank(t, post.rank)
    return f"{rank(t, post.rank)}, {role(t, post.role)}, {remit(t, post.remit)}"


def _home(t: Translator) -> Button:
    return Button(t.label("What I can do now"), Code("home"))
