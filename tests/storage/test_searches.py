"""Searches: their person's alone, forgotten unless saved."""

from datetime import datetime, timedelta

import pytest

from storage import people, searches
from storage.database import Store
from storage.people import Person
from storage.searches import Search


@pytest.fixture
def ada(store: Store, now: datetime) -> Person:
    people.know_chats(store, {7})
    return people.add(store, 7, "Ada", "en", now)


def a_search(store: Store, ada: Person, ref: str, now: datetime, *, is_saved: bool = False) -> Search:
    searches.add(store, ref, ada.id, f"words of {ref}", now)
    found = searches.find(store, ref, ada.id)
    assert found is not None
    return searches.save(store, found, now) if is_saved else found


def test_a_search_is_found_as_it_was_narrowed_by_its_person_alone(store: Store, now: datetime, ada: Person):
    found = a_search(store, ada, "one", now)
    assert found == Search("one", ada.id, "words of one", (), is_saved=False)
    narrowed = searches.narrow(store, found, ("lfr", "n"))
    assert searches.find(store, "one", ada.id) == narrowed == found._replace(conditions=("lfr", "n"))
    assert searches.find(store, "one", ada.id + 1) is None


def test_what_is_saved_is_kept_until_it_is_no_longer_saved(store: Store, now: datetime, ada: Person):
    kept = a_search(store, ada, "kept", now, is_saved=True)
    a_search(store, ada, "left", now)
    assert searches.forget(store, now + timedelta(days=1)) == 1
    assert searches.saved_by(store, ada.id) == [kept]
    searches.unsave(store, kept, now + timedelta(days=2))
    assert searches.saved_by(store, ada.id) == []
    assert searches.forget(store, now + timedelta(days=1)) == 0, "it is as young as its end"
    assert searches.forget(store, now + timedelta(days=3)) == 1


def test_everybody_s_saved_searches_come_some_at_a_time(store: Store, now: datetime, ada: Person):
    for ref in ("b", "a", "d", "c"):
        a_search(store, ada, ref, now, is_saved=ref != "c")
    first = searches.saved(store, "", 2)
    assert [each.ref for each in first] == ["a", "b"]
    assert [each.ref for each in searches.saved(store, "b", 2)] == ["d"]
