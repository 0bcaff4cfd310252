"""One request to transcribe a recording, from being handed in to its result."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from exact_transcription.core.domain.errors import InvalidRequestError, InvalidValueError
from exact_transcription.core.domain.job_progress import JobProgress
from exact_transcription.core.domain.transcription_options import TranscriptionOptions

LOCAL_OWNER = "local"
"""Who owns the jobs of an installation without accounts."""

MAX_PRIORITY = 9
DEFAULT_PRIORITY = 5
MAX_TITLE_CHARACTERS = 300


class JobState(StrEnum):
    """Where a job is in its life."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def terminal(self) -> bool:
        """Whether nothing more happens unless somebody asks for it."""
        return self in {JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED}


ACTIVE_STATES = frozenset({JobState.QUEUED, JobState.RUNNING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """The right of one execution to work on a job; everybody else may take the job once it expired.

    Attributes:
        holder: names the execution, a new one at every claim.
        expires: when the right ends unless it is renewed.
    """

    holder: str
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFailure:
    """Why a job failed, or why it is tried again.

    Attributes:
        code: stable, for programs.
        message: one sentence for people.
        hint: what to do about it, or empty.
    """

    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What is to be transcribed.

    Attributes:
        name: file name as uploaded, for people only: it is never used as a path.
        blob: key of the bytes in the blob store.
        size: bytes; 0 while they are still to be fetched.
        sha256: hexadecimal digest of the bytes; empty until somebody has read all of them, which the first
            worker does at the latest.
        url: where they are still to be fetched from, or empty. It is forgotten when they are here, because
            addresses may hold secrets.
    """

    name: str
    blob: str
    size: int
    sha256: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptFacts:
    """What lists say of a transcript without reading it.

    Attributes:
        duration: seconds of the recording.
        language: ISO 639-1 code.
        speakers: how many.
    """

    duration: float
    language: str
    speakers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """The record that is the truth about a job; queues carry its id only.

    Attributes:
        id: unique, safe in paths and addresses.
        owner: id of the user that it belongs to.
        title: what people call it.
        recording: what is to be transcribed.
        options: how.
        priority: 0..9; higher ones are worked on first.
        state: where it is.
        progress: how far it is.
        created: when it was handed in; all times are UTC.
        available: not to be worked on before this time.
        enqueued: when a message with its id was last sent, or None if none was since it became `queued`.
        started: when the present or last execution began.
        finished: when it became succeeded, failed or cancelled.
        expires: when the recording and all results are deleted, or None for never.
        attempts: executions since it was handed in or handed in again.
        failure: why the last execution failed.
        lease: who works on it.
        cancel_requested: whether a person asked for it to stop.
        revision: number of the transcript's newest revision; 0 while there is none.
        transcript: what lists say of that revision.
        trace: W3C trace context of the request that handed it in, or empty where nothing is traced.
        beyond: options that a newer program wrote into the record and this one cannot read; only a newer
            worker can do such a job.
        version: counts changes of this record; also the id of the event that tells of the change.
    """

    id: str
    owner: str
    title: str
    recording: Recording
    options: TranscriptionOptions = field(default_factory=TranscriptionOptions)
    priority: int = DEFAULT_PRIORITY
    state: JobState = JobState.QUEUED
    progress: JobProgress = field(default_factory=JobProgress)
    created: datetime
    available: datetime
    enqueued: datetime | None = None
    started: datetime | None = None
    finished: datetime | None = None
    expires: datetime | None = None
    attempts: int = 0
    failure: JobFailure | None = None
    lease: Lease | None = None
    cancel_requested: bool = False
    revision: int = 0
    transcript: TranscriptFacts | None = None
    trace: str = ""
    beyond: tuple[str, ...] = ()
    version: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.priority <= MAX_PRIORITY:
            raise InvalidRequestError(f"The priority must be 0 to {MAX_PRIORITY}; got {self.priority}.")
        if len(self.title) > MAX_TITLE_CHARACTERS:
            raise InvalidRequestError(f"A title has at most {MAX_TITLE_CHARACTERS} characters.")
        if (self.state is JobState.RUNNING) is (self.lease is None):
            raise InvalidValueError("a job has a lease exactly while it is running")
        if self.state.terminal is (self.finished is None):
            raise InvalidValueError("a job has a time of finishing exactly when it is finished")

    @property
    def stage(self) -> str:
        """The stage that it is in, or an empty string."""
        return self.progress.current.stage if self.progress.current else ""

    @property
    def fraction(self) -> float:
        """How much of the present stage is done, 0..1."""
        return self.progress.current.fraction if self.progress.current else 0.0
