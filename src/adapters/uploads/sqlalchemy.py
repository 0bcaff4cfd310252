"""Uploads in parts, in SQLite or PostgreSQL."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select

from exact_transcription.adapters.database.engine import Database
from exact_transcription.adapters.database.records import change_record
from exact_transcription.adapters.database.schema import UploadRow, table_of
from exact_transcription.core.domain.errors import NotFoundError
from exact_transcription.core.domain.upload import Upload

UPLOADS = table_of(UploadRow)


class SqlUploadRepository:
    """One row an upload; its parts are blobs."""

    def __init__(self, *, database: Database) -> None:
        """Keep track in `database`, whose schema is there already."""
        self._database = database

    def add(self, upload: Upload) -> None:
        """See `UploadRepository.add`."""
        with self._database.writing() as connection:
            connection.execute(insert(UPLOADS).values(_values(upload) | {"version": 1}))

    def get(self, upload_id: str) -> Upload:
        """See `UploadRepository.get`."""
        with self._database.reading() as connection:
            row = connection.execute(select(UPLOADS).where(UPLOADS.c.id == upload_id)).one_or_none()
        if row is None:
            raise NotFoundError("There is no such upload.")
        return _upload_of(row._asdict())

    def update(self, upload_id: str, change: Callable[[Upload], Upload]) -> Upload:
        """See `UploadRepository.update`."""
        return change_record(self._database, UPLOADS, upload_id, change, read=_upload_of, write=_values)

    def delete(self, upload_id: str) -> None:
        """See `UploadRepository.delete`."""
        with self._database.writing() as connection:
            connection.execute(delete(UPLOADS).where(UPLOADS.c.id == upload_id))

    def expired(self, now: datetime, *, limit: int) -> Sequence[Upload]:
        """See `UploadRepository.expired`."""
        query = select(UPLOADS).where(UPLOADS.c.expires <= now).order_by(UPLOADS.c.expires).limit(limit)
        with self._database.reading() as connection:
            return [_upload_of(row._asdict()) for row in connection.execute(query)]

    def list_uploads(self, owner: str) -> Sequence[Upload]:
        """See `UploadRepository.list_uploads`."""
        with self._database.reading() as connection:
            rows = connection.execute(select(UPLOADS).where(UPLOADS.c.owner == owner))
            return [_upload_of(row._asdict()) for row in rows]

    def count_open(self, owner: str) -> int:
        """See `UploadRepository.count_open`."""
        query = (
            select(func.count())
            .select_from(UPLOADS)
            .where(UPLOADS.c.owner == owner, UPLOADS.c.job_id.is_(None))
        )
        with self._database.reading() as connection:
            return int(connection.execute(query).scalar_one())


def _values(upload: Upload) -> dict[str, Any]:
    return {
        "id": upload.id,
        "owner": upload.owner,
        "size": upload.size,
        "byte_offset": upload.offset,
        "parts": list(upload.parts),
        "details": dict(upload.metadata),
        "created": upload.created,
        "expires": upload.expires,
        "job_id": upload.job_id,
    }


def _upload_of(row: Mapping[str, Any]) -> Upload:
    return Upload(
        id=row["id"],
        owner=row["owner"],
        size=row["size"],
        offset=row["byte_offset"],
        parts=tuple(row["parts"]),
        metadata=row["details"],
        created=row["created"],
        expires=row["expires"],
        job_id=row["job_id"],
    )
