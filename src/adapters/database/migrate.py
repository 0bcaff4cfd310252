"""Bringing a database's schema to the present version, and back."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, text

from exact_transcription.adapters.database.engine import Database
from exact_transcription.core.domain.errors import InvalidRequestError, ServiceUnavailableError

SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 7_316_204_551
"""Any number, so long as nothing else takes this advisory lock of PostgreSQL."""


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the schema to `revision`; processes that start together wait for one another.

    A schema that a newer program made is left as it is: migrations only add, so it serves this one, too.

    Raises:
        InvalidRequestError: there is no such revision.
    """
    with _known(revision), database.writing() as connection:
        _lock(connection, database)
        if _newer(MigrationContext.configure(connection).get_current_revision()):
            return
        command.upgrade(_config(connection), revision)


def downgrade(database: Database, revision: str) -> None:
    """Take the schema back to `revision`; `base` removes all tables and what is in them.

    Raises:
        InvalidRequestError: there is no such revision.
    """
    with _known(revision), database.writing() as connection:
        _lock(connection, database)
        command.downgrade(_config(connection), revision)


def current(database: Database) -> str | None:
    """The revision that the database has, or None if it was never set up."""
    with database.reading() as connection:
        return MigrationContext.configure(connection).get_current_revision()


@cache
def head() -> str:
    """The present revision."""
    found = ScriptDirectory(str(SCRIPTS)).get_current_head()
    if found is None:
        raise FileNotFoundError(SCRIPTS)
    return found


def require_current(database: Database) -> None:
    """Return if the database answers and has the present schema or a newer one.

    Raises:
        ServiceUnavailableError: it does not.
    """
    found = current(database)
    if found != head() and not _newer(found):
        raise ServiceUnavailableError(
            f"The database has the schema {found or 'of nothing'} and not {head()}.",
            hint="Run `exact-transcription db upgrade`.",
        )


def _newer(revision: str | None) -> bool:
    """Whether a program made it that has migrations which this one does not know."""
    known = {script.revision for script in ScriptDirectory(str(SCRIPTS)).walk_revisions()}
    return revision is not None and revision not in known


class Schema:
    """The schema of one database, for who administers it."""

    def __init__(self, *, database: Database) -> None:
        """Look after `database`."""
        self._database = database

    @property
    def place(self) -> str:
        """Where the database is, with its password hidden."""
        return self._database.url

    def upgrade(self, revision: str) -> None:
        """See `upgrade`."""
        upgrade(self._database, revision)

    def downgrade(self, revision: str) -> None:
        """See `downgrade`."""
        downgrade(self._database, revision)

    def current(self) -> str | None:
        """See `current`."""
        return current(self._database)

    def head(self) -> str:
        """See `head`."""
        return head()


@contextmanager
def _known(revision: str) -> Iterator[None]:
    try:
        yield
    except CommandError as error:
        raise InvalidRequestError(
            f"The schema has no revision {revision!r}, or it is not on the way.",
            hint=f"The newest is {head()}.",
        ) from error


def _config(connection: Connection) -> Config:
    config = Config()
    # A percent sign in the path would be taken for interpolation by the configuration parser.
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _lock(connection: Connection, database: Database) -> None:
    if not database.is_sqlite:
        connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
