"""One score a frame out of the scores of overlapping chunks."""

import numpy as np
import numpy.typing as npt


class FrameAverage:
    """Mean over all chunks that see a frame, each weighted by how central the frame is in it.

    The Hamming weights are those of pyannote's overlap-add: at a chunk's edge a model knows only one side.
    """

    def __init__(self, *, frame_step: float, chunk_duration: float, chunk_step: float, chunks: int) -> None:
        """Make room for `chunks` chunks; all times in seconds."""
        self._frame_step = frame_step
        self._chunk_step = chunk_step
        frames = round((chunk_duration + (chunks - 1) * chunk_step) / frame_step) + 1
        self._sum = np.zeros(frames, dtype=np.float64)
        self._weight = np.zeros(frames, dtype=np.float64)

    def add(self, chunk: int, scores: npt.NDArray[np.float32]) -> None:
        """Add the scores of chunk number `chunk`, shape (frames in a chunk,)."""
        start = round(chunk * self._chunk_step / self._frame_step)
        window = np.hamming(len(scores))
        self._sum[start : start + len(scores)] += window * scores
        self._weight[start : start + len(scores)] += window

    def result(self) -> npt.NDArray[np.float32]:
        """Shape (frames,); 0 where no chunk gave a score."""
        return np.divide(
            self._sum, self._weight, out=np.zeros_like(self._sum), where=self._weight > 0
        ).astype(np.float32)
