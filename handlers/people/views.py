"""A delegation's people, one of them, and a last look before anything about them changes."""

from collections.abc import Sequence
from typing import NamedTuple

from handlers.kit.access import has
from handlers.kit.buttons import Code
from handlers.kit.html import Html, bold, clip, italic, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import provider, rank, remit, role
from handlers.kit.paging import paging
from handlers.kit.screen import Button, Row, Screen, rows_of
from handlers.people.actions import manages, ranks_for
from knowledge.rights import REMITS
from storage.people import Person
from storage.posts import Post

PAGE = 4
_NAME_SHOWN = 40
_LABEL_SHOWN = 18


class Roll(NamedTuple):
    """Who speaks for a delegation, and whether the secretariat has let it go."""

    delegation: str
    posts: Sequence[Post]
    is_removed: bool = False


def people(t: Translator, reader: Person, roll: Roll, first: int) -> Screen:
    """Everybody who holds a post; a tap opens one for those who may change something about them."""
    first = first if first < len(roll.posts) else 0
    shown = list(enumerate(roll.posts, 1))[first : first + PAGE]
    name = bold(provider(roll.delegation, t.language))
    text = lines(
        t("People of {delegation}", delegation=name),
        t("The secretariat has removed this delegation. Nobody can come in for it.")
        if roll.is_removed
        else None,
        *(_listed(t, post, number) for number, post in shown),
        t("Nobody speaks for it now.") if not roll.posts else None,
        Html(""),
        italic(t("Each name is what the person calls themself on Telegram. It proves nothing.")),
    )
    opens = [
        Button(f"{number}. {clip(post.name, _LABEL_SHOWN)}", Code("person", str(post.id)))
        for number, post in shown
        if _has_something(reader, post)
    ]
    pages = paging(t, "people", first, len(roll.posts), PAGE, about=roll.delegation)
    rows = (*rows_of(opens), *((pages,) if pages else ()), _ways(t, reader, roll))
    return Screen(text, tuple(row for row in rows if row))


def person(t: Translator, reader: Person, post: Post) -> Screen:
    """One post, and what can be changed about it."""
    text = lines(
        bold(clip(post.name, _NAME_SHOWN)),
        *_facts(t, post),
        t(
            "Account on Telegram: number {number}. The name is what the person calls themself.",
            **_number(post),
        ),
    )
    rows: list[Row] = []
    if manages(reader, post):
        if own := _changes(t, post):
            rows.append(own)
        rest = (
            Button(t.label("Lift suspension"), _asks(post, "lift"), "success")
            if post.suspended_at is not None
            else Button(t.label("Suspend at once"), _asks(post, "suspend"), "danger")
        )
        rows.append((rest, Button(t.label("End the post"), _asks(post, "end"), "danger")))
    elif reader.id == post.person:
        rows.append((Button(t.label("End my post"), _asks(post, "end"), "danger"),))
    back = Button(t.label("Back"), Code("people", f"{post.delegation}.0"))
    return Screen(text, (*rows, (back,)))


def ranks(t: Translator, reader: Person, post: Post) -> Screen:
    """Which rank, with what each may do."""
    means = {
        "focal": t("Focal point: leads the delegation's people, hands the post over."),
        "deputy": t("Deputy: may do the same work; is asked when nobody has answered for 24 hours."),
        "member": t("Member: declares needs and answers, as the focal point does."),
        "observer": t("Observer: reads, and is asked nothing."),
        "officer": t("Officer: does all the secretariat's work, and does not manage its people."),
    }
    given = ranks_for(reader, post)
    text = lines(
        t("Which rank shall {name} have?", name=bold(clip(post.name, _NAME_SHOWN))),
        *(means[each] for each in given),
    )
    buttons = [
        Button(_ticked(rank(t, each), is_on=each == post.rank), _asks(post, f"rank.{each}")) for each in given
    ]
    return Screen(text, (*rows_of(buttons), (_back_to(t, post),)))


def remits(t: Translator, post: Post) -> Screen:
    """What somebody's notices are about."""
    text = lines(
        t("What are {name}'s notices about?", name=bold(clip(post.name, _NAME_SHOWN))),
        t("A need that is purely police does not go to whoever is military only, and the other way round."),
        t("Where a need is nobody's remit, everybody is told. The lists show everything to everybody."),
    )
    buttons = [
        Button(_ticked(remit(t, each), is_on=each == post.remit), _asks(post, f"remit.{each}"))
        for each in REMITS
    ]
    return Screen(text, (*rows_of(buttons), (_back_to(t, post),)))


def _listed(t: Translator, post: Post, number: int) -> Html:
    values = [rank(t, post.rank)]
    if post.role != "secretariat":
        values += [role(t, post.role).partition(" (")[0], remit(t, post.remit)]
    values.append(t.label("since {day}", day=t.day(post.since.date())))
    if post.suspended_at is not None:
        values.append(t.label("suspended"))
    elif post.seen_on is not None:
        values.append(t.label("last here on {day}", day=t.day(post.seen_on)))
    named = t("{name}: {values}", name=bold(clip(post.name, _NAME_SHOWN)), values=", ".join(values))
    return Html(f"{number}. ") + named


def _facts(t: Translator, post: Post) -> list[Html | None]:
    seen = t.day(post.seen_on) if post.seen_on else t.label("not since this is kept")
    return [
        t("Delegation: {delegation}", delegation=bold(provider(post.delegation, t.language))),
        t("Role: {role}", role=role(t, post.role)),
        t("Rank: {rank}", rank=rank(t, post.rank)),
        t("Remit: {remit}", remit=remit(t, post.remit)) if post.role != "secretariat" else None,
        t("Since: {day}", day=t.day(post.since.date())),
        t("Last here: {day}", day=seen),
        t("Suspended since {day}.", day=t.day(post.suspended_at.date())) if post.suspended_at else None,
    ]


def _ways(t: Translator, reader: Person, roll: Roll) -> Row:
    is_own = reader.delegation == roll.delegation
    if is_own and has(reader, "lead"):
        hand_over = Button(t.label("Hand over my post"), Code("handover"), "primary")
        return (hand_over, Button(t.label("Home"), Code("home")))
    if is_own:
        return (Button(t.label("Home"), Code("home")),)
    back = Button(t.label("Who is aboard"), Code("aboard", "0"))
    if roll.is_removed:
        return (Button(t.label("Take it back in"), Code("delegation-back", roll.delegation)), back)
    gone = Button(t.label("Remove delegation"), Code("delegation-sure", roll.delegation), "danger")
    return (gone, back)


def _has_something(reader: Person, post: Post) -> bool:
    return manages(reader, post) or reader.id == post.person


def _number(post: Post) -> dict[str, str]:
    return {"number": str(post.telegram_id)}


def _changes(t: Translator, post: Post) -> Row:
    """An officer becomes administrator by a proposal, which is the desk's."""
    rank_ = Button(t.label("Rank"), Code("post-rank", str(post.id)))
    if post.role == "secretariat":
        return (rank_,) if post.rank == "administrator" else ()
    return (rank_, Button(t.label("Remit"), Code("post-remit", str(post.id))))


def _back_to(t: Translator, post: Post) -> Button:
    return Button(t.label("Back"), Code("person", str(post.id)))


def _asks(post: Post, step: str) -> Code:
    return Code("post-sure", f"{post.id}.{step}")


def _ticked(words: str, *, is_on: bool) -> str:
    return f"{words} ✓" if is_on else words
