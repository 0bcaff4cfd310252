"""Decoded audio as every model in the field expects it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from exact_transcription.core.domain.errors import InvalidValueError
from exact_transcription.core.domain.time_span import TimeSpan

SAMPLE_RATE = 16_000
"""Samples a second. Whisper, wav2vec2 and pyannote's models were all trained at this rate."""


@dataclass(frozen=True, slots=True, eq=False)
class Waveform:
    """Mono audio.

    Attributes:
        samples: shape (samples,), float32, nominally within [-1, 1], read-only; may be memory-mapped.
    """

    samples: npt.NDArray[np.float32]

    def __post_init__(self) -> None:
        if self.samples.ndim != 1 or self.samples.dtype != np.float32:
            raise InvalidValueError(
                f"a waveform needs one-dimensional float32 samples; got shape {self.samples.shape}, "
                f"dtype {self.samples.dtype}"
            )
        if self.samples.flags.writeable:
            view = self.samples.view()
            view.flags.writeable = False
            object.__setattr__(self, "samples", view)

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return len(self.samples) / SAMPLE_RATE

    def cut(self, span: TimeSpan) -> npt.NDArray[np.float32]:
        """The samples of a span, read-only; shorter where the span reaches past the end."""
        return self.samples[round(span.start * SAMPLE_RATE) : round(span.end * SAMPLE_RATE)]
