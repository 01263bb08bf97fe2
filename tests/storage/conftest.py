from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from storage.database import Database, Store
from storage.migrations import migrate

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOON


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    migrate(database)
    yield database
    database.close()


@pytest.fixture
def store(database: Database) -> Iterator[Store]:
    with database.transaction() as store:
        yield store
