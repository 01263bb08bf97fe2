"""Finding, and remembering what was looked for so that *back* and *more* work."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from knowledge.choices import Choice, choices
from knowledge.conditions import MOST, Condition, keeper, read_condition, unstated
from knowledge.places import country_names
from knowledge.search import Answer, Finder, Hit, Verdict
from storage import searches
from storage.database import Store
from storage.people import Person
from storage.searches import Search

MAX_RESULTS = 20
MOST_SAVED = 10  # of one person
_MAX_TEXT = 300


def find(
    finder: Finder,
    text: str,
    today: date,
    country: str | None = None,
    conditions: Sequence[Condition] = (),
) -> Answer:
    """What answers the text; what nobody can take up comes last, unless the text calls it by its name.

    With the `country` for which somebody looks for help, what is closed to it is left out. What says nothing
    about one of the `conditions` comes behind what meets them all.
    """
    keep = keeper(conditions, today, finder.taxonomy)
    limit = 2 * MAX_RESULTS if conditions else MAX_RESULTS
    answer = finder.search(text, limit=limit, today=today, country=country, keep=keep)
    hits = _offers_first(finder, _stated_first(finder, answer.results, conditions, today), today)
    # Who narrows a list has seen that there is something: what is left of it is shown.
    verdict: Verdict = "unsure" if conditions and hits and answer.verdict == "none" else answer.verdict
    return replace(answer, results=hits[:MAX_RESULTS], verdict=verdict)


def conditions_of(search: Search) -> tuple[Condition, ...]:
    read = (read_condition(written) for written in search.conditions)
    return tuple(condition for condition in read if condition is not None)


def country_of(person: Person) -> str | None:
    """The state for which a person looks for help. The exercise's states have no real region."""
    is_state = person.delegation in country_names()
    return person.delegation if is_state and person.role == "recipient" else None


def _offers_first(finder: Finder, hits: Iterable[Hit], today: date) -> tuple[Hit, ...]:
    def comes_last(hit: Hit) -> bool:
        programme = finder.programme(hit.id)
        is_named = any(reason.kind == "name" for reason in hit.reasons)
        return programme is not None and not is_named and not programme.is_offer(today)

    return tuple(sorted(hits, key=comes_last))


def _stated_first(
    finder: Finder, hits: Iterable[Hit], conditions: Sequence[Condition], today: date
) -> tuple[Hit, ...]:
    def says_nothing(hit: Hit) -> bool:
        programme = finder.programme(hit.id)
        return programme is not None and bool(unstated(conditions, programme, today, finder.taxonomy))

    return tuple(sorted(hits, key=says_nothing)) if conditions else tuple(hits)


def narrowings(finder: Finder, answer: Answer, search: Search, person: Person, today: date) -> list[Choice]:
    """What would narrow the list, as far as it occurs in it; a state that looks for help asks for itself."""
    found = [programme for hit in answer.results if (programme := finder.programme(hit.id)) is not None]
    own = country_of(person)
    states = [*([own] if own else []), *answer.understood.countries]
    return choices(answer, found, conditions_of(search), states, today, finder.taxonomy)


def remember(store: Store, person: Person, text: str, ref: str, now: datetime, message: int | None) -> Search:
    text = text[:_MAX_TEXT]
    searches.add(store, ref, person.id, text, now, message)
    return Search(ref, person.id, text, (), is_saved=False)


def is_still_a_list(store: Store, person: Person, message: int) -> bool:
    """Whether a typed message is still answered by what was found for it."""
    return searches.is_answer_to(store, person.id, message)


def recall(store: Store, person: Person, ref: str) -> Search | None:
    return searches.find(store, ref, person.id)


def narrow(store: Store, search: Search, condition: Condition) -> Search:
    """Let one more condition hold; once is enough, and there is an end to it."""
    held = conditions_of(search)
    if condition in held or len(held) >= MOST:
        return search
    return searches.narrow(store, search, tuple(each.written for each in (*held, condition)))


def widen(store: Store, search: Search, condition: Condition | None) -> Search:
    """Let a condition no longer hold; None stands for all of them."""
    held = (each for each in conditions_of(search) if condition is not None and each != condition)
    return searches.narrow(store, search, tuple(each.written for each in held))


def save(store: Store, person: Person, search: Search, now: datetime) -> Search | None:
    """Keep it, and tell of what is new for it; None where its person has as many as may be.

    The same words under the same conditions are kept once, so that nothing is told twice.
    """
    if search.is_saved:
        return search
    kept = searches.saved_by(store, person.id)
    for other in kept:
        if (other.text, other.conditions) == (search.text, search.conditions):
            searches.unsave(store, other, now)
            return searches.save(store, search, now)
    return searches.save(store, search, now) if len(kept) < MOST_SAVED else None


def unsave(store: Store, search: Search, now: datetime) -> Search:
    """Tell no more of what is new for it; it is forgotten as others are."""
    return searches.unsave(store, search, now) if search.is_saved else search
