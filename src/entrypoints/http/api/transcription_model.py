"""A job as the API shows it."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from exact_transcription.core.domain.job import Job, JobState, Recording
from exact_transcription.core.domain.transcription_options import Task, TranscriptionOptions


class SpeakerLimits(BaseModel):
    """How many speakers to look for; nothing: find out."""

    exact: int | None = None
    minimum: int | None = None
    maximum: int | None = None


class PauseLimits(BaseModel):
    """Which silences are reported."""

    shortest: float = Field(description="In seconds; shorter silences are not reported.")
    lapse: float = Field(description="In seconds; a silence between turns that is as long is a lapse.")


class Options(BaseModel):
    """How a recording is transcribed."""

    profile: str = Field(description="Family of models: `auto`, `offline`, `standard`.")
    model: str | None = Field(description="The recogniser's model, or null for the profile's own.")
    task: Task = Field(description="Whether the text is what is said, or its translation into English.")
    language: str | None = Field(description="ISO 639 code, or null to find it out.")
    speakers: SpeakerLimits
    diarize: bool = Field(description="Whether speakers are told apart.")
    hotwords: list[str] = Field(description="Words and names that are likely to occur.")
    initial_prompt: str = Field(description="Text that the recording continues.")
    beam_size: int = Field(description="Hypotheses that the recogniser keeps.")
    channels: Literal["mix", "separate"] = Field(description="`separate`: each channel is one speaker.")
    pauses: PauseLimits

    @classmethod
    def of(cls, options: TranscriptionOptions) -> "Options":
        """Show options; what later versions add is left out."""
        return cls.model_validate(options.as_dict())


class Stage(BaseModel):
    """How far one stage of the pipeline is."""

    stage: str
    fraction: float = Field(description="0 to 1.")
    seconds: float | None = Field(description="Wall time that it took, or null while it is not finished.")


class RecordingFile(BaseModel):
    """What was handed in."""

    name: str
    size: int = Field(description="Bytes; 0 while they are still to be fetched.")
    sha256: str = Field(description="Empty until a worker has read all of it, where nobody did before.")
    url: str | None = Field(description="Where it is still to be fetched from; null once it is here.")

    @classmethod
    def of(cls, recording: Recording) -> "RecordingFile":
        """Show a recording."""
        return cls(
            name=recording.name,
            size=recording.size,
            sha256=recording.sha256,
            url=recording.url or None,
        )


class Failure(BaseModel):
    """Why the last execution failed."""

    code: str
    message: str
    hint: str


class Transcription(BaseModel):
    """A recording and what has become of it."""

    id: str
    title: str
    state: JobState
    stage: str | None = Field(description="The stage that it is in.")
    fraction: float = Field(description="How much of that stage is done, 0 to 1.")
    stages: list[Stage]
    created: datetime
    started: datetime | None
    finished: datetime | None
    expires: datetime | None = Field(description="When it is deleted with its recording; null for never.")
    recording: RecordingFile
    options: Options
    priority: int
    attempts: int
    failure: Failure | None
    cancel_requested: bool
    revision: int = Field(description="Number of the transcript's newest revision; 0 while there is none.")
    version: int = Field(description="Counts changes of this record; the id of the event that tells of it.")
    duration: float | None = Field(description="Seconds of the recording, once it has a transcript.")
    language: str | None = Field(description="ISO 639 code of the transcript's language.")
    speakers: int | None = Field(description="How many speakers the transcript has.")

    @classmethod
    def of(cls, job: Job) -> "Transcription":
        """Show a job."""
        same = ("id", "title", "state", "fraction", "created", "started", "finished", "expires", "priority")
        more = ("attempts", "cancel_requested", "revision", "version")
        failure, transcript = job.failure, job.transcript
        return cls(
            **{name: getattr(job, name) for name in (*same, *more)},
            stage=job.stage or None,
            stages=[Stage.model_validate(each, from_attributes=True) for each in job.progress.stages],
            recording=RecordingFile.of(job.recording),
            options=Options.of(job.options),
            failure=Failure(code=failure.code, message=failure.message, hint=failure.hint)
            if failure
            else None,
            duration=transcript.duration if transcript else None,
            language=transcript.language if transcript else None,
            speakers=transcript.speakers if transcript else None,
        )
