"""Every screen about posts, with the longest that can stand in them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import get_args

from handlers.kit.handover import Trouble
from handlers.kit.i18n import Translator
from handlers.kit.screen import Screen
from handlers.people import handoverviews, letterviews, sure, views
from handlers.people.letterviews import Luggage
from knowledge.rights import RANKS, REMITS
from storage.invites import Invite
from storage.people import Person
from storage.posts import Post

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
LONG_NAME = "عبد الرحمن بن محمد <b>&amp; " + "von und zu Hohenstein-Oberberg " * 8
LARGEST_ID = 2**52
FOCAL = Person(
    1, 5, LONG_NAME, "en", language_chosen=False, delegation="org:CPLP", role="recipient", rank="focal"
)
OFFICER = FOCAL._replace(id=9, delegation="org:EXS", role="secretariat", rank="administrator")
OBSERVER = FOCAL._replace(id=3, rank="observer")
STEPS = ("suspend", "lift", "end", *(f"rank.{rank}" for rank in RANKS), *(f"remit.{each}" for each in REMITS))


def a_post(person: int = 2, **fields: object) -> Post:
    held = ("org:CPLP", "recipient", "deputy", "both", NOON, None, None, 7, date(2027, 11, 30))
    post = Post(2**31, person, LARGEST_ID, LONG_NAME, *held)  # type: ignore[arg-type]
    return post._replace(**fields)


def people_screens(t: Translator) -> Iterator[Screen]:
    suspended = a_post(suspended_at=NOON, seen_on=None)
    for reader in (FOCAL, OBSERVER, OFFICER):
        for first in (0, 4, 999):
            yield views.people(t, reader, views.Roll("org:CPLP", [suspended, a_post()] * 5), first)
        yield views.people(t, reader, views.Roll("org:Dallaire Institute", [], is_removed=True), 0)
        for post in (a_post(), suspended, a_post(reader.id), a_post(role="secretariat", rank="officer")):
            yield views.person(t, reader, post)
        for step in STEPS:
            yield sure.sure(t, reader, a_post(), step)
            yield sure.sure(t, reader, a_post(reader.id, rank="focal"), step)
    for post in (a_post(), a_post(role="secretariat", rank="officer")):
        yield views.ranks(t, OFFICER, post)
    yield views.remits(t, a_post())
    yield sure.sure_to_remove(t, "org:Dallaire Institute", 1_000)
    yield from _handovers(t)
    yield from _letters(t)


def _handovers(t: Translator) -> Iterator[Screen]:
    post = a_post(rank="focal")
    invite = Invite(1, "org:CPLP", "recipient", NOON, hands_over=post.id)
    yield handoverviews.explanation(t, post)
    for own in (None, a_post()):
        yield handoverviews.confirm(t, post, OBSERVER, own)
    for name in (LONG_NAME, ""):
        yield handoverviews.offer_invitation(t, post, name, LARGEST_ID)
    for bound in (invite, invite._replace(telegram_id=LARGEST_ID)):
        yield handoverviews.under_way(t, post, bound)
    yield handoverviews.asked(t, post, LONG_NAME, LARGEST_ID, NOON)
    yield handoverviews.done(t)
    for why in get_args(Trouble):
        yield handoverviews.refused(t, why, post)


def _letters(t: Translator) -> Iterator[Screen]:
    for what in ("ended", "lifted", "changed"):
        yield letterviews.post_news(t, a_post(), what)
    for next_ in (None, a_post()):
        yield letterviews.no_focal_point(t, "org:Dallaire Institute", "provider", next_)
    for luggage in (Luggage(0, 0, 0, 0, has_dialog=False), Luggage(99, 99, 9, 10, has_dialog=True)):
        yield letterviews.receipt(t, a_post(), luggage)
        yield letterviews.welcome(t, a_post(), a_post(), luggage)
    for reader in (FOCAL, OFFICER):
        yield letterviews.news(t, a_post(), a_post(), reader)


def keyboards(t: Translator) -> Iterator[Screen]:
    """Those that bring a key of Telegram's, or take it away, and what is to be forwarded: no buttons."""
    invite = Invite(1, "org:CPLP", "recipient", NOON)
    yield handoverviews.picker(t)
    yield handoverviews.picked(t, LONG_NAME, LARGEST_ID)
    yield handoverviews.nothing_changed(t)
    link = f"https://t.me/clearinghouse_demo_bot?start={'x' * 22}"
    yield handoverviews.to_forward(t, a_post(), link, invite)
