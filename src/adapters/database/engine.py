"""A connection to SQLite or PostgreSQL that behaves alike for both."""

import errno
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, DisconnectionError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from exact_transcription.core.domain.errors import (
    ExactTranscriptionError,
    InvalidRequestError,
    ServiceUnavailableError,
    StorageFullError,
)

BUSY_TIMEOUT = 20.0
"""Seconds that a writer waits for another one on SQLite; single writes take milliseconds."""

CONNECT_TIMEOUT = 5
_AGAIN = 0.02
_DISK_FULL_STATE = "53100"


class Database:
    """Runs transactions on one database.

    Connecting happens at the first use, and anew after a fork, so that gunicorn's workers share none.
    """

    def __init__(self, *, url: str, pool_size: int = 5, busy_timeout: float = BUSY_TIMEOUT) -> None:
        """Use `sqlite:///path` or `postgresql://…`; `pool_size` connections are kept open to a server."""
        self._url, self._pool_size, self._busy_timeout = make_url(url), pool_size, busy_timeout
        if self._url.get_backend_name() not in {"sqlite", "postgresql"}:
            raise InvalidRequestError(
                f"The database {self._url.get_backend_name()} is not supported.",
                hint="Use sqlite:///PATH or postgresql://USER@HOST/NAME.",
            )
        self._engine: Engine | None = None
        self._pid = 0
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        """The address, with its password hidden."""
        return self._url.render_as_string(hide_password=True)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is SQLite."""
        return self._url.get_backend_name() == "sqlite"

    @property
    def engine(self) -> Engine:
        """The engine of this process."""
        with self._lock:
            if self._engine is None or self._pid != os.getpid():
                if self._engine is not None:
                    self._engine.dispose(close=False)
                self._engine, self._pid = self._create(), os.getpid()
            return self._engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for a consistent view; what is written through it is lost."""
        with translated(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: everything in it happens, or nothing."""
        with translated(), self.engine.connect() as connection:
            # A SQLite transaction that reads first and writes later fails at once if another one wrote in
            # between; taking the write lock at its beginning makes it wait its turn.
            connection.info["immediate"] = True
            try:
                with connection.begin():
                    yield connection
            finally:
                connection.info.pop("immediate", None)

    def close(self) -> None:
        """Close all connections; the next use opens new ones."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
            self._engine = None

    def _create(self) -> Engine:
        if self.is_sqlite:
            return self._create_sqlite()
        url = self._url
        if url.drivername == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        return create_engine(
            url,
            pool_size=self._pool_size,
            max_overflow=2 * self._pool_size,
            pool_timeout=10,
            pool_pre_ping=True,
            # A server that was set up without a locale has SQL_ASCII; the driver then takes text for bytes.
            connect_args={"connect_timeout": CONNECT_TIMEOUT, "client_encoding": "utf8"},
        )

    def _create_sqlite(self) -> Engine:
        if self._url.database and self._url.database != ":memory:":
            Path(self._url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(
            self._url.set(drivername="sqlite+pysqlite"),
            pool_size=self._pool_size,
            max_overflow=10 * self._pool_size,
            connect_args={"timeout": self._busy_timeout},
        )
        event.listen(engine, "connect", self._configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine

    def _configure_sqlite(self, connection: Any, _record: object) -> None:
        # The driver's own transaction handling begins too late and never IMMEDIATE, so it is switched off.
        connection.isolation_level = None
        _write_ahead(connection, until=time.monotonic() + self._busy_timeout)
        for pragma in ("synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")


def _write_ahead(connection: sqlite3.Connection, *, until: float) -> None:
    # SQLite does not wait its turn here, as it does elsewhere: of programs that open a new file together, all
    # but one may be told that it is locked (https://www.sqlite.org/c3ref/busy_handler.html on deadlocks).
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_AGAIN)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.info.get("immediate") else "BEGIN")


@contextmanager
def translated() -> Iterator[None]:
    """Raise the core's errors instead of the vendor's."""
    try:
        yield
    except ExactTranscriptionError:
        raise
    except DBAPIError as error:
        if _disk_full(error):
            raise StorageFullError(
                "The database has no room left.", hint="Free some space on its disk; nothing was lost."
            ) from error
        if error.connection_invalidated or isinstance(error, OperationalError | InterfaceError):
            raise _unavailable(error) from error
        raise
    except (DisconnectionError, PoolTimeoutError, OSError) as error:
        raise _unavailable(error) from error


def _unavailable(error: Exception) -> ServiceUnavailableError:
    reason = str(getattr(error, "orig", None) or error).strip().splitlines()
    return ServiceUnavailableError(
        f"The database does not answer: {reason[0] if reason else type(error).__name__}.",
        hint="It is tried again by itself; check the server, or the folder of the file.",
    )


def _disk_full(error: DBAPIError) -> bool:
    original = error.orig
    if getattr(original, "sqlstate", None) == _DISK_FULL_STATE:
        return True
    if getattr(original, "errno", None) == errno.ENOSPC:
        return True
    return getattr(original, "sqlite_errorname", "") in {"SQLITE_FULL", "SQLITE_IOERR_WRITE"}
