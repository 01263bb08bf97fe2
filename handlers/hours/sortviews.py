"""What comes, and how: each sort of letters, and the topics of needs."""

from handlers.hours.views import back
from handlers.kit.buttons import Code
from handlers.kit.html import Html, bold, lines
from handlers.kit.i18n import Translator
from handlers.kit.screen import Button, Row, Screen, rows_of
from handlers.kit.sorts import sort_means, sort_name, topic_name, way_name
from knowledge.kinds import CHOSEN, Sort
from knowledge.rhythm import Rhythm, Way
from knowledge.topics import TOPICS

_BESIDE_BACK = 6  # sorts on the rows above


def sorts(t: Translator, rhythm: Rhythm, *, has_topics: bool) -> Screen:
    """A button for each sort, that carries the way it changes to."""
    buttons = [_sort(t, rhythm, sort) for sort in CHOSEN]
    topics = (Button(t.label("Topics"), Code("topics")),) if has_topics else ()
    text = lines(
        bold(t("What comes, and how")),
        *(t("{name}: {what}", name=bold(sort_name(t, sort)), what=sort_means(t, sort)) for sort in CHOSEN),
        Html(""),
        t("A tap changes how it comes: at once in your hours, in the morning in one card, or not at all."),
        t("What somebody waits for, and what becomes of your post, can't be turned off: only gathered."),
    )
    last: Row = (*buttons[_BESIDE_BACK:], *topics, *back(t))
    return Screen(text, (*rows_of(buttons[:_BESIDE_BACK]), last))


def _sort(t: Translator, rhythm: Rhythm, sort: Sort) -> Button:
    held, ways = rhythm.way(sort), rhythm.ways(sort)
    following = ways[(ways.index(held) + 1) % len(ways)]
    label = f"{sort_name(t, sort)}: {way_name(t, held)}"
    return Button(label, Code("sort-set", f"{sort}.{way_code(following)}"))


def topics(t: Translator, rhythm: Rhythm) -> Screen:
    """A button for each topic, that carries what it makes of it."""
    buttons = [
        Button(
            topic_name(t, topic) if topic in rhythm.topics_off else f"{topic_name(t, topic)} ✓",
            Code("topic-set", f"{topic}.{1 if topic in rhythm.topics_off else 0}"),
        )
        for topic in TOPICS
    ]
    text = lines(
        bold(t("Topics")),
        t("You are told of needs of the topics with a tick. A tap changes it."),
        t("A need of several topics comes while one of them has its tick."),
        t(
            "Where nobody else of your delegation would be told of a need, you are told all the same: "
            "none is lost."
        ),
    )
    return Screen(text, rows_of((*buttons, Button(t.label("Back"), Code("sorts"))), 3))


def not_for_you(t: Translator) -> str:
    return t.label("Topics are for people who speak for a provider: only they are told of needs.")


_WAY_CODES: dict[Way, str] = {"at once": "now", "gathered": "morning", "off": "off"}


def way_code(way: Way) -> str:
    """As a button carries it."""
    return _WAY_CODES[way]


def read_way(code: str) -> Way | None:
    return next((way for way, written in _WAY_CODES.items() if written == code), None)
