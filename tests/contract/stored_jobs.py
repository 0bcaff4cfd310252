"""Jobs as the tests of repositories need them."""

from datetime import timedelta
from functools import partial
from typing import Any

from exact_transcription.core.domain.job import Job
from exact_transcription.core.domain.job_transitions import claim
from exact_transcription.core.domain.revision import Revision, RevisionKind
from exact_transcription.core.ports.job_repository import JobRepository
from tests.fakes.jobs import NOW, a_job

LEASE = timedelta(seconds=60)


def running(jobs: JobRepository, holder: str = "w1", **changes: Any) -> Job:
    """A job that `holder` works on."""
    job = jobs.add(a_job(**changes))
    return jobs.update(job.id, partial(claim, holder=holder, now=job.available, lease=LEASE))


def revision_of(job: Job, sha256: str = "a" * 64) -> Revision:
    """The revision that a job has when its transcript is there."""
    return Revision(
        job_id=job.id,
        number=job.revision,
        kind=RevisionKind.TRANSCRIBED,
        blob="jobs/x/transcripts/a.json",
        sha256=sha256,
        author="ada",
        created=NOW,
    )
