"""Saved searches: their person is told when something new fits. The screens."""

from collections.abc import Sequence

from handlers.kit.buttons import Code
from handlers.kit.html import Html, bold, clip, isolate, italic, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import named, provider
from handlers.kit.paging import paging
from handlers.kit.screen import Button, Row, Screen
from handlers.kit.standing import confirmation
from handlers.search.words import narrowed_to, not_stated, quoted, words
from knowledge.conditions import Condition
from storage.programmes import Entry
from storage.searches import Search

PAGE = 3
_NAME_SHOWN = 120
_LABEL_SHOWN = 20
_LISTED = 3

Held = tuple[Condition, ...]


def saved_list(t: Translator, found: Sequence[tuple[Search, Held]], first: int) -> Screen:
    """One's saved searches, each with a tap that ends it."""
    home = Button(t.label("Home"), Code("home"))
    if not found:
        tap = italic(t("Tell me of new ones"))
        said = t("You have no saved search. Under a list of results tap {button} to keep it.", button=tap)
        return Screen(said, ((Button(t.label("Try the example"), Code("example")), home),))
    first = first if first < len(found) else 0
    shown = list(enumerate(found, 1))[first : first + PAGE]
    text = lines(
        t("You are told when something new fits:"), *(_listed(t, number, *each) for number, each in shown)
    )
    rows: list[Row] = [_opens(t, number, search, first) for number, (search, _) in shown]
    return Screen(text, (*rows, (*paging(t, "searches", first, len(found), PAGE), home)))


def news(t: Translator, search: Search, held: Held, entry: Entry, silent: Held) -> Screen:
    """A programme that a saved search finds, new or changed; `silent` is what it says nothing about."""
    programme = entry.programme
    capabilities = [named("capability", code, t.language) for code in programme.capabilities[:_LISTED]]
    text = lines(
        _heading(t, search, held),
        bold(clip(programme.name, _NAME_SHOWN)),
        t("Offered by {provider}", provider=provider(entry.owner, t.language)),
        t("Helps with: {what}", what=" · ".join(capabilities)) if capabilities else None,
        not_stated(t, silent),
        confirmation(t, entry),
        Html(""),
        _why(t),
    )
    opens = Button(t.label("Open the programme"), Code("p", f"{programme.id}~{search.ref}.0"), "primary")
    return Screen(text, ((opens,), _less(t, search)))


def much_news(t: Translator, search: Search, held: Held, count: int) -> Screen:
    """So many at once that one letter tells of all."""
    text = lines(
        _heading(t, search, held),
        t("{count} programmes are new or have changed.", count=count),
        Html(""),
        _why(t),
    )
    opens = Button(t.label("See the list"), Code("search", f"{search.ref}.0"), "primary")
    return Screen(text, ((opens,), _less(t, search)))


def kept(t: Translator) -> str:
    return t.label("Saved. You are told when something new fits. /searches lists what you have saved.")


def stopped(t: Translator) -> str:
    return t.label("Stopped. You are no longer told.")


def too_many(t: Translator, most: int) -> str:
    return t.label("You have {most} saved searches already. Stop one first: /searches", most=most)


def tell_me(t: Translator, ref: str, first: int, *, is_saved: bool) -> Button:
    """Under a list: to be told of what is new for it, or no longer."""
    place = f"{ref}.{first}"
    if is_saved:
        return Button(t.label("No longer tell me"), Code("untell", place))
    return Button(t.label("Tell me of new ones"), Code("tell", place))


def _heading(t: Translator, search: Search, held: Held) -> Html:
    said = t("New or changed, and it fits {query}:", query=quoted(search.text))
    return lines(said, narrowed_to(t, held))


def _why(t: Translator) -> Html:
    return italic(t("You get this because you saved this search; nobody else sees it."))


def _less(t: Translator, search: Search) -> Row:
    narrow = Button(t.label("Narrow"), Code("narrow", f"{search.ref}.0"))
    return (narrow, tell_me(t, search.ref, 0, is_saved=True))


def _listed(t: Translator, number: int, search: Search, held: Held) -> Html:
    query = quoted(search.text)
    only = " · ".join(words(t, each) for each in held)
    said = t("{name}: {values}", name=query, values=only) if only else isolate(query)
    return Html(f"{number}. ") + said


def _opens(t: Translator, number: int, search: Search, first: int) -> Row:
    label = f"{number}. {clip(search.text.strip(), _LABEL_SHOWN)}"
    stop = Button(t.label("Stop {number}", number=number), Code("untell", f"{search.ref}.s{first}"))
    return (Button(label, Code("search", f"{search.ref}.0")), stop)
