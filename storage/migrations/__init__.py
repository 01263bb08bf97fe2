"""The schema and its history. `clearinghouse migrate` brings a database to HEAD."""

from typing import Any

from sqlalchemy import Connection, inspect, text

from storage.database import Database

# The newest revision, known without loading Alembic: a start finds out cheaply that nothing is to be done.
HEAD = "0015"

# Any number will do, as long as nothing else on the same server uses it.
_ADVISORY_LOCK = 7_203_912


def revision(database: Database) -> str | None:
    """The schema's revision; None for an empty database."""
    with database.engine.connect() as connection:
        return revision_seen(connection)


def revision_seen(connection: Connection) -> str | None:
    """The same by a connection that is open already."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrate(database: Database) -> None:
    """Bring the schema to HEAD; two processes that do so at once wait for each other."""
    from alembic import command

    with database.engine.connect() as connection, connection.begin():
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ADVISORY_LOCK})
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _config() -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.set_main_option("path_separator", "os")
    return config
