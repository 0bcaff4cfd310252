"""How loud a recording is, for drawing it."""

import numpy as np
import pytest

from exact_transcription.core.domain.peaks import PEAKS_PER_SECOND, peaks_of, resampled
from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform


def _silence(seconds: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.zeros(round(seconds * SAMPLE_RATE), dtype=np.float32)


@pytest.mark.parametrize("at", [0.0, 0.505, 59.999, 60.0, 61.2345])
def test_a_click_is_seen_in_its_hundredth_only(at: float) -> None:
    samples = _silence(61.25)
    samples[round(at * SAMPLE_RATE)] = -0.5
    peaks = peaks_of([Waveform(samples)])
    assert len(peaks) == 6125
    assert np.flatnonzero(peaks).tolist() == [int(at * PEAKS_PER_SECOND)]
    assert peaks.max() == 128


def test_channels_are_drawn_as_one_and_nothing_goes_beyond_full_scale() -> None:
    left, right = _silence(0.02), _silence(0.02)
    left[0], right[-1] = 0.25, 7.0
    assert peaks_of([Waveform(left), Waveform(right)]).tolist() == [64, 255]


def test_fewer_points_keep_what_is_loudest() -> None:
    peaks = np.arange(10, dtype=np.uint8)
    assert resampled(peaks, 3).tolist() == [2, 5, 9]
    assert resampled(peaks, 10).tolist() == resampled(peaks, 99).tolist() == list(range(10))


def test_of_nothing_nothing_is_drawn() -> None:
    assert peaks_of([Waveform(_silence(0))]).tolist() == []
