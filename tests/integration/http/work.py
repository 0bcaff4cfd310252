"""What a worker does with the jobs of a test, without doing the work."""

from datetime import timedelta

from exact_transcription.container import Container
from exact_transcription.core.domain.job import LOCAL_OWNER, Job
from exact_transcription.core.domain.job_transitions import claim, succeed
from exact_transcription.core.domain.revision import Revision, RevisionKind
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.ports.job_repository import JobFilter
from exact_transcription.core.usecases.store_transcript import facts_of, store_transcript


def jobs_of(container: Container) -> tuple[Job, ...]:
    page = container.jobs().list_jobs(JobFilter(owner=LOCAL_OWNER), limit=50)
    jobs: tuple[Job, ...] = page.jobs
    return jobs


def finished(container: Container, transcript: Transcript, job: Job) -> None:
    """Do what a worker does at the end of a job."""
    now = container.clock().now()
    container.jobs().update(job.id, lambda at: claim(at, holder="w", now=now, lease=timedelta(minutes=1)))
    stored = store_transcript(container.blobs(), job.id, transcript)
    container.jobs().update(
        job.id,
        lambda at: succeed(at, holder="w", now=now, progress=at.progress, transcript=facts_of(transcript)),
        revision=lambda after: Revision(
            job_id=job.id,
            number=after.revision,
            kind=RevisionKind.TRANSCRIBED,
            blob=stored.blob,
            sha256=stored.sha256,
            author=LOCAL_OWNER,
            created=now,
            base=0,
        ),
        text=transcript.text,
    )
