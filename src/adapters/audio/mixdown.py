"""From several channels to one without losing anybody.

The plain mean of all channels (without the subwoofer's) is right for nearly every recording and is used as
long as it keeps the sound. It cancels sound that is in opposite phase on two channels (a balanced line
recorded as stereo, a "wide" effect): then the channels are mixed with corrected signs or, if that cancels
something else, the single channel that keeps most is taken. The weights are constant over a recording, so
that nothing is modulated, and are judged from the channels' covariance second by second.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from exact_transcription.adapters.audio.levels import LevelMeter, finite, limited
from exact_transcription.core.domain.waveform import SAMPLE_RATE

Weights = npt.NDArray[np.float32]
"""Shape (channels,)."""

CANCELLED_DB = 6.0
"""A second of sound counts as lost if the mix keeps this much less of it than of uncorrelated channels. A
voice on only one of the channels loses 0 dB in this measure, one that is equal on all of them gains."""
TOLERATED_SHARE = 0.01
"""Share of the seconds with sound that the plain mean may lose."""
_SILENCE_DB = 60.0
_OPPOSED = -0.3
_MAX_BLOCKS = 4096


class ChannelStatistics:
    """Covariance of the channels block by block, in bounded memory.

    Blocks last a second at first; whenever there are too many, neighbours are merged.
    """

    def __init__(self, channels: int) -> None:
        self._channels = channels
        self._blocks: list[npt.NDArray[np.float64]] = []
        self._block_length = SAMPLE_RATE
        self._open = np.zeros((channels, channels))
        self._open_length = 0

    def add(self, samples: npt.NDArray[np.float32]) -> None:
        """Take in samples of shape (channels, samples); another number of channels is passed over."""
        if len(samples) != self._channels:
            return
        while samples.shape[1]:
            head = samples[:, : self._block_length - self._open_length]
            samples = samples[:, head.shape[1] :]
            self._open += (head @ head.T).astype(np.float64)
            self._open_length += head.shape[1]
            if self._open_length == self._block_length:
                self._close()

    def covariances(self) -> npt.NDArray[np.float64]:
        """Sums of products, shape (blocks, channels, channels)."""
        blocks = [*self._blocks, self._open] if self._open_length else self._blocks
        return np.array(blocks).reshape(-1, self._channels, self._channels)

    def _close(self) -> None:
        self._blocks.append(self._open)
        self._open, self._open_length = np.zeros_like(self._open), 0
        if len(self._blocks) >= _MAX_BLOCKS:
            self._blocks = [
                first + second for first, second in zip(self._blocks[::2], self._blocks[1::2], strict=True)
            ]
            self._block_length *= 2


def plain_weights(names: Sequence[str]) -> Weights:
    """The mean over all channels but the subwoofer's; `names` are FFmpeg's (`FL`, `FR`, `FC`, `LFE` …)."""
    heard = np.array([not name.startswith("LFE") for name in names], dtype=np.float32)
    if not heard.any():
        heard[:] = 1.0
    return np.asarray(heard / heard.sum(), dtype=np.float32)


def lost_share(covariances: npt.NDArray[np.float64], weights: Weights, plain: Weights) -> float:
    """Share of the blocks with sound that a mix by `weights` cancels, 0..1."""
    expected = np.einsum("bii,i->b", covariances, plain.astype(np.float64) ** 2)
    kept = np.einsum("bij,i,j->b", covariances, weights, weights, dtype=np.float64)
    loud = expected > max(expected.max(initial=0.0) * 10 ** (-_SILENCE_DB / 10), 1e-12)
    if not loud.any():
        return 0.0
    return float(np.mean(kept[loud] < expected[loud] * 10 ** (-CANCELLED_DB / 10)))


def best_weights(covariances: npt.NDArray[np.float64], plain: Weights) -> Weights:
    """The plain mean, unless it cancels sound that another mix keeps."""
    lost = lost_share(covariances, plain, plain)
    if lost <= TOLERATED_SHARE:
        return plain
    best = plain
    for candidate in _alternatives(covariances.sum(axis=0), plain):
        share = lost_share(covariances, candidate, plain)
        if share < lost:
            best, lost = candidate, share
    return best


def _alternatives(total: npt.NDArray[np.float64], plain: Weights) -> Iterator[Weights]:
    """Signs turned to agree with the loudest channel, then each channel alone, the loudest first."""
    power = np.where(plain > 0, np.diag(total), 0.0)
    order = np.argsort(-power, kind="stable")
    scale = np.sqrt(np.maximum(power * power[order[0]], 1e-30))
    yield np.where(total[order[0]] / scale < _OPPOSED, -plain, plain).astype(np.float32)
    for channel in order:
        if plain[channel] > 0:
            yield np.eye(len(plain), dtype=np.float32)[channel]


class Mixer:
    """Turns channels into waveforms: one mix, or each channel for itself."""

    def __init__(self, *, separate: bool) -> None:
        self._separate = separate
        self._waveforms = 1
        self._plain: Weights | None = None
        self._weights: Weights | None = None
        self._chosen: Weights | None = None
        self._statistics: ChannelStatistics | None = None
        self._levels: LevelMeter | None = LevelMeter()
        self._gain = 1.0

    @property
    def corrected(self) -> bool:
        """Whether the plain mean was given up for a mix that keeps more."""
        return self._chosen is not None

    @property
    def scaled(self) -> bool:
        """Whether the recording was scaled down to full scale."""
        return self._gain < 1.0

    def begin(self, names: Sequence[str]) -> None:
        """The channels of what comes next; a recording may change them on its way."""
        self._weights = plain_weights(names)
        if self._plain is None:
            self._plain = self._weights
            if self._separate:
                self._waveforms = len(names)
            elif len(names) > 1:
                self._statistics = ChannelStatistics(len(names))
        if self._chosen is not None and len(self._chosen) == len(names):
            self._weights = self._chosen

    def mix(self, planes: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Samples of shape (waveforms, samples) from samples of shape (channels, samples)."""
        planes = finite(planes)
        if self._levels is not None:
            self._levels.add(planes)
            if self._statistics is not None:
                self._statistics.add(limited(planes))
        return limited(self._rows(planes) * np.float32(self._gain))

    def reconsider(self) -> bool:
        """Choose the weights now that everything was heard; whether they changed and all is to be redone."""
        if self._levels is None or self._plain is None:
            return False
        self._gain = self._levels.gain()
        if self._statistics is not None:
            best = best_weights(self._statistics.covariances(), self._plain)
            self._chosen = None if best is self._plain else best
        self._levels = None
        return self.corrected or self.scaled

    def _rows(self, planes: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        if self._separate:
            rows = np.zeros((self._waveforms, planes.shape[1]), dtype=np.float32)
            rows[: len(planes)] = planes[: self._waveforms]
            return rows
        if self._weights is None or len(planes) == 1:
            return planes
        return self._weights[np.newaxis] @ planes
