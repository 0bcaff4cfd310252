"""What a worker does at the end of a job."""

from datetime import timedelta

from exact_transcription.container import Container
from exact_transcription.core.domain.job import Job
from exact_transcription.core.domain.job_transitions import claim, succeed
from exact_transcription.core.domain.revision import Revision, RevisionKind
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.usecases.store_transcript import facts_of, store_transcript
from tests.fakes.transcripts import a_transcript


def finish(container: Container, job_id: str, transcript: Transcript | None = None) -> Job:
    """Give a job a transcript."""
    made = transcript or a_transcript()
    now = container.clock().now()
    container.jobs().update(job_id, lambda at: claim(at, holder="w", now=now, lease=timedelta(minutes=1)))
    stored = store_transcript(container.blobs(), job_id, made)

    def revision(after: Job) -> Revision:
        return Revision(
            job_id=job_id,
            number=after.revision,
            kind=RevisionKind.TRANSCRIBED,
            blob=stored.blob,
            sha256=stored.sha256,
            author=after.owner,
            created=now,
            base=after.revision - 1,
        )

    job: Job = container.jobs().update(
        job_id,
        lambda at: succeed(at, holder="w", now=now, progress=at.progress, transcript=facts_of(made)),
        revision=revision,
        text=made.text,
    )
    return job
