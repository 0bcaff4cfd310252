"""What a transcript says about its own making."""

from dataclasses import dataclass

from exact_transcription.core.domain.time_span import TimeSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something that a reader of the transcript should know.

    Attributes:
        code: stable, for programs, e.g. `truncated_media`.
        message: one sentence for people.
        span: the part of the recording that it is about, or None for all of it.
    """

    code: str
    message: str
    span: TimeSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReport:
    """One stage of the pipeline.

    Attributes:
        name: the stage.
        seconds: wall time of its work.
        model: what did the work, or an empty string.
        loading: wall time that importing and loading its models took beside that, in seconds; 0 where they
            were loaded already.
    """

    name: str
    seconds: float
    model: str = ""
    loading: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How a transcript was made and what to be careful about.

    Attributes:
        language_confidence: 0 to 1, or None where the language was given.
        notices: in order of time, those without a time first.
        stages: in the order of the pipeline.
        noise_floor_db: level of the recording's own background, dB relative to full scale, or None.
        program: name and version of what made the transcript.
    """

    language_confidence: float | None = None
    notices: tuple[Notice, ...] = ()
    stages: tuple[StageReport, ...] = ()
    noise_floor_db: float | None = None
    program: str = ""
