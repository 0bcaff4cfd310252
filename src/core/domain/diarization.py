"""Who talks when."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.voice_prints import VoicePrints


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A person heard in the recording.

    Attributes:
        id: stable within the transcript: `SPEAKER_00`, `SPEAKER_01`, … in order of first speaking.
        name: what a person calls them, or None while nobody did.
    """

    id: str
    name: str | None = None

    @property
    def label(self) -> str:
        """The name where there is one, else the id."""
        return self.name or self.id


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Turn:
    """A span in which one speaker talks; turns of different speakers may overlap."""

    span: TimeSpan
    speaker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerCount:
    """How many speakers to look for; all None means: find out."""

    exact: int | None = None
    minimum: int | None = None
    maximum: int | None = None

    def __post_init__(self) -> None:
        if any(n is not None and n < 1 for n in (self.exact, self.minimum, self.maximum)):
            raise InvalidRequestError("The number of speakers must be at least 1.")
        if self.exact is not None and (self.minimum is not None or self.maximum is not None):
            raise InvalidRequestError("Give either the exact number of speakers or its limits, not both.")
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise InvalidRequestError(
                f"The smallest number of speakers ({self.minimum}) is above the largest ({self.maximum})."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Diarization:
    """The result of telling speakers apart.

    Attributes:
        turns: sorted, with overlap between speakers.
        exclusive_turns: sorted, at every instant at most one speaker; for giving words to speakers.
        embeddings: speaker id to a unit vector, shape (dimension,), float32; comparable within one model.
        voices: how the pieces sound in which one person talks alone; None where the model does not tell.
    """

    turns: tuple[Turn, ...] = ()
    exclusive_turns: tuple[Turn, ...] = ()
    embeddings: Mapping[str, npt.NDArray[np.float32]] = field(default_factory=dict)
    voices: VoicePrints | None = None

    @property
    def speakers(self) -> tuple[str, ...]:
        """Speaker ids in order of first speaking."""
        return tuple(dict.fromkeys(turn.speaker for turn in sorted(self.turns)))
