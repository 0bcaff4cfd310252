"""Jobs in SQLite or PostgreSQL."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select, update
from sqlalchemy import text as sql

from exact_transcription.adapters.database.engine import Database
from exact_transcription.adapters.database.migrate import require_current
from exact_transcription.adapters.database.schema import IdempotencyRow, RevisionRow, table_of
from exact_transcription.adapters.jobs import changes, outbox, queries
from exact_transcription.adapters.jobs.queries import JOBS, TEXTS
from exact_transcription.adapters.jobs.rows import fold, job_of, job_values, revision_of, revision_values
from exact_transcription.core.domain.errors import (
    ConflictError,
    IdempotencyError,
    LimitExceededError,
    NotFoundError,
)
from exact_transcription.core.domain.job import ACTIVE_STATES, Job, JobState
from exact_transcription.core.domain.revision import Revision
from exact_transcription.core.ports.job_repository import (
    IdempotencyKey,
    JobChanges,
    JobFilter,
    JobPage,
    OwnerLimits,
)

REVISIONS = table_of(RevisionRow)
KEYS = table_of(IdempotencyRow)
_MAX_COLLISIONS = 50
_MAX_VARIABLES = 500


class SqlJobRepository:
    """Every change is a compare-and-set on the record's version within one transaction."""

    def __init__(self, *, database: Database) -> None:
        """Keep jobs in `database`, whose schema is there already."""
        self._database = database

    def add(
        self, job: Job, *, idempotency: IdempotencyKey | None = None, limits: OwnerLimits | None = None
    ) -> Job:
        """See `JobRepository.add`."""
        with self._database.writing() as connection:
            self._lock_owner(connection, job.owner)
            if idempotency is not None and (known := _idempotent(connection, job.owner, idempotency)):
                return known
            if limits is not None:
                _require_room(connection, job, limits)
            connection.execute(insert(JOBS).values(job_values(job) | changes.stamp(connection)))
            if idempotency is not None:
                connection.execute(
                    insert(KEYS).values(
                        owner=job.owner,
                        key=idempotency.key,
                        fingerprint=idempotency.fingerprint,
                        job_id=job.id,
                        created=job.created,
                    )
                )
        return job

    def find_idempotent(self, owner: str, idempotency: IdempotencyKey) -> Job | None:
        """See `JobRepository.find_idempotent`."""
        with self._database.reading() as connection:
            return _idempotent(connection, owner, idempotency)

    def get(self, job_id: str) -> Job:
        """See `JobRepository.get`."""
        with self._database.reading() as connection:
            return _get(connection, job_id)

    def get_many(self, job_ids: Sequence[str]) -> Mapping[str, Job]:
        """See `JobRepository.get_many`."""
        found: list[Job] = []
        with self._database.reading() as connection:
            for start in range(0, len(job_ids), _MAX_VARIABLES):
                some = job_ids[start : start + _MAX_VARIABLES]
                found += _jobs(connection, select(JOBS).where(JOBS.c.id.in_(some)))
        return {job.id: job for job in found}

    def update(
        self,
        job_id: str,
        change: Callable[[Job], Job],
        *,
        revision: Callable[[Job], Revision] | None = None,
        text: str | None = None,
        limits: OwnerLimits | None = None,
    ) -> Job:
        """See `JobRepository.update`."""
        for _ in range(_MAX_COLLISIONS):
            with self._database.writing() as connection:
                before = _get(connection, job_id)
                changed = change(before)
                if changed is before:
                    return before
                after = replace(changed, version=before.version + 1)
                if limits is not None:
                    self._lock_owner(connection, after.owner)
                    _require_bytes(connection, after, limits)
                if _compare_and_set(connection, before, after):
                    if revision is not None:
                        connection.execute(insert(REVISIONS).values(revision_values(revision(after))))
                    if text is not None:
                        _keep_text(connection, job_id, text)
                    outbox.record(connection, before, after)
                    return after
        raise ConflictError("The job is being changed by too many at once.", hint="Try again.")

    def delete(self, job_id: str) -> None:
        """See `JobRepository.delete`."""
        with self._database.writing() as connection:
            connection.execute(delete(JOBS).where(JOBS.c.id == job_id))

    def list_jobs(self, wanted: JobFilter, *, limit: int, cursor: str | None = None) -> JobPage:
        """See `JobRepository.list_jobs`."""
        with self._database.reading() as connection:
            jobs = _jobs(connection, queries.page(wanted, limit=limit, cursor=cursor))
        more = len(jobs) > limit
        return JobPage(
            jobs=tuple(jobs[:limit]), next_cursor=queries.cursor_after(jobs[limit - 1]) if more else None
        )

    def count(self, wanted: JobFilter) -> Mapping[JobState, int]:
        """See `JobRepository.count`."""
        with self._database.reading() as connection:
            found = {row.state: int(row.total) for row in connection.execute(queries.counts(wanted))}
        return {state: found.get(state.value, 0) for state in JobState}

    def claimable(self, now: datetime, *, limit: int) -> Sequence[Job]:
        """See `JobRepository.claimable`."""
        with self._database.reading() as connection:
            return _jobs(connection, queries.claimable(now, limit=limit))

    def changes(self, after: str | None, *, owner: str | None = None) -> JobChanges:
        """See `JobRepository.changes`."""
        since = None if after is None else changes.read(after)
        with self._database.reading() as connection:
            if since is None:
                return JobChanges(jobs=(), cursor=changes.written(changes.now(connection)))
            rows = [row._asdict() for row in connection.execute(changes.changed_since(since, owner))]
        moment = max([since, *(row["changed"] for row in rows)])
        return JobChanges(jobs=tuple(job_of(row) for row in rows), cursor=changes.written(moment))

    def expired(self, now: datetime, *, limit: int) -> Sequence[Job]:
        """See `JobRepository.expired`."""
        with self._database.reading() as connection:
            return _jobs(connection, queries.expired(now, limit=limit))

    def revisions(self, job_id: str) -> Sequence[Revision]:
        """See `JobRepository.revisions`."""
        query = select(REVISIONS).where(REVISIONS.c.job_id == job_id).order_by(REVISIONS.c.number)
        with self._database.reading() as connection:
            return [revision_of(row._asdict()) for row in connection.execute(query)]

    def revision(self, job_id: str, number: int) -> Revision:
        """See `JobRepository.revision`."""
        query = select(REVISIONS).where(REVISIONS.c.job_id == job_id, REVISIONS.c.number == number)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise NotFoundError(f"There is no revision {number} of this transcript.")
        return revision_of(row._asdict())

    def forget_idempotency(self, before: datetime) -> int:
        """See `JobRepository.forget_idempotency`."""
        with self._database.writing() as connection:
            return connection.execute(delete(KEYS).where(KEYS.c.created < before)).rowcount

    def check(self) -> None:
        """See `JobRepository.check`."""
        require_current(self._database)

    def _lock_owner(self, connection: Connection, owner: str) -> None:
        # On SQLite the transaction is the only writer already; PostgreSQL's would both see room for one more.
        if not self._database.is_sqlite:
            connection.execute(sql("select pg_advisory_xact_lock(hashtext(:owner))"), {"owner": owner})


def _jobs(connection: Connection, query: Select[Any]) -> list[Job]:
    return [job_of(row._asdict()) for row in connection.execute(query)]


def _get(connection: Connection, job_id: str) -> Job:
    row = connection.execute(select(JOBS).where(JOBS.c.id == job_id)).one_or_none()
    if row is None:
        raise NotFoundError("There is no such job.")
    return job_of(row._asdict())


def _idempotent(connection: Connection, owner: str, idempotency: IdempotencyKey) -> Job | None:
    query = select(KEYS).where(KEYS.c.owner == owner, KEYS.c.key == idempotency.key)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    if row.fingerprint != idempotency.fingerprint:
        raise IdempotencyError(
            "This idempotency key was used for a different request.", hint="Use a new key for a new request."
        )
    return _get(connection, row.job_id)


def _require_room(connection: Connection, job: Job, limits: OwnerLimits) -> None:
    counted = func.count().filter(JOBS.c.state.in_(sorted(ACTIVE_STATES)))
    active = connection.execute(select(counted).where(JOBS.c.owner == job.owner)).scalar_one()
    if limits.active_jobs is not None and active >= limits.active_jobs:
        raise LimitExceededError(
            f"You have {active} unfinished jobs, which is the limit.",
            hint="Wait for one to finish, or cancel one.",
        )
    _require_bytes(connection, job, limits)


def _require_bytes(connection: Connection, job: Job, limits: OwnerLimits) -> None:
    if limits.stored_bytes is None:
        return
    others = func.coalesce(func.sum(JOBS.c.recording_size).filter(JOBS.c.id != job.id), 0)
    stored = connection.execute(select(others).where(JOBS.c.owner == job.owner)).scalar_one()
    if stored + job.recording.size > limits.stored_bytes:
        raise LimitExceededError(
            f"Your recordings would need {stored + job.recording.size} bytes of {limits.stored_bytes}.",
            hint="Delete jobs that you need no more.",
        )


def _keep_text(connection: Connection, job_id: str, text: str) -> None:
    connection.execute(delete(TEXTS).where(TEXTS.c.job_id == job_id))
    connection.execute(insert(TEXTS).values(job_id=job_id, text_folded=fold(text)))


def _compare_and_set(connection: Connection, before: Job, after: Job) -> bool:
    condition = (JOBS.c.id == before.id) & (JOBS.c.version == before.version)
    # What did not change is not written, so that what a newer program keeps in the record stays there.
    old, new = job_values(before), job_values(after)
    changed = {name: value for name, value in new.items() if value != old[name]}
    values = changed | changes.stamp(connection)
    return connection.execute(update(JOBS).where(condition).values(values)).rowcount == 1
