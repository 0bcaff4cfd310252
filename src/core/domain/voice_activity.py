"""Where somebody talks, and the frame scores that it was worked out from."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from exact_transcription.core.domain.time_span import TimeSpan


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Segmentation:
    """Local speaker activity in overlapping chunks, as pyannote's segmentation models give it.

    Attributes:
        model: identifies the weights, so that a diarizer only reuses scores of its own model.
        activity: shape (chunks, frames, local speakers), uint8: 1 where that local speaker talks.
        chunk_duration: seconds a chunk covers.
        chunk_step: seconds from one chunk's start to the next; chunk 0 starts at 0 s.
    """

    model: str
    activity: npt.NDArray[np.uint8]
    chunk_duration: float
    chunk_step: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VoiceActivity:
    """Where somebody talks.

    Attributes:
        speech: sorted, disjoint spans.
        scores: shape (frames,), float32: probability that anybody talks, one a frame.
        frame_step: seconds from one frame's middle to the next.
        frame_start: the middle of frame 0, in seconds.
        segmentation: what the scores were made from, for a diarizer to use again; None if not kept.
    """

    speech: tuple[TimeSpan, ...]
    scores: npt.NDArray[np.float32]
    frame_step: float
    frame_start: float = 0.0
    segmentation: Segmentation | None = None
