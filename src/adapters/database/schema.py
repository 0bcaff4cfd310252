"""The tables of jobs and what belongs to them; one schema for SQLite and PostgreSQL.

`migrations/` brings a database here; a test compares the two.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Double,
    ForeignKey,
    Index,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from exact_transcription.adapters.database.columns import UtcDateTime

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
ID = String(64)


class Base(DeclarativeBase):
    """Base of all tables; constraints have names, without which migrations cannot change them."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {datetime: UtcDateTime(), dict[str, Any]: JSON(), list[Any]: JSON()}  # noqa: RUF012


def table_of(row: type[Base]) -> Table:
    """The table of a mapped class, for statements that are not about objects."""
    table = row.__table__
    if not isinstance(table, Table):
        raise TypeError(row)
    return table


class JobRow(Base):
    """A job; the columns are the attributes of `Job`."""

    __tablename__ = "jobs"
    __table_args__ = (
        CheckConstraint("priority between 0 and 9", name="priority"),
        CheckConstraint("(state = 'running') = (lease_holder is not null)", name="lease"),
        CheckConstraint("state in ('queued','running','succeeded','failed','cancelled')", name="state"),
        Index("ix_jobs_owner_created", "owner", "created", "id"),
        Index("ix_jobs_created", "created", "id"),
        Index("ix_jobs_state_available", "state", "available"),
        Index("ix_jobs_expires", "expires"),
        Index("ix_jobs_changed", "changed", "id"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    owner: Mapped[str] = mapped_column(ID)
    title: Mapped[str] = mapped_column(Text)
    title_folded: Mapped[str] = mapped_column(Text)
    recording_name: Mapped[str] = mapped_column(Text)
    recording_blob: Mapped[str] = mapped_column(Text)
    recording_size: Mapped[int] = mapped_column(BigInteger)
    recording_sha256: Mapped[str] = mapped_column(String(64))
    options: Mapped[dict[str, Any]]
    trace: Mapped[str | None] = mapped_column(String(64))
    priority: Mapped[int] = mapped_column(SmallInteger)
    state: Mapped[str] = mapped_column(String(16))
    progress: Mapped[list[Any]]
    created: Mapped[datetime]
    available: Mapped[datetime]
    enqueued: Mapped[datetime | None]
    started: Mapped[datetime | None]
    finished: Mapped[datetime | None]
    expires: Mapped[datetime | None]
    attempts: Mapped[int]
    failure_code: Mapped[str | None] = mapped_column(String(64))
    failure_message: Mapped[str | None] = mapped_column(Text)
    failure_hint: Mapped[str | None] = mapped_column(Text)
    lease_holder: Mapped[str | None] = mapped_column(String(200))
    lease_expires: Mapped[datetime | None]
    cancel_requested: Mapped[bool]
    revision: Mapped[int]
    duration: Mapped[float | None] = mapped_column(Double)
    language: Mapped[str | None] = mapped_column(String(16))
    speakers: Mapped[int | None]
    version: Mapped[int] = mapped_column(BigInteger)
    changed: Mapped[datetime | None]


class TextRow(Base):
    """What is said in the newest revision, for searching; apart from the jobs, which are often written."""

    __tablename__ = "transcript_texts"

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    text_folded: Mapped[str] = mapped_column(Text)


class RevisionRow(Base):
    """One version of a transcript."""

    __tablename__ = "revisions"

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(16))
    blob: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    author: Mapped[str] = mapped_column(ID)
    note: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime]
    base: Mapped[int]
    redo: Mapped[int] = mapped_column(server_default="0")
    refines: Mapped[int] = mapped_column(server_default="0")


class RealignmentRow(Base):
    """A wish that the changed words of a transcript be found in its recording."""

    __tablename__ = "realignments"

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    requested: Mapped[datetime]
    asked: Mapped[int]
    attempts: Mapped[int]
    lease_holder: Mapped[str | None] = mapped_column(String(200))
    lease_expires: Mapped[datetime | None]


class IdempotencyRow(Base):
    """A client's key for a request, and the job that it made."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (Index("ix_idempotency_keys_created", "created"),)

    owner: Mapped[str] = mapped_column(ID, primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"))
    created: Mapped[datetime]


class UploadRow(Base):
    """An upload in parts."""

    __tablename__ = "uploads"
    __table_args__ = (Index("ix_uploads_expires", "expires"), Index("ix_uploads_owner", "owner"))

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    owner: Mapped[str] = mapped_column(ID)
    size: Mapped[int | None] = mapped_column(BigInteger)
    offset: Mapped[int] = mapped_column("byte_offset", BigInteger)
    parts: Mapped[list[Any]]
    details: Mapped[dict[str, Any]]
    created: Mapped[datetime]
    expires: Mapped[datetime]
    job_id: Mapped[str | None] = mapped_column(ID)
    version: Mapped[int] = mapped_column(BigInteger)
