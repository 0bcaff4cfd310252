"""One spoken word, when it was said, and how that is known."""

from dataclasses import dataclass
from enum import StrEnum

from exact_transcription.core.domain.errors import InvalidValueError
from exact_transcription.core.domain.time_span import TimeSpan


class Provenance(StrEnum):
    """Where a word's time comes from."""

    ALIGNED = "aligned"
    """The aligner placed it on the audio."""
    WILDCARD = "wildcard"
    """Characters unknown to the aligner, such as digits, placed by a wildcard."""
    INTERPOLATED = "interpolated"
    """Guessed between its neighbours."""
    ATTENTION = "attention"
    """The recogniser's cross-attention."""
    TRIMMED = "trimmed"
    """Placed, then shortened by measured silence that it had swallowed."""
    EDITED = "edited"
    """A person set it."""


class WordFlag(StrEnum):
    """Why a word deserves a second look."""

    OUTSIDE_TURNS = "outside_turns"
    """No speaker turn covers it; the nearest speaker was taken."""
    OVERLAPPED = "overlapped"
    """Somebody else talks at the same time."""
    UNCERTAIN_SPEAKER = "uncertain_speaker"
    """Two speakers' turns share it almost evenly."""
    SUSPECT_TEXT = "suspect_text"
    """The recogniser's text for this stretch looks invented, looped or garbled."""
    OVERLONG = "overlong"
    """It lasts longer than such a word can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word as written, with its time.

    Attributes:
        text: the word with its punctuation, without surrounding white space; never empty.
        span: when it was said.
        confidence: how sure the recogniser is that this is the word, 0 to 1.
        provenance: where `span` comes from.
        speaker: id of its speaker, or None where nobody was told apart.
        flags: why it deserves a second look; empty for most.
    """

    text: str
    span: TimeSpan
    confidence: float
    provenance: Provenance
    speaker: str | None = None
    flags: frozenset[WordFlag] = frozenset()

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise InvalidValueError("a word needs text")
        if not 0.0 <= self.confidence <= 1.0:
            raise InvalidValueError(f"confidence must be within 0..1; got {self.confidence!r}")
