"""Finding, and remembering what was looked for so that *back* and *more* work."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from knowledge.places import country_names
from knowledge.search import Answer, Finder, Hit
from storage import searches
from storage.database import Store
from storage.people import Person

MAX_RESULTS = 20
_MAX_TEXT = 300


def find(finder: Finder, text: str, today: date, country: str | None = None) -> Answer:
    """What answers the text; what nobody can take up comes last, unless the text calls it by its name.

    With the `country` for which somebody looks for help, what is closed to it is left out.
    """
    answer = finder.search(text, limit=MAX_RESULTS, today=today, country=country)
    return replace(answer, results=_offers_first(finder, answer.results, today))


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


def remember(store: Store, person: Person, text: str, ref: str, now: datetime, message: int | None) -> str:
    searches.add(store, ref, person.id, text[:_MAX_TEXT], now, message)
    return ref


def is_still_a_list(store: Store, person: Person, message: int) -> bool:
    """Whether a typed message is still answered by what was found for it."""
    return searches.is_answer_to(store, person.id, message)


def recall(store: Store, person: Person, ref: str) -> str | None:
    return searches.text_of(store, ref, person.id)
