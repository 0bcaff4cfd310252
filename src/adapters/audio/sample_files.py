"""Where decoded samples are written: one raw float32 file a waveform."""

import os
from collections.abc import Sequence

import numpy as np

from exact_transcription.adapters.audio.resampling import Planes


class SampleFiles:
    """Writes to file descriptors that the parent process opened."""

    def __init__(self, descriptors: Sequence[int]) -> None:
        self._descriptors = tuple(descriptors)
        self._length = 0

    def __len__(self) -> int:
        """Samples written to each file."""
        return self._length

    def write(self, rows: Planes) -> None:
        """Append samples of shape (waveforms, samples)."""
        for descriptor, row in zip(self._descriptors, rows, strict=False):
            _write_all(descriptor, np.ascontiguousarray(row).data.cast("B"))
        self._length += rows.shape[1]

    def skip(self, samples: int) -> None:
        """Append silence, as a hole that takes no room on disk."""
        self._length += samples
        for descriptor in self._descriptors:
            os.lseek(descriptor, self._length * 4, os.SEEK_SET)

    def restart(self) -> None:
        """Forget everything."""
        self._length = 0
        for descriptor in self._descriptors:
            os.ftruncate(descriptor, 0)
            os.lseek(descriptor, 0, os.SEEK_SET)

    def finish(self) -> None:
        """Give every file its full length, also where it ends in silence."""
        for descriptor in self._descriptors:
            os.ftruncate(descriptor, self._length * 4)


def _write_all(descriptor: int, data: memoryview) -> None:
    while data:
        data = data[os.write(descriptor, data) :]
