"""Making transcripts searchable that are older than the search."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from exact_transcription.core.domain.job import Job, TranscriptFacts
from exact_transcription.core.ports.job_repository import JobFilter, JobRepository
from exact_transcription.core.usecases.store_transcript import ReadTranscript, facts_of

_PAGE = 200


class IndexTranscripts:
    """Keeps text, length, language and number of speakers of transcripts whose records lack them."""

    def __init__(self, *, jobs: JobRepository, read: ReadTranscript) -> None:
        """Complete the records of `jobs`."""
        self._jobs, self._read = jobs, read

    def execute(self) -> Iterator[str]:
        """Complete all that lack them, the newest first; yields the id of each job when it is done.

        May be stopped and begun again, and run beside everything else.
        """
        cursor = None
        while True:
            page = self._jobs.list_jobs(JobFilter(), limit=_PAGE, cursor=cursor)
            for job in page.jobs:
                if job.revision and job.transcript is None:
                    transcript = self._read.execute(job.id, number=job.revision).transcript
                    change = partial(_completed, revision=job.revision, facts=facts_of(transcript))
                    self._jobs.update(job.id, change, text=transcript.text)
                    yield job.id
            cursor = page.next_cursor
            if cursor is None:
                return


def _completed(job: Job, *, revision: int, facts: TranscriptFacts) -> Job:
    # A newer revision has brought its own.
    lacks = job.transcript is None and job.revision == revision
    return replace(job, transcript=facts) if lacks else job
