"""Deleting what is no longer to be kept, and what crashes left behind."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from exact_transcription.core.domain.errors import NotFoundError
from exact_transcription.core.ports.audit_log import AuditLog
from exact_transcription.core.ports.blob_store import BlobStore
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.ports.job_repository import JobRepository
from exact_transcription.core.ports.upload_repository import UploadRepository
from exact_transcription.core.ports.webhook_repository import WebhookRepository
from exact_transcription.core.usecases import job_blobs
from exact_transcription.core.usecases.delete_job import DeleteJob

_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionPolicy:
    """How long things are kept; for jobs and uploads, their own records say.

    Attributes:
        orphans: blobs that belong to no record are deleted when they are older than this.
        idempotency: keys of requests are remembered this long.
        deliveries: settled messages to webhooks are kept this long.
        audit: events of the audit log are kept this long; None for ever.
    """

    orphans: timedelta = timedelta(hours=24)
    idempotency: timedelta = timedelta(hours=24)
    deliveries: timedelta = timedelta(days=30)
    audit: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionReport:
    """How much was deleted."""

    jobs: int = 0
    uploads: int = 0
    orphans: int = 0
    idempotency_keys: int = 0
    deliveries: int = 0
    audit_events: int = 0


class ApplyRetention:
    """Deletes what is over; any number may do so at once, and what fails is deleted the next time."""

    def __init__(  # noqa: PLR0913 - it cleans up everywhere
        self,
        *,
        jobs: JobRepository,
        blobs: BlobStore,
        uploads: UploadRepository,
        webhooks: WebhookRepository,
        audit: AuditLog,
        clock: Clock,
        policy: RetentionPolicy | None = None,
    ) -> None:
        """Clean up in all of these."""
        self._jobs, self._blobs, self._uploads = jobs, blobs, uploads
        self._webhooks, self._audit, self._clock = webhooks, audit, clock
        self._policy = policy or RetentionPolicy()
        self._delete = DeleteJob(jobs=jobs, blobs=blobs, clock=clock)

    def execute(self) -> RetentionReport:
        """Delete all that is over now.

        Raises:
            ServiceUnavailableError: the database or the blob store does not answer.
        """
        now, policy = self._clock.now(), self._policy
        return RetentionReport(
            jobs=self._expired_jobs(now),
            uploads=self._expired_uploads(now),
            orphans=self._orphans(job_blobs.JOBS, self._known_jobs, now)
            + self._orphans(job_blobs.UPLOADS, self._known_uploads, now)
            + self._blobs.discard_incomplete(now - policy.orphans),
            idempotency_keys=self._jobs.forget_idempotency(now - policy.idempotency),
            deliveries=self._webhooks.purge_deliveries(now - policy.deliveries),
            audit_events=self._audit.purge(now - policy.audit) if policy.audit else 0,
        )

    def _expired_jobs(self, now: datetime) -> int:
        count = 0
        while found := self._jobs.expired(now, limit=_AT_ONCE):
            for job in found:
                try:
                    self._delete.execute(job.id)
                except NotFoundError:
                    continue
                count += 1
        return count

    def _expired_uploads(self, now: datetime) -> int:
        count = 0
        while found := self._uploads.expired(now, limit=_AT_ONCE):
            for upload in found:
                self._blobs.delete_prefix(upload.prefix)
                self._uploads.delete(upload.id)
                count += 1
        return count

    def _orphans(self, prefix: str, known: Callable[[list[str]], Iterable[str]], now: datetime) -> int:
        newest: dict[str, datetime] = {}
        for blob in self._blobs.list_blobs(prefix):
            owner = blob.key.removeprefix(prefix).partition("/")[0]
            newest[owner] = max(newest.get(owner, blob.modified), blob.modified)
        # What is young may belong to a job or an upload whose record is being written just now.
        old = [owner for owner, modified in newest.items() if modified < now - self._policy.orphans]
        lost = sorted(set(old) - set(known(old)))
        for owner in lost:
            self._blobs.delete_prefix(f"{prefix}{owner}/")
        return len(lost)

    def _known_jobs(self, job_ids: list[str]) -> Iterable[str]:
        return self._jobs.get_many(job_ids)

    def _known_uploads(self, upload_ids: list[str]) -> Iterable[str]:
        for upload_id in upload_ids:
            try:
                yield self._uploads.get(upload_id).id
            except NotFoundError:
                continue
