"""A voice activity detector that takes everything loud for speech."""

import numpy as np

from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform
from exact_transcription.core.ports.progress import Progress

FRAME = 0.01


class FakeVoiceActivityDetector:
    """Compares the level of each hundredth of a second with a threshold."""

    model = "loudness"

    def __init__(self, *, threshold: float = 0.01) -> None:
        self._threshold = threshold

    def detect(self, waveform: Waveform, *, progress: Progress) -> VoiceActivity:
        size = round(FRAME * SAMPLE_RATE)
        samples = np.pad(waveform.samples, (0, -len(waveform.samples) % size)).reshape(-1, size)
        level = np.sqrt(np.square(samples).mean(axis=1))
        scores = np.minimum(level / (2 * self._threshold), 1.0).astype(np.float32)
        progress.advance(1.0)
        return VoiceActivity(
            speech=_spans(scores > 0.5, waveform.duration),
            scores=scores,
            frame_step=FRAME,
            frame_start=FRAME / 2,
        )


def _spans(loud: np.ndarray[tuple[int], np.dtype[np.bool_]], duration: float) -> tuple[TimeSpan, ...]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], loud, [False]]).astype(np.int8)))
    return tuple(
        TimeSpan(start=float(start) * FRAME, end=min(float(end) * FRAME, duration))
        for start, end in edges.reshape(-1, 2)
    )
