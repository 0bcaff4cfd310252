"""The frames of a speaker network, computed once over a recording instead of once for each chunk.

Chunks overlap by nine tenths, so a chunk's frames are those of its neighbours. Blocks of 10 s go through
the network with a second of context on both sides, and filter banks are centred over the 10 s around each
frame, where the stock pipeline centres them over a chunk. Only blocks in which somebody talks are computed,
and only the last few are kept.
"""

import numpy as np
import numpy.typing as npt
import torch

from exact_transcription.adapters.diarization.camplusplus import (
    CHANNELS,
    FRAMES_PER_SECOND,
    STRIDE,
    CamPlusPlus,
)
from exact_transcription.adapters.diarization.filter_bank import FRAME_LENGTH, FRAME_SHIFT, filter_bank
from exact_transcription.adapters.diarization.frame_statistics import FrameStatistics
from exact_transcription.core.domain.waveform import SAMPLE_RATE

_SECOND = SAMPLE_RATE // FRAME_SHIFT
_BLOCK = 10 * _SECOND
_CONTEXT = 1 * _SECOND
_CENTRING = 10 * _SECOND
_RATIO = STRIDE // FRAME_SHIFT


class SharedFrames:
    """Frames of one recording, asked for in windows that move forward."""

    def __init__(
        self,
        network: CamPlusPlus,
        samples: npt.NDArray[np.float32],
        device: torch.device,
        keep: FrameStatistics | None = None,
    ) -> None:
        """Compute nothing yet.

        Args:
            network: the speaker network.
            samples: the recording, shape (samples,), at 16 kHz.
            device: where the network is.
            keep: is given the statistics of all frames that are computed.
        """
        self._network = network
        self._samples = samples
        self._device, self._keep = device, keep
        self._blocks: dict[int, torch.Tensor] = {}

    def window(self, start: float, duration: float) -> torch.Tensor:
        """Frames of a stretch of the recording, which may reach past its end.

        Args:
            start: seconds; not before the start of an earlier call.
            duration: seconds.

        Returns:
            Shape (features, frames), 50 frames a second.
        """
        first = round(start * FRAMES_PER_SECOND)
        last = first + round(duration * FRAMES_PER_SECOND)
        size = _BLOCK // _RATIO
        wanted = range(first // size, (last - 1) // size + 1)
        for old in [index for index in self._blocks if index < wanted.start]:
            del self._blocks[old]
        for index in wanted:
            if index not in self._blocks:
                self._blocks[index] = self._block(index)
                if self._keep is not None:
                    self._keep.add(index * size, self._blocks[index])
        joined = torch.cat([self._blocks[index] for index in wanted], dim=1)
        return joined[:, first - wanted.start * size : last - wanted.start * size]

    def _block(self, index: int) -> torch.Tensor:
        """Frames of one block, shape (features, 500), zeros where the recording has ended."""
        start = index * _BLOCK
        margin = _CONTEXT + _CENTRING // 2
        banks, offset = self._banks(start - margin, start + _BLOCK + margin)
        centred = banks - _running_mean(banks)
        before = min(_CONTEXT, start)
        inner = centred[start - before - offset : start + _BLOCK + _CONTEXT - offset]
        size = _BLOCK // _RATIO
        if len(inner) <= before:
            return torch.zeros((CHANNELS, size), device=self._device)
        frames = self._network.forward_features(inner[None])[0, :, before // _RATIO :][:, :size]
        return torch.nn.functional.pad(frames, (0, size - frames.shape[1]))

    def _banks(self, first: int, last: int) -> tuple[torch.Tensor, int]:
        """Filter banks of frames `first` to `last`, as far as there are any, and the number of the first."""
        first = max(0, first)
        piece = self._samples[first * FRAME_SHIFT : (last - 1) * FRAME_SHIFT + FRAME_LENGTH]
        if len(piece) < FRAME_LENGTH:
            piece = np.pad(piece, (0, FRAME_LENGTH - len(piece)))
        return filter_bank(torch.from_numpy(np.array(piece))[None].to(self._device))[0], first


def _running_mean(banks: torch.Tensor) -> torch.Tensor:
    """Mean over the 10 s around each frame, or over what there is of them; shape as `banks`."""
    sums = torch.nn.functional.pad(banks.double().cumsum(dim=0), (0, 0, 1, 0))
    frames = torch.arange(len(banks), device=banks.device)
    low = (frames - _CENTRING // 2).clamp_min(0)
    high = (frames + _CENTRING // 2 + 1).clamp_max(len(banks))
    return ((sums[high] - sums[low]) / (high - low)[:, None]).to(banks.dtype)
