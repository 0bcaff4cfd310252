"""Measured silences and simultaneous talk."""

from dataclasses import dataclass
from enum import StrEnum

from exact_transcription.core.domain.errors import InvalidValueError
from exact_transcription.core.domain.time_span import TimeSpan


class PauseKind(StrEnum):
    """The kinds told apart by conversation analysis (Sacks, Schegloff & Jefferson 1974)."""

    MICROPAUSE = "micropause"
    """Shorter than 0.2 s."""
    PAUSE = "pause"
    """Within a speaker's turn."""
    GAP = "gap"
    """Between two speakers."""
    LAPSE = "lapse"
    """3 s or more between turns: talk stopped."""
    LATCH = "latch"
    """0.05 s or less between different speakers: the next begins as the last ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A silence measured in the audio.

    Attributes:
        kind: what kind of silence it is.
        span: when; its duration is the length of the pause.
        speaker: who spoke before, or None if nobody was told apart.
        next_speaker: who speaks after, or None.
        tolerance: how far each edge may be off, in seconds, judged from the evidence that placed it.
    """

    kind: PauseKind
    span: TimeSpan
    speaker: str | None
    next_speaker: str | None
    tolerance: float

    def __post_init__(self) -> None:
        if not self.tolerance >= 0.0:
            raise InvalidValueError(f"a pause's tolerance must be 0 or more; got {self.tolerance!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """A span in which two or more speakers talk at once.

    Attributes:
        span: when.
        speakers: ids of all who talk, sorted, at least two.
    """

    span: TimeSpan
    speakers: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.speakers) <= 1 or list(self.speakers) != sorted(set(self.speakers)):
            raise InvalidValueError(f"an overlap needs two or more sorted speakers; got {self.speakers!r}")
