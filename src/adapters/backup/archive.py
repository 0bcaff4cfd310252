"""Database and blobs in one tar archive, and back.

backup.json            what this is: format, program, schema, time
tables/NAME.jsonl      the rows of a table, one a line
blobs/KEY              a blob
digests.json           SHA-256 of every other member, the last one
"""

import io
import json
import os
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from exact_transcription.adapters.backup.members import ChunkReader, MemberReader, MemberWriter
from exact_transcription.adapters.backup.tables import add_rows, count_on, rows_of, snapshot, tables
from exact_transcription.adapters.database import migrate
from exact_transcription.adapters.database.engine import Database
from exact_transcription.core.domain.errors import (
    ConflictError,
    InvalidRequestError,
    MediaNotFoundError,
    NotFoundError,
)
from exact_transcription.core.ports.blob_store import BlobStore
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.usecases import job_blobs

FORMAT = 1
_ABOUT, _DIGESTS, _TABLES, _BLOBS = "backup.json", "digests.json", "tables/", "blobs/"
_IN_MEMORY = 8 * 1024**2


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupReport:
    """What was saved or brought back.

    Attributes:
        rows: of all tables.
        blobs: how many.
        bytes: of all blobs.
        missing: blobs that were deleted while they were to be saved.
    """

    rows: int
    blobs: int
    bytes: int
    missing: int = 0


class Backup:
    """Saves all that the service keeps, and brings it back.

    The rows are those of one moment; the blobs of a job never change once a row names them, so that work may
    go on meanwhile. What waits in the queue is not saved: the sweeper sends it again from the records.
    """

    def __init__(self, *, database: Database, blobs: BlobStore, clock: Clock, program: str) -> None:
        """Save `database` and `blobs`; `program` goes into the archive."""
        self._database, self._blobs, self._clock, self._program = database, blobs, clock, program

    def create(self, path: Path) -> BackupReport:
        """Save everything in the file `path`, which is for its owner only and there when it is complete.

        Raises:
            ConflictError: there is such a file.
            ServiceUnavailableError: the database or the blob store does not answer, or its schema is not the
                program's own.
        """
        if path.exists():
            raise ConflictError(f"{path} is there already.", hint="Choose another name, or delete it.")
        migrate.require_current(self._database)
        # mkstemp's files are for their owner only; what is saved holds recordings and digests of passwords.
        handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as stream, tarfile.open(fileobj=stream, mode="w|") as archive:
                report = self._write(MemberWriter(archive, self._clock.now().timestamp()))
            Path(name).rename(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return report

    def restore(self, path: Path) -> BackupReport:
        """Bring back what the file `path` holds, into a database and a blob store that are empty.

        Raises:
            MediaNotFoundError: there is no such file.
            InvalidRequestError: it is no backup, is damaged, or a newer program made it.
            ConflictError: there are jobs or users already.
            ServiceUnavailableError: the database or the blob store does not answer.
        """
        try:
            with path.open("rb") as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
                return self._read(archive)
        except FileNotFoundError as error:
            raise MediaNotFoundError(f"There is no file {path}.", hint="Check the path.") from error
        except (tarfile.TarError, EOFError, UnicodeDecodeError, json.JSONDecodeError) as error:
            raise InvalidRequestError(f"{path} is no backup, or it is damaged: {error}.") from error

    def _write(self, writer: MemberWriter) -> BackupReport:
        with snapshot(self._database) as connection:
            writer.add_bytes(_ABOUT, json.dumps(self._about()).encode())
            rows = sum(self._write_table(writer, connection, table) for table in tables())
            names = {table.name: table for table in tables()}
            kept = {
                f"{job_blobs.JOBS}{found}/" for found in connection.scalars(select(names["jobs"].c.id))
            } | {
                f"{job_blobs.UPLOADS}{found}/" for found in connection.scalars(select(names["uploads"].c.id))
            }
        blobs = size = missing = 0
        for prefix in sorted(kept):
            for blob in self._blobs.list_blobs(prefix):
                try:
                    chunks = self._blobs.chunks(blob.key)
                except NotFoundError:
                    missing += 1
                    continue
                writer.add_stream(_BLOBS + blob.key, ChunkReader(chunks), blob.size)
                blobs, size = blobs + 1, size + blob.size
        writer.add_bytes(_DIGESTS, json.dumps(writer.digests).encode())
        return BackupReport(rows=rows, blobs=blobs, bytes=size, missing=missing)

    def _about(self) -> dict[str, object]:
        return {
            "format": FORMAT,
            "program": self._program,
            "schema": migrate.head(),
            "created": self._clock.now().isoformat(),
        }

    def _write_table(self, writer: MemberWriter, connection: Connection, table: Any) -> int:
        count = 0
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as lines:
            for line in rows_of(connection, table):
                lines.write(line)
                count += 1
            size = lines.tell()
            lines.seek(0)
            writer.add_stream(f"{_TABLES}{table.name}.jsonl", lines, size)
        return count

    def _read(self, archive: tarfile.TarFile) -> BackupReport:
        members = iter(archive)
        first = next(members, None)
        if first is None or first.name != _ABOUT:
            raise InvalidRequestError("The file is no backup of this program.")
        digests: dict[str, str] = {}
        opening = MemberReader(archive, first, digests)
        about = json.loads(opening.read())
        opening.finish()
        self._require_fitting(about)
        self._require_empty()
        rows = blobs = size = 0
        found: dict[str, str] | None = None
        with self._database.writing() as connection:
            known = {f"{_TABLES}{table.name}.jsonl": table for table in tables()}
            for member in members:
                stream = MemberReader(archive, member, digests)
                if member.name == _DIGESTS:
                    found = json.loads(stream.read())
                elif member.name in known:
                    table = known[member.name]
                    rows += add_rows(connection, table, io.BufferedReader(stream))
                    count_on(connection, table)
                elif member.name.startswith(_BLOBS):
                    self._blobs.put(member.name.removeprefix(_BLOBS), stream)  # type: ignore[arg-type]
                    blobs, size = blobs + 1, size + member.size
                stream.finish()
            digests.pop(_DIGESTS, None)
            if found != digests:
                raise InvalidRequestError(
                    "The backup is damaged: it is cut short, or was changed.", hint="Use another one."
                )
        return BackupReport(rows=rows, blobs=blobs, bytes=size)

    def _require_fitting(self, about: dict[str, Any]) -> None:
        if about["format"] != FORMAT or about["schema"] > migrate.head():
            raise InvalidRequestError(
                f"The backup is of a newer program ({about['program']}).", hint="Upgrade this one first."
            )

    def _require_empty(self) -> None:
        migrate.upgrade(self._database)
        with self._database.reading() as connection:
            full = [
                table.name for table in tables() if connection.scalar(select(func.count()).select_from(table))
            ]
        if full:
            raise ConflictError(
                f"The database is not empty: there are rows in {', '.join(full)}.",
                hint="Restore into a new database and a new folder or bucket.",
            )
