"""The canonical JSON document, version 1. Changing a type here changes the published schema.

Within version 1 fields are only added, with defaults, so a reader ignores what it does not know.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from exact_transcription.core.domain.pause import PauseKind
from exact_transcription.core.domain.word import Provenance, WordFlag

FORMAT = "exact-transcription"
VERSION = "1.2"

Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False, description="Seconds from the beginning.")]
Length = Annotated[float, Field(ge=0, allow_inf_nan=False, description="Seconds.")]
Share = Annotated[float, Field(ge=0, le=1, description="0 to 1.")]
SpeakerId = Annotated[str | None, Field(description="Id of a speaker, null where nobody was told apart.")]


class Part(BaseModel):
    """Base of all parts of the document."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Span(Part):
    """Something that happens from `start` (included) to `end` (excluded)."""

    start: Seconds
    end: Seconds


class WordPart(Span):
    """One word."""

    text: str = Field(min_length=1, description="As written, with its punctuation.")
    confidence: Share
    provenance: Provenance = Field(description="Where the time comes from.")
    speaker: SpeakerId = None
    flags: tuple[WordFlag, ...] = Field((), description="Why it deserves a second look, sorted.")


class ScoresPart(Part):
    """The recogniser's own scores of a segment."""

    avg_logprob: float
    no_speech_prob: float
    compression_ratio: float
    temperature: float = 0.0


class SegmentPart(Span):
    """A stretch of recognised text."""

    text: str
    speaker: SpeakerId = None
    words: tuple[int, int] = Field(description="Index of its first word in `words`, and after its last.")
    scores: ScoresPart | None = None
    paragraph: bool | None = Field(
        None,
        description="What a person says of its beginning where its speaker was speaking already: true if a "
        "paragraph begins there, false if the one before goes on; since 1.2.",
    )


class TurnPart(Span):
    """A span in which one speaker talks; turns of different speakers may overlap."""

    speaker: str


class PausePart(Span):
    """A measured silence."""

    kind: PauseKind
    speaker: SpeakerId = None
    next_speaker: SpeakerId = None
    tolerance: Length = Field(description="How far each edge may be off, in seconds.")


class OverlapPart(Span):
    """A span in which two or more talk at once."""

    speakers: tuple[str, ...] = Field(min_length=2)


class SpeakerPart(Part):
    """A person heard in the recording."""

    id: str
    name: str | None = None


class MediaPart(Part):
    """The recording."""

    name: str = ""
    container: str = ""
    codec: str = ""
    sample_rate: int = 0
    channels: int = 0


class NoticePart(Part):
    """Something that a reader of the transcript should know."""

    code: str
    message: str
    start: Seconds | None = None
    end: Seconds | None = None


class StagePart(Part):
    """One stage of the pipeline."""

    name: str
    seconds: float
    model: str = ""
    loading: float = 0.0


class ReportPart(Part):
    """How the transcript was made and what to be careful about."""

    program: str = ""
    language_confidence: Share | None = None
    noise_floor_db: float | None = None
    notices: tuple[NoticePart, ...] = ()
    stages: tuple[StagePart, ...] = ()


class TranscriptDocument(Part):
    """Who said what, exactly when, with measured pauses. All times are seconds in full precision."""

    model_config = ConfigDict(title="Exact Transcription transcript")

    format: Literal["exact-transcription"]
    version: str = Field(pattern=r"^1\.\d+$")
    language: str = Field(description="ISO 639-1 code of the text.")
    translated_from: str | None = Field(
        None, description="ISO 639-1 code of what was spoken, where the text is a translation; since 1.1."
    )
    duration: Length
    media: MediaPart = MediaPart()
    speakers: tuple[SpeakerPart, ...] = ()
    words: tuple[WordPart, ...] = ()
    segments: tuple[SegmentPart, ...] = ()
    turns: tuple[TurnPart, ...] = ()
    pauses: tuple[PausePart, ...] = ()
    overlaps: tuple[OverlapPart, ...] = ()
    report: ReportPart = ReportPart()
