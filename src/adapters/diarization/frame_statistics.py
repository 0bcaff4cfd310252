"""Means and deviations of a speaker network's frames, from which embeddings of any stretch are put together.

The frames themselves are too many to keep until it is known who talks when. CAM++ only pools them, so their
mean and standard deviation in cells of 0.2 s do as well: 37 MB for an hour, and only while it is diarized.
"""

from math import ceil

import torch

from exact_transcription.adapters.diarization.camplusplus import FRAMES_PER_SECOND
from exact_transcription.core.domain.time_span import TimeSpan

_CELL = 10
"""Frames."""
_CELLS_PER_SECOND = FRAMES_PER_SECOND / _CELL


class FrameStatistics:
    """Cells of one recording."""

    def __init__(self) -> None:
        self._blocks: dict[int, torch.Tensor] = {}
        self._size = 1

    def add(self, first: int, frames: torch.Tensor) -> None:
        """Keep what is to be known of frames.

        Args:
            first: number of the first frame; a multiple of how many come at once.
            frames: shape (features, frames), always as many, a multiple of a cell.
        """
        cells = frames.unflatten(1, (-1, _CELL))
        deviation, mean = torch.std_mean(cells, dim=2, correction=0)
        self._size = cells.shape[1]
        self._blocks[first // frames.shape[1]] = torch.stack((mean, deviation)).half().cpu()

    def pooled(self, span: TimeSpan) -> torch.Tensor | None:
        """Statistics of a stretch, as pyannote's pooling gives them of its frames.

        Cells at its edges count as far as they lie inside.

        Returns:
            Means, then standard deviations, shape (2 * features,); None where no frames were computed.
        """
        start, end = span.start * _CELLS_PER_SECOND, span.end * _CELLS_PER_SECOND
        numbers = range(int(start), ceil(end))
        known = [number for number in numbers if number // self._size in self._blocks]
        if not known:
            return None
        cells = torch.stack([self._cell(number) for number in known]).float()
        inside = [min(number + 1.0, end) - max(float(number), start) for number in known]
        counts = _CELL * torch.tensor(inside)[:, None]
        means, deviations = cells[:, 0], cells[:, 1]
        total = counts.sum()
        mean = (counts * means).sum(dim=0) / total
        squares = (counts * (deviations.square() + (means - mean).square())).sum(dim=0)
        return torch.cat((mean, (squares / (total - 1.0).clamp_min(1.0)).sqrt()))

    def _cell(self, number: int) -> torch.Tensor:
        return self._blocks[number // self._size][:, :, number % self._size]
