"""The schema's history leads to the tables that the code knows."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.database import Database
from storage.migrations import HEAD, _config, migrate, revision
from storage.tables import metadata


def test_the_migrations_lead_to_the_tables_of_the_code(database: Database):
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_migrating_twice_changes_nothing(database: Database):
    migrate(database)
    assert revision(database) == HEAD


def test_the_newest_revision_is_known_without_alembic():
    assert ScriptDirectory.from_config(_config()).get_current_head() == HEAD


def test_an_empty_database_has_no_revision(database_url: str):
    database = Database(database_url)
    assert revision(database) is None
    database.close()
