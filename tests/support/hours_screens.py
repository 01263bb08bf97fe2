"""Every screen on which people decide what reaches them and when, as full as it can be."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

from handlers.hours import clockviews, pauseviews, sortviews, views, whyviews
from handlers.kit.buttons import Code
from handlers.kit.i18n import Translator
from handlers.kit.screen import Button, Screen
from knowledge.hours import Hours
from knowledge.kinds import CHOSEN, KINDS
from knowledge.pauses import Unclear
from knowledge.rhythm import FOR_GOOD, NO_CAP, Rhythm
from knowledge.stations import clocks
from knowledge.topics import TOPICS
from storage.people import Person

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
LONG_NAME = "عبد الرحمن بن محمد <b>&amp; " + "von und zu Hohenstein-Oberberg " * 8
READER = Person(
    1, 5, LONG_NAME, "en", language_chosen=False, delegation="org:CPLP", role="provider", rank="focal"
)
EVERYWHERE = Hours("America/Argentina/Buenos_Aires", days=frozenset({2}))
# Everything that could be said of it at once.
FULL = Rhythm(
    EVERYWHERE,
    12,
    datetime(2028, 2, 28, 12, tzinfo=UTC),
    frozenset({"question", "office"}),
    frozenset(set(CHOSEN) - {"question", "office"} | {f"topic:{topic}" for topic in TOPICS}),
)
RHYTHMS = (
    FULL,
    Rhythm(),
    replace(FULL, paused_until=FOR_GOOD),
    Rhythm(Hours(days=frozenset(range(7))), NO_CAP),
)


def hours_screens(t: Translator) -> Iterator[Screen]:
    for rhythm in RHYTHMS:
        yield views.overview(t, rhythm, NOON)
        yield views.quiet(t, rhythm)
        yield views.days(t, rhythm)
        yield views.cap(t, rhythm)
        yield pauseviews.pause(t, rhythm, NOON)
        yield sortviews.topics(t, rhythm)
        for has_topics in (True, False):
            yield sortviews.sorts(t, rhythm, has_topics=has_topics)
        for kind in KINDS:
            if KINDS[kind].sort in (*CHOSEN, "digest", "change"):
                for reader in (READER, READER._replace(role="secretariat"), READER._replace(delegation=None)):
                    yield whyviews.why(t, reader, rhythm, kind)
    yield views.all_day(t)
    for flag in (True, False):
        yield pauseviews.stopped(t, is_asked=flag)
        yield pauseviews.resumed(t, was_paused=flag, is_asked=flag)
    yield from clock_screens(t)


def clock_screens(t: Translator) -> Iterator[Screen]:
    likely = ("America/New_York", "Asia/Dhaka", "Europe/Zurich", EVERYWHERE.zone)
    cancel = Button(t.label("Cancel"), Code("cancel", "abcdefgh"))
    yield clockviews.clock(t, EVERYWHERE, likely, NOON)
    yield clockviews.times(t, NOON)
    for _, zones in clocks(NOON):
        for first in range(0, len(zones), 9):
            yield clockviews.cities(t, EVERYWHERE, zones, NOON, "-180", first)
    yield clockviews.candidates(
        t, EVERYWHERE, (*likely, "Africa/Kinshasa", "Africa/Brazzaville"), NOON, cancel
    )


def hours_toasts(t: Translator) -> Iterator[str]:
    """What is said over the chat: at most so much fits."""
    yield from (views.noted(t), views.last_day(t), views.quiet_unclear(t))
    yield from (clockviews.unclear(t), clockviews.nobody_there(t, "14:05"), clockviews.no_such_zone(t))
    yield sortviews.not_for_you(t)
    yield from (pauseviews.unclear(t, why, FULL, NOON) for why in get_args(Unclear))
