"""From a codec's frames to planar float32 at 16 kHz, channel by channel."""

from typing import Any

import av
import numpy as np
import numpy.typing as npt

from exact_transcription.core.domain.waveform import SAMPLE_RATE

Planes = npt.NDArray[np.float32]
"""Shape (channels, samples)."""


class Resampler:
    """FFmpeg's libswresample: a windowed-sinc filter, so nothing above 8 kHz folds back into speech.

    Frames are collected to a second before they are resampled: codecs give some 20 ms at a time, and a call
    costs more than its work then.
    """

    def __init__(self) -> None:
        self._key: tuple[str, str, int] | None = None
        self._queue: Any = None
        self._vendor: Any = None

    def fits(self, frame: Any) -> bool:
        """Whether a frame continues the present stream; if not, `flush` comes before it."""
        return self._key is None or self._key == _key(frame)

    def push(self, frame: Any) -> list[Planes]:
        """Take in a frame; gives samples about once a second."""
        if self._vendor is None:
            self._key = _key(frame)
            self._queue = av.AudioFifo()
            self._vendor = av.AudioResampler(format="flt", layout=frame.layout, rate=SAMPLE_RATE)
        # A hole in the clock is filled by the caller; neither queue nor filter must see the times at all.
        frame.pts = None
        self._queue.write(frame)
        return self._resample() if self._queue.samples >= frame.sample_rate else []

    def flush(self) -> list[Planes]:
        """What was held back; afterwards a new stream may begin."""
        if self._vendor is None:
            return []
        rest = [*self._resample(), *(_planes(out) for out in self._vendor.resample(None) if out)]
        self._vendor = self._queue = self._key = None
        return rest

    def _resample(self) -> list[Planes]:
        frame = self._queue.read()
        if frame is None:
            return []
        frame.pts = None
        return [_planes(out) for out in self._vendor.resample(frame)]


def _key(frame: Any) -> tuple[str, str, int]:
    return frame.format.name, frame.layout.name, frame.sample_rate


def _planes(frame: Any) -> Planes:
    # Interleaved, since PyAV 18 crashes when it reads the planes of a frame with eight or more channels.
    interleaved: Planes = frame.to_ndarray().reshape(-1, frame.layout.nb_channels)
    return interleaved.T
