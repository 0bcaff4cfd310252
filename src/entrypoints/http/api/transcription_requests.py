"""What can be asked of transcriptions."""

from flask_openapi3.models.file import FileStorage
from pydantic import BaseModel, Field, Json, model_validator

from exact_transcription.core.domain.job import DEFAULT_PRIORITY, JobState
from exact_transcription.entrypoints.http.api.fields import Cursor, Limit, Priority, Sent, Text, Title
from exact_transcription.entrypoints.http.api.ids import Id
from exact_transcription.entrypoints.http.api.option_fields import OptionsAsked


class RecordingForm(Sent):
    """A recording, and how to transcribe it."""

    file: FileStorage = Field(description="Audio or video, in any format that FFmpeg reads.")
    title: Title | None = None
    priority: Priority = DEFAULT_PRIORITY
    options: Json[OptionsAsked] | None = Field(
        default=None, description="JSON of the shape `OptionsAsked`; what is left out keeps its default."
    )


class CreationHeaders(BaseModel):
    """What makes handing in the same request again harmless."""

    idempotency_key: str | None = Field(
        default=None,
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        description="Chosen by the client for this request, e.g. a UUID; an error with another request.",
    )


class RecordingElsewhere(Sent):
    """A recording that is a finished upload or on another server, and how to transcribe it."""

    upload: Id | None = Field(default=None, description="Id of a resumable upload that is complete.")
    url: Text | None = Field(
        default=None,
        max_length=2_048,
        description="Address of the recording, on a host that the operator allows.",
    )
    title: Title | None = None
    priority: Priority = DEFAULT_PRIORITY
    options: OptionsAsked | None = Field(default=None, description="What is left out keeps its default.")

    @model_validator(mode="after")
    def _one_place(self) -> "RecordingElsewhere":
        if (self.upload is None) is (self.url is None):
            raise ValueError("give either `upload` or `url`")
        return self


class TranscriptionQuery(Sent):
    """Which transcriptions, and which page of them."""

    state: list[JobState] = Field(default=[], description="Any of these; may be given several times.")
    q: Text = Field(
        default="",
        max_length=200,
        description="Part of the title or of what is said, without regard to case.",
    )
    limit: Limit = 50
    cursor: Cursor | None = None
