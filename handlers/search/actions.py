"""Finding, and remembering what was looked for so that *back* and *more* work."""

from datetime import date, datetime

from knowledge.search import Answer, Finder
from storage import searches
from storage.database import Store
from storage.people import Person

MAX_RESULTS = 20
_MAX_TEXT = 300


def find(finder: Finder, text: str, today: date) -> Answer:
    return finder.search(text, limit=MAX_RESULTS, today=today)


def remember(store: Store, person: Person, text: str, ref: str, now: datetime) -> str:
    searches.add(store, ref, person.id, text[:_MAX_TEXT], now)
    return ref


def recall(store: Store, person: Person, ref: str) -> str | None:
    return searches.text_of(store, ref, person.id)
