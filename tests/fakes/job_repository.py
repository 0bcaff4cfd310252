"""Jobs in a dictionary."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from exact_transcription.core.domain.errors import (
    IdempotencyError,
    InvalidRequestError,
    LimitExceededError,
    NotFoundError,
    ServiceUnavailableError,
)
from exact_transcription.core.domain.job import ACTIVE_STATES, Job, JobState
from exact_transcription.core.domain.job_transitions import claimable
from exact_transcription.core.domain.revision import Revision
from exact_transcription.core.ports.job_repository import (
    IdempotencyKey,
    JobChanges,
    JobFilter,
    JobPage,
    OwnerLimits,
)


class FakeJobRepository:
    """One lock stands for transactions; `down` makes it not answer."""

    def __init__(self) -> None:
        self.jobs: dict[str, Job] = {}
        self.kept: dict[str, list[Revision]] = {}
        self.texts: dict[str, str] = {}
        self.keys: dict[tuple[str, str], tuple[str, str, datetime]] = {}
        self.changed: dict[str, int] = {}
        self.down = False
        self._lock = threading.RLock()

    def add(
        self, job: Job, *, idempotency: IdempotencyKey | None = None, limits: OwnerLimits | None = None
    ) -> Job:
        with self._lock:
            self.check()
            if idempotency is not None and (known := self.find_idempotent(job.owner, idempotency)):
                return known
            _require_room(self.jobs, job, limits or OwnerLimits())
            self.jobs[job.id] = job
            self._mark(job.id)
            if idempotency is not None:
                self.keys[job.owner, idempotency.key] = (idempotency.fingerprint, job.id, job.created)
        return job

    def find_idempotent(self, owner: str, idempotency: IdempotencyKey) -> Job | None:
        self.check()
        known = self.keys.get((owner, idempotency.key))
        if known is None:
            return None
        if known[0] != idempotency.fingerprint:
            raise IdempotencyError("other request")
        return self.jobs[known[1]]

    def get(self, job_id: str) -> Job:
        self.check()
        if job_id not in self.jobs:
            raise NotFoundError("no job")
        return self.jobs[job_id]

    def get_many(self, job_ids: Sequence[str]) -> Mapping[str, Job]:
        self.check()
        return {job_id: self.jobs[job_id] for job_id in job_ids if job_id in self.jobs}

    def update(
        self,
        job_id: str,
        change: Callable[[Job], Job],
        *,
        revision: Callable[[Job], Revision] | None = None,
        text: str | None = None,
        limits: OwnerLimits | None = None,
    ) -> Job:
        with self._lock:
            before = self.get(job_id)
            changed = change(before)
            if changed is before:
                return before
            after = replace(changed, version=before.version + 1)
            _require_bytes(self.jobs, after, limits or OwnerLimits())
            if revision is not None:
                self.kept.setdefault(job_id, []).append(revision(after))
            if text is not None:
                self.texts[job_id] = text
            self.jobs[job_id] = after
            self._mark(job_id)
        return after

    def delete(self, job_id: str) -> None:
        with self._lock:
            self.check()
            self.jobs.pop(job_id, None)
            self.kept.pop(job_id, None)
            self.texts.pop(job_id, None)
            self.keys = {key: value for key, value in self.keys.items() if value[1] != job_id}

    def list_jobs(self, wanted: JobFilter, *, limit: int, cursor: str | None = None) -> JobPage:
        self.check()
        found = sorted(self._matching(wanted), key=_place, reverse=True)
        if cursor is not None:
            if cursor not in self.jobs:
                raise InvalidRequestError("not a cursor")
            found = [job for job in found if _place(job) < _place(self.jobs[cursor])]
        page = tuple(found[:limit])
        return JobPage(jobs=page, next_cursor=page[-1].id if len(found) > limit else None)

    def count(self, wanted: JobFilter) -> Mapping[JobState, int]:
        self.check()
        found = [job.state for job in self._matching(wanted)]
        return {state: found.count(state) for state in JobState}

    def claimable(self, now: datetime, *, limit: int) -> Sequence[Job]:
        self.check()
        found = [job for job in self.jobs.values() if claimable(job, now)]
        return sorted(found, key=lambda job: (-job.priority, job.created, job.id))[:limit]

    def changes(self, after: str | None, *, owner: str | None = None) -> JobChanges:
        self.check()
        with self._lock:
            cursor = str(max(self.changed.values(), default=0))
            if after is None:
                return JobChanges(jobs=(), cursor=cursor)
            if not after.isdecimal():
                raise InvalidRequestError("not a cursor")
            ids = [each for each, at in self.changed.items() if at > int(after) and each in self.jobs]
            jobs = [self.jobs[each] for each in sorted(ids, key=self.changed.__getitem__)]
        return JobChanges(jobs=tuple(job for job in jobs if owner in {None, job.owner}), cursor=cursor)

    def _mark(self, job_id: str) -> None:
        self.changed[job_id] = max(self.changed.values(), default=0) + 1

    def expired(self, now: datetime, *, limit: int) -> Sequence[Job]:
        self.check()
        over = [job for job in self.jobs.values() if job.expires is not None and job.expires <= now]
        return [job for job in over if job.state.terminal][:limit]

    def revisions(self, job_id: str) -> Sequence[Revision]:
        self.check()
        return list(self.kept.get(job_id, []))

    def revision(self, job_id: str, number: int) -> Revision:
        for revision in self.revisions(job_id):
            if revision.number == number:
                return revision
        raise NotFoundError("no revision")

    def forget_idempotency(self, before: datetime) -> int:
        self.check()
        old = [key for key, value in self.keys.items() if value[2] < before]
        for key in old:
            del self.keys[key]
        return len(old)

    def check(self) -> None:
        if self.down:
            raise ServiceUnavailableError("down")

    def _matching(self, wanted: JobFilter) -> list[Job]:
        return [
            job
            for job in self.jobs.values()
            if (wanted.owner is None or job.owner == wanted.owner)
            and (not wanted.states or job.state in wanted.states)
            and (_found(wanted.text, job.title) or _found(wanted.text, self.texts.get(job.id, "")))
            and (wanted.created_from is None or job.created >= wanted.created_from)
            and (wanted.created_before is None or job.created < wanted.created_before)
        ]


def _found(text: str, within: str) -> bool:
    return " ".join(text.casefold().split()) in " ".join(within.casefold().split())


def _place(job: Job) -> tuple[datetime, str]:
    return job.created, job.id


def _require_room(jobs: Mapping[str, Job], job: Job, limits: OwnerLimits) -> None:
    own = [each for each in jobs.values() if each.owner == job.owner]
    active = sum(each.state in ACTIVE_STATES for each in own)
    if limits.active_jobs is not None and active >= limits.active_jobs:
        raise LimitExceededError("too many jobs")
    _require_bytes(jobs, job, limits)


def _require_bytes(jobs: Mapping[str, Job], job: Job, limits: OwnerLimits) -> None:
    own = [each for each in jobs.values() if each.owner == job.owner and each.id != job.id]
    stored = sum(each.recording.size for each in own) + job.recording.size
    if limits.stored_bytes is not None and stored > limits.stored_bytes:
        raise LimitExceededError("too many bytes")
