"""A list of results: what was understood, the programmes that fit, and why."""

from datetime import date
from itertools import chain

from handlers.kit.buttons import Code
from handlers.kit.html import Html, bold, clip, escape, italic, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import named, provider, short_name, when, years
from handlers.kit.screen import Button, Row, Screen
from knowledge.programmes import Programme
from knowledge.search import Answer, Finder, Hit
from knowledge.taxonomy import Kind
from knowledge.understanding import Understood

PAGE = 4
_QUERY_SHOWN = 80
_NAME_SHOWN = 70
_LABEL_SHOWN = 16
_REASONS_SHOWN = 4
_SAID_SHOWN = 40
_A_ROW = 2
# In which order reasons are told: what the programme is about before how it helps.
_TOLD: tuple[Kind, ...] = (
    "capability",
    "topic",
    "country",
    "mission",
    "language",
    "region",
    "organisation",
    "unit",
    "assistance",
)


def read_place(args: str) -> tuple[str, int]:
    """From a button: which search, and from which result on."""
    ref, _, first = args.partition(".")
    return ref, int(first) if first.isdecimal() else 0


def results(
    t: Translator, finder: Finder, answer: Answer, ref: str, first: int, today: date, role: str | None
) -> Screen:
    """A page at a time; each programme's card is behind a button. `role` is the reader's."""
    if answer.verdict == "none" or not answer.results:
        return nothing_fits(t, answer, ref, role)
    shown = answer.results[first : first + PAGE] or answer.results[:PAGE]
    first = answer.results.index(shown[0])
    items = [_item(t, finder, hit, number, today) for number, hit in enumerate(shown, first + 1)]
    text = lines(_heading(t, answer), _understood(t, answer), *chain.from_iterable(items))
    place = f"{ref}.{first}"
    buttons = [_open(t, finder, hit, number, place) for number, hit in enumerate(shown, first + 1)]
    rows = (tuple(buttons[at : at + _A_ROW]) for at in range(0, len(buttons), _A_ROW))
    return Screen(text, (*rows, *_pages(t, len(answer.results), ref, first), *_declare(t, ref, role)))


def nothing_fits(t: Translator, answer: Answer, ref: str, role: str | None) -> Screen:
    """An honest no, and a way on."""
    text = lines(
        t("Nothing in the catalogue fits {query}.", query=italic(clip(answer.query.strip(), _QUERY_SHOWN))),
        _corrections(t, answer.understood),
        Html(""),
        t(
            "Try the capability and the kind of help, as in {example}.",
            example=italic(t("medical evacuation course")),
        ),
        t("A state, a mission or a language narrows it down."),
    )
    ways = (Button(t.label("Try the example"), Code("example")), Button(t.label("Help"), Code("help")))
    return Screen(text, (*_declare(t, ref, role), ways))


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
    query = italic(clip(answer.query.strip(), _QUERY_SHOWN))
    if answer.verdict == "match":
        return t("Best for {query}:", query=query)
    return t("Nothing fits {query} squarely. The closest:", query=query)


def _understood(t: Translator, answer: Answer) -> Html | None:
    """The question as it was taken, so that a misreading is seen at once."""
    found = answer.understood
    codes: dict[Kind, tuple[str, ...]] = {
        "capability": found.capabilities,
        "assistance": found.assistance,
        "country": found.countries,
        "region": found.regions,
        "mission": found.missions,
        "organisation": found.organisations,
        "language": found.languages,
    }
    names = [named(kind, code, t.language) for kind, all_ in codes.items() for code in all_]
    for day in answer.dates:  # one from which no day follows in its own words: it is never dropped
        said = when(t, day.relation, day.start, day.end)
        names.append(said or f"“{clip(answer.query[slice(*day.span)], _SAID_SHOWN)}”")
    read = t("Understood: {what}", what=" · ".join(dict.fromkeys(names))) if names else None
    both = [part for part in (read, _corrections(t, found)) if part is not None]
    return Html("\n").join(both) if both else None


def _corrections(t: Translator, found: Understood) -> Html | None:
    if not found.corrections:
        return None
    read = ", ".join(f"{typed} → {known}" for typed, known in found.corrections)
    return t("Read as: {corrections}", corrections=read)


def _item(t: Translator, finder: Finder, hit: Hit, number: int, today: date) -> list[Html]:
    programme = finder.programme(hit.id)
    if programme is None:
        return []
    name = bold(clip(programme.name, _NAME_SHOWN))
    return [
        Html(""),
        Html(f"{number}. ") + name,
        _whose(t, programme, today),
        t("Fits: {reasons}", reasons=" · ".join(_reasons(t, hit))),
    ]


def _whose(t: Translator, programme: Programme, today: date) -> Html:
    """Who offers it, and when, so that something of 2005 is never taken for today's."""
    names = [provider(code, t.language) for code in programme.providers[:2]]
    return escape(", ".join(names)) + years(t, programme, today)


def _reasons(t: Translator, hit: Hit) -> list[str]:
    """Words for the reasons, the telling ones first, none twice."""
    by_kind: dict[str, list[str]] = {}
    for reason in hit.reasons:
        by_kind.setdefault(reason.kind, []).append(reason.value)
    said = [t.label("its name")] if "name" in by_kind else []
    said += [named(kind, code, t.language) for kind in _TOLD for code in by_kind.get(kind, ())]
    said += [t.label("open to you")] if "open" in by_kind else []
    said += [f"“{words}”" for words in by_kind.get("words", ()) if not words.isdecimal()]
    return list(dict.fromkeys(said))[:_REASONS_SHOWN]


def _open(t: Translator, finder: Finder, hit: Hit, number: int, place: str) -> Button:
    programme = finder.programme(hit.id)
    short = short_name(programme, t.language) if programme else hit.id
    return Button(f"{number}. {clip(short, _LABEL_SHOWN)}", Code("p", f"{hit.id}~{place}"))


def _declare(t: Translator, ref: str, role: str | None) -> tuple[Row, ...]:
    """From a search to a need: for whoever may declare one, and the way there for who may not yet."""
    if role == "recipient":
        return ((Button(t.label("Declare as a need"), Code("need-new", ref), "primary"),),)
    return () if role else ((Button(t.label("Ask for access"), Code("access")),),)


def _pages(t: Translator, total: int, ref: str, first: int) -> tuple[Row, ...]:
    row = []
    if first:
        row.append(Button(t.label("Back"), Code("search", f"{ref}.{max(0, first - PAGE)}")))
    if total > first + PAGE:
        row.append(Button(t.label("More"), Code("search", f"{ref}.{first + PAGE}")))
    return (tuple(row),) if row else ()
