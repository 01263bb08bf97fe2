"""A list of results: what was understood, the programmes that fit, and why."""

from collections.abc import Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from handlers.kit.buttons import Code
from handlers.kit.html import Html, bold, clip, escape, isolate, italic, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import brief, named, short_name, when, years
from handlers.kit.screen import Button, Row, Screen, rows_of
from handlers.search.narrowing import keep, removals
from handlers.search.saved import tell_me
from handlers.search.words import failing, narrowed_to, not_stated, quoted, words
from knowledge.choices import meanings
from knowledge.conditions import Condition, unmet, unstated
from knowledge.matching import Point
from knowledge.programmes import Programme
from knowledge.search import Answer, Finder, Hit, Reason
from knowledge.taxonomy import Kind
from knowledge.understood import Understood

PAGE = 4
_NAME_SHOWN = 70
_LABEL_SHOWN = 16
_PROVIDER_SHOWN = 32
_REASONS_SHOWN = 4
_SAID_SHOWN = 40
_A_ROW = 2
_MEANINGS = 3
_MEANING_SHOWN = 18
# In which order reasons are told: what the programme is about before how it helps.
_TOLD: tuple[Kind, ...] = (
    "capability",
    "topic",
    "country",
    "mission",
    "language",
    "place",
    "region",
    "organisation",
    "unit",
    "assistance",
)
# In which order it is told what was understood; and what of that is no subject, and told though nothing fits.
_ECHOED: tuple[Kind, ...] = (
    "capability",
    "topic",
    "assistance",
    "country",
    "place",
    "region",
    "mission",
    "organisation",
    "language",
)
_ASIDE: tuple[Kind, ...] = ("country", "place", "mission", "language")


class Shown(NamedTuple):
    """Which search a list answers, from which result on, for whom, and what it is narrowed to."""

    ref: str
    first: int
    today: date
    role: str | None
    conditions: tuple[Condition, ...] = ()
    is_saved: bool = False
    may_declare: bool = False

    @property
    def place(self) -> str:
        return f"{self.ref}.{self.first}"


def read_place(args: str) -> tuple[str, int]:
    """From a button: which search, and from which result on."""
    ref, _, first = args.partition(".")
    return ref, int(first) if first.isdecimal() else 0


def results(t: Translator, finder: Finder, answer: Answer, shown: Shown) -> Screen:
    """A page at a time; each programme's card is behind a button."""
    if answer.verdict == "none" or not answer.results:
        return nothing_fits(t, answer, shown)
    if shown.first >= len(answer.results):
        shown = shown._replace(first=0)
    hits = list(enumerate(answer.results, 1))[shown.first : shown.first + PAGE]
    found = [programme for hit in answer.results if (programme := finder.programme(hit.id)) is not None]
    items = [_item(t, finder, answer, found[0], hit, number, shown) for number, hit in hits]
    meant = _meanings(t, finder, answer, found, shown)
    text = lines(
        _heading(t, answer),
        _understood(t, answer, _ECHOED),
        narrowed_to(t, shown.conditions),
        _told(t, shown),
        *chain.from_iterable(items),
        *((Html(""), t("Is it about one of these? One tap narrows it down.")) if meant else ()),
    )
    opens = [_open(t, finder, hit, number, shown.place) for number, hit in hits]
    pages = _pages(t, len(answer.results), shown)
    ways = ((*meant, *pages) if meant else _and_narrow(t, pages, shown), _ways(t, shown))
    return Screen(text, (*rows_of(opens), *(row for row in ways if row)))


def nothing_fits(t: Translator, answer: Answer, shown: Shown) -> Screen:
    """An honest no, and a way on."""
    text = lines(
        t("Nothing in the catalogue fits {query}.", query=quoted(answer.query)),
        _understood(t, answer, _ASIDE),
        narrowed_to(t, shown.conditions),
        _told(t, shown),
        Html(""),
        t(
            "Try the capability and the kind of help, as in {example}.",
            example=italic(t("medical evacuation course")),
        ),
        t("A state, a mission or a language narrows it down."),
    )
    help_ = (Button(t.label("Try the example"), Code("example")), Button(t.label("Help"), Code("help")))
    rows = (removals(t, shown.ref, shown.conditions, _A_ROW), _ways(t, shown), help_)
    return Screen(text, tuple(row for row in rows if row))


def nothing_typed(t: Translator) -> Screen:
    return Screen(
        t(
            "Type what you need help with, for example {example}.",
            example=italic(t("medical evacuation course")),
        ),
        ((Button(t.label("Try the example"), Code("example")),),),
    )


def not_corrected(t: Translator) -> Screen:
    """For a correction that comes too late: nothing has changed."""
    said = t(
        "Your correction of an earlier message was not taken: it has been used already. "
        "Use the buttons there."
    )
    return Screen(said, ((Button(t.label("Home"), Code("home")),),))


def forgotten(t: Translator) -> str:
    return t.label("This search is no longer kept. Type it again to get a fresh list.")


def _heading(t: Translator, answer: Answer) -> Html:
    query = quoted(answer.query)
    if answer.verdict == "match":
        return t("Best for {query}:", query=query)
    return t("Nothing fits {query} squarely. The closest:", query=query)


def _understood(t: Translator, answer: Answer, kinds: Sequence[Kind]) -> Html | None:
    """The question as it was taken, so that a misreading is seen at once."""
    found = answer.understood
    names = [
        named(kind, code, t.language)
        for kind in kinds
        # A topic is a part of a capability, and told where no capability was named: "medical training".
        if kind != "topic" or not found.capabilities
        for code in found.codes[kind]
    ]
    for day in answer.dates:  # one from which no day follows in its own words: it is never dropped
        said = when(t, day.relation, day.start, day.end)
        names.append(said or _quoted(t, clip(answer.query[slice(*day.span)], _SAID_SHOWN)))
    read = t("Understood: {what}", what=" · ".join(dict.fromkeys(names))) if names else None
    both = [part for part in (read, _corrections(t, found)) if part is not None]
    return Html("\n").join(both) if both else None


def _quoted(t: Translator, said: str) -> str:
    return t.label("“{words}”", words=said)


def _corrections(t: Translator, found: Understood) -> Html | None:
    if not found.corrections:
        return None
    read = ", ".join(f"{typed} → {known}" for typed, known in found.corrections)
    return t("Read as: {corrections}", corrections=read)


def _item(
    t: Translator,
    finder: Finder,
    answer: Answer,
    best: Programme,
    hit: Hit,
    number: int,
    shown: Shown,
) -> list[Html | None]:
    programme = finder.programme(hit.id)
    if programme is None:
        return []
    name = isolate(bold(clip(programme.name, _NAME_SHOWN)))
    failed = unmet(answer, best, programme, shown.today, finder.taxonomy)
    silent = unstated(shown.conditions, programme, shown.today, finder.taxonomy)
    return [
        Html(""),
        Html(f"{number}. ") + name,
        _whose(t, programme, shown.today),
        t("Fits: {reasons}", reasons=" · ".join(_reasons(t, hit, failed))),
        failing(t, failed, programme, shown.today),
        not_stated(t, silent),
    ]


def _whose(t: Translator, programme: Programme, today: date) -> Html:
    """Who offers it, and when, so that something of 2005 is never taken for today's."""
    names = [brief(code, t.language, _PROVIDER_SHOWN) for code in programme.providers[:2]]
    return escape(", ".join(names)) + years(t, programme, today)


def _reasons(t: Translator, hit: Hit, failed: Sequence[Point]) -> list[str]:
    """Words for the reasons, the telling ones first, none twice, and none that a condition belies."""
    by_kind: dict[str, list[str]] = {}
    for reason in hit.reasons:
        if not any(_belies(point, reason) for point in failed):
            by_kind.setdefault(reason.kind, []).append(reason.value)
    said = [t.label("its name")] if "name" in by_kind else []
    said += [named(kind, code, t.language) for kind in _TOLD for code in by_kind.get(kind, ())]
    said += [t.label("open to you")] if "open" in by_kind else []
    said += [_quoted(t, words) for words in by_kind.get("words", ()) if not words.isdecimal()]
    return list(dict.fromkeys(said))[:_REASONS_SHOWN]


def _belies(point: Point, reason: Reason) -> bool:
    if point.kind == "eligibility":
        return reason.kind == "country" and reason.value in point.missed
    return point.kind == reason.kind and point.kind in ("language", "assistance")


def _open(t: Translator, finder: Finder, hit: Hit, number: int, place: str) -> Button:
    programme = finder.programme(hit.id)
    short = short_name(programme, t.language) if programme else hit.id
    return Button(f"{number}. {clip(short, _LABEL_SHOWN)}", Code("p", f"{hit.id}~{place}"))


def _told(t: Translator, shown: Shown) -> Html | None:
    return t("You are told when something new fits.") if shown.is_saved else None


def _ways(t: Translator, shown: Shown) -> Row:
    """Beyond the list: to a need, for whoever may declare one; to hearing of what is new; to a post."""
    if shown.role is None:
        return (Button(t.label("Ask for access"), Code("access")),)
    tell = tell_me(t, shown.ref, shown.first, is_saved=shown.is_saved)
    if not shown.may_declare:
        return (tell,)
    return (Button(t.label("Declare as a need"), Code("need-new", shown.ref), "primary"), tell)


def _meanings(t: Translator, finder: Finder, answer: Answer, found: Sequence[Programme], shown: Shown) -> Row:
    """Under what is not sure: the capabilities that may be meant, until one of them was tapped."""
    if answer.verdict != "unsure" or shown.conditions or shown.first:
        return ()
    shown_at_once = _MEANINGS if len(answer.results) <= PAGE else _MEANINGS - 1  # beside *More*
    meant = meanings(answer, found, shown.today, finder.taxonomy)[:shown_at_once]
    return tuple(Button(words(t, each, _MEANING_SHOWN), keep(shown.ref, each)) for each in meant)


def _pages(t: Translator, total: int, shown: Shown) -> Row:
    row = []
    if shown.first:
        row.append(Button(t.label("Back"), Code("search", f"{shown.ref}.{max(0, shown.first - PAGE)}")))
    if total > shown.first + PAGE:
        row.append(Button(t.label("More"), Code("search", f"{shown.ref}.{shown.first + PAGE}")))
    return tuple(row)


def _and_narrow(t: Translator, pages: Row, shown: Shown) -> Row:
    narrow = Button(t.label("Narrow"), Code("narrow", f"{shown.ref}.0"))
    return (*pages, narrow, *removals(t, shown.ref, shown.conditions, 1))
