"""Of fifty people who use one invitation at once, exactly one gets the post."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest

from handlers.desk.actions import decide
from handlers.joining import actions
from storage import delegations, people
from storage.database import Database
from storage.delegations import Seats
from storage.migrations import migrate

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
TOKEN = "A" * 22
_PEOPLE = 50


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    migrate(database)
    yield database
    database.close()


def test_of_fifty_at_once_exactly_one_gets_the_post(database: Database):
    with database.transaction() as store:
        people.know_chats(store, set(range(_PEOPLE)))
        crowd = [people.add(store, number, f"P{number}", "en", NOON) for number in range(_PEOPLE)]
        invitation = actions.invite(store, TOKEN, "TD", "recipient", NOON)
    at_once = Barrier(_PEOPLE)

    def use(number: int) -> str:
        at_once.wait()
        with database.transaction() as store:
            joined = actions.join(store, crowd[number], invitation.id, NOON)
        return joined if isinstance(joined, str) else "joined"

    with ThreadPoolExecutor(_PEOPLE) as threads:
        outcomes = Counter(threads.map(use, range(_PEOPLE)))
    assert outcomes == {"joined": 1, "used": 49}
    with database.reading() as store:
        assert delegations.seats(store) == [Seats("TD", 1, 0, 0)]


def test_of_two_answers_at_once_to_a_request_one_counts(database: Database):
    with database.transaction() as store:
        people.know_chats(store, {1, 2, 3})
        asker, ruth, omar = [people.add(store, n, f"P{n}", "en", NOON) for n in (1, 2, 3)]
        actions.ask_access(store, asker, "ref", "TD", "recipient", "Chad", NOON)
    at_once = Barrier(2)

    def answer(officer: people.Person) -> bool:
        at_once.wait()
        with database.transaction() as store:
            return decide(store, officer, "ref", NOON, grant=officer is ruth).is_new

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(answer, [ruth, omar])) == [False, True]
