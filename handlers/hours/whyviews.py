"""Why somebody got a letter, and how to get less of it."""

from dataclasses import replace

from handlers.hours.sortviews import way_code
from handlers.kit.buttons import Code
from handlers.kit.html import Html, bold, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import provider
from handlers.kit.screen import Button, Row, Screen
from handlers.kit.sorts import sort_name
from knowledge.kinds import CHOSEN, KINDS, Sort
from knowledge.rhythm import Rhythm, Way
from storage.people import Person

_MOST_ROWS, _MOST_BESIDE = 4, 2
_NEEDS = "need-notice"


def with_less(t: Translator, screen: Screen, kind: str) -> Screen:
    """The same with a last button that says why it came; as it is where there is no room."""
    if screen.picker is not None:
        return screen
    asks = Button(t.label("Why this? Less of it"), Code("why", kind))
    if len(screen.rows) < _MOST_ROWS:
        return replace(screen, rows=(*screen.rows, (asks,)))
    *above, last = screen.rows
    return replace(screen, rows=(*above, (*last, asks))) if len(last) <= _MOST_BESIDE else screen


def why(t: Translator, reader: Person, rhythm: Rhythm, kind: str) -> Screen:
    """Why such a letter comes to them, how, and the other ways."""
    sort = KINDS[kind].sort
    text = lines(bold(t("Why you get this")), _because(t, reader, kind), _comes(t, rhythm, sort))
    others = [way for way in rhythm.ways(sort) if way != rhythm.way(sort)] if sort in CHOSEN else []
    ways: Row = tuple(Button(_way(t, way), Code("why-set", f"{kind}.{way_code(way)}")) for way in others)
    topics = (
        (Button(t.label("Topics"), Code("topics")),) if kind == _NEEDS and reader.role == "provider" else ()
    )
    pause = Button(t.label("Pause everything"), Code("pause"))
    every = Button(t.label("All my hours and limits"), Code("hours"))
    rows: tuple[Row, ...] = (ways, (*topics, pause), (every,))
    return Screen(text, tuple(row for row in rows if row), below=True)


def _because(t: Translator, reader: Person, kind: str) -> Html:
    """By the letter itself, or else by its sort."""
    delegation = provider(reader.delegation, t.language) if reader.delegation else ""
    by_kind = {
        "need-notice": t(
            "You answer for {delegation}, and a programme of yours may fit what is needed, "
            "or the need names you.",
            delegation=delegation,
        ),
        "need-clearing": t("Your delegation wants a second member's yes before a need goes out."),
        "entries": t(
            "Public sources name programmes of your delegation, and you can say whether that is true."
        ),
        "search-news": t("You have saved a search, and something new fits it."),
        "digest": t(
            "Several things came while it was quiet for you, or something waits for your answer. "
            "They come together, on the morning of a working day."
        ),
    }
    return by_kind.get(kind) or _because_of_sort(t, reader, KINDS[kind].sort, delegation)


def _because_of_sort(t: Translator, reader: Person, sort: Sort, delegation: str) -> Html:
    office = (
        t("You are in the secretariat, which decides this or has to know of it.")
        if reader.role == "secretariat"
        else t("It is about your post, or about the people of your delegation.")
    )
    reasons = {
        "match": t("It is about a need of which you were told or which you have answered."),
        "question": t(
            "You speak for {delegation}, and the other side waits for your word or has given theirs.",
            delegation=delegation,
        ),
        "news": t("Somebody came or went among the people with whom you work here."),
        "office": office,
        "meeting": t("Everybody who holds a post here is invited to meetings."),
        "change": t(
            "A meeting to which you were invited has changed. That is told whatever you have chosen."
        ),
        "reminder": t("A meeting to which you are invited begins soon."),
        "broadcast": t("The secretariat wrote this to everybody who holds a post here."),
    }
    return reasons[sort]


def _comes(t: Translator, rhythm: Rhythm, sort: Sort) -> Html | None:
    """How such letters come now."""
    if sort not in CHOSEN:
        return None
    name = sort_name(t, sort)
    said = {
        "at once": t("{sort}: at once, in your hours.", sort=bold(name)),
        "gathered": t("{sort}: in the morning, in one card.", sort=bold(name)),
        "off": t("{sort}: turned off.", sort=bold(name)),
    }[rhythm.way(sort)]
    needed = t("They can't be turned off: somebody waits for it.")
    return said if "off" in rhythm.ways(sort) else lines(said, needed)


def _way(t: Translator, way: Way) -> str:
    return {
        "at once": t.label("At once"),
        "gathered": t.label("In the morning"),
        "off": t.label("Not at all"),
    }[way]
