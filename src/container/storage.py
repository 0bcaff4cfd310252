"""Where records, bytes, messages and events are kept, chosen by the addresses in the settings."""

from typing import TYPE_CHECKING

from exact_transcription.adapters.clock import SystemClock
from exact_transcription.core.domain.errors import InvalidOptionError
from exact_transcription.core.ports.account_repository import AccountRepository
from exact_transcription.core.ports.audit_log import AuditLog
from exact_transcription.core.ports.belongings import Belongings
from exact_transcription.core.ports.blob_store import BlobStore
from exact_transcription.core.ports.event_stream import EventStream
from exact_transcription.core.ports.job_queue import JobQueue
from exact_transcription.core.ports.job_repository import JobRepository
from exact_transcription.core.ports.realignment_requests import RealignmentRequests
from exact_transcription.core.ports.stage_store import StageStore
from exact_transcription.core.ports.upload_repository import UploadRepository
from exact_transcription.core.ports.webhook_repository import WebhookRepository
from exact_transcription.settings import Settings

if TYPE_CHECKING:
    from exact_transcription.adapters.backup.archive import Backup
    from exact_transcription.adapters.database.engine import Database
    from exact_transcription.adapters.database.migrate import Schema

_BROKERS = ("redis://", "rediss://", "sentinel://", "amqp://", "amqps://")


def database(settings: Settings) -> "Database":
    """The database of the settings, else a file in the data folder."""
    from exact_transcription.adapters.database.engine import Database  # noqa: PLC0415

    url = settings.database_url
    return Database(
        url=url.get_secret_value() if url else f"sqlite:///{settings.data_dir.absolute() / 'jobs.db'}"
    )


def prepare(settings: Settings, database: "Database") -> None:
    """Make the data folder, and bring the database's schema up to date."""
    from exact_transcription.adapters.database.migrate import upgrade  # noqa: PLC0415

    # Recordings of talk are nobody else's business on a shared machine.
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    upgrade(database)


def schema(database: "Database") -> "Schema":
    """The database's schema, for who administers it."""
    from exact_transcription.adapters.database.migrate import Schema  # noqa: PLC0415

    return Schema(database=database)


def stored_jobs(database: "Database") -> JobRepository:
    """The records alone."""
    from exact_transcription.adapters.jobs.sqlalchemy import SqlJobRepository  # noqa: PLC0415

    return SqlJobRepository(database=database)


def jobs(stored: JobRepository, events: EventStream) -> JobRepository:
    """The records, whose changes are told to who follows them."""
    from exact_transcription.adapters.jobs.publishing import PublishingJobRepository  # noqa: PLC0415

    return PublishingJobRepository(jobs=stored, publish=events.publish)


def events(settings: Settings, stored: JobRepository) -> EventStream:
    """Redis of the settings, else looking at the records."""
    if settings.events_url:
        from exact_transcription.adapters.events.redis import RedisEventStream  # noqa: PLC0415

        return RedisEventStream(url=settings.events_url.get_secret_value(), jobs=stored)
    from exact_transcription.adapters.events.polling import PollingEventStream  # noqa: PLC0415

    return PollingEventStream(jobs=stored)


def blobs(settings: Settings) -> BlobStore:
    """The object store of the settings, else a folder in the data folder."""
    if settings.blobs_url:
        from exact_transcription.adapters.blobs.fsspec import FsspecBlobStore  # noqa: PLC0415

        return FsspecBlobStore(
            url=settings.blobs_url,
            scratch=settings.scratch_dir,
            public=settings.signed_downloads,
            **settings.blobs_options,
        )
    from exact_transcription.adapters.blobs.local import LocalBlobStore  # noqa: PLC0415

    return LocalBlobStore(folder=settings.data_dir / "blobs")


def queue(settings: Settings) -> JobQueue:
    """The broker of the settings, else a file in the data folder; it brings jobs.

    Raises:
        InvalidOptionError: there is no queue of that kind.
    """
    return _queue(settings, name=settings.queue_name, file="queue.db")


def stretch_queue(settings: Settings) -> JobQueue:
    """The same for stretches of recordings that are recognised by workers of their own."""
    return _queue(settings, name=f"{settings.queue_name}-recognition", file="recognition.db")


def _queue(settings: Settings, *, name: str, file: str) -> JobQueue:
    if settings.queue_url:
        url = settings.queue_url.get_secret_value()
        if not url.startswith(_BROKERS):
            raise InvalidOptionError(
                "EXACT_QUEUE_URL names no broker that is known.",
                hint="Use redis://HOST:6379/0 or amqp://USER:PASSWORD@HOST:5672.",
            )
        from exact_transcription.adapters.queue.celery import CeleryJobQueue  # noqa: PLC0415

        return CeleryJobQueue(url=url, name=name)
    from exact_transcription.adapters.queue.huey import HueyJobQueue  # noqa: PLC0415

    return HueyJobQueue(path=settings.data_dir / file)


def stage_store(blobs: BlobStore, prefix: str) -> StageStore:
    """Kept results of stages, as blobs under `prefix`."""
    from exact_transcription.adapters.blobs.stage_store import BlobStageStore  # noqa: PLC0415

    return BlobStageStore(blobs=blobs, prefix=prefix)


def account_repository(database: "Database") -> AccountRepository:
    """Users and keys."""
    from exact_transcription.adapters.accounts.sqlalchemy import SqlAccountRepository  # noqa: PLC0415

    return SqlAccountRepository(database=database)


def belongings(database: "Database") -> Belongings:
    """What belongs to whom."""
    from exact_transcription.adapters.belongings.sqlalchemy import SqlBelongings  # noqa: PLC0415

    return SqlBelongings(database=database)


def realignment_requests(database: "Database") -> RealignmentRequests:
    """What transcripts are to be re-aligned."""
    from exact_transcription.adapters.realignment.sqlalchemy import SqlRealignmentRequests  # noqa: PLC0415

    return SqlRealignmentRequests(database=database)


def upload_repository(database: "Database") -> UploadRepository:
    """Recordings that arrive in parts."""
    from exact_transcription.adapters.uploads.sqlalchemy import SqlUploadRepository  # noqa: PLC0415

    return SqlUploadRepository(database=database)


def webhook_repository(database: "Database") -> WebhookRepository:
    """Who is told of what."""
    from exact_transcription.adapters.webhooks.sqlalchemy import SqlWebhookRepository  # noqa: PLC0415

    return SqlWebhookRepository(database=database)


def backup(settings: Settings, database: "Database", blobs: BlobStore, clock: SystemClock) -> "Backup":
    """Saving and bringing back all of it."""
    from exact_transcription import __version__  # noqa: PLC0415 - read on demand
    from exact_transcription.adapters.backup.archive import Backup  # noqa: PLC0415

    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Backup(database=database, blobs=blobs, clock=clock, program=f"exact-transcription {__version__}")


def audit_log(database: "Database") -> AuditLog:
    """Who did what."""
    from exact_transcription.adapters.audit.sqlalchemy import SqlAuditLog  # noqa: PLC0415

    return SqlAuditLog(database=database)
