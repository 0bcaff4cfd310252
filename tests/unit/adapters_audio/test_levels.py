"""Only recordings that are wrong as a whole are scaled."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.adapters.audio.levels import LARGEST, LevelMeter, finite, limited

SECOND = np.random.default_rng(1).normal(0, 0.2, (1, 16_000)).astype(np.float32)


@given(st.floats(1e-6, LARGEST))
def test_a_recording_up_to_four_times_full_scale_is_left_alone(peak: float) -> None:
    meter = LevelMeter()
    meter.add((SECOND / np.abs(SECOND).max() * peak).astype(np.float32))
    assert meter.gain() == 1.0


def test_a_recording_far_above_full_scale_is_scaled_even_if_it_is_mostly_silent() -> None:
    meter = LevelMeter()
    for _ in range(99):
        meter.add(np.zeros_like(SECOND))
    meter.add(SECOND * 32768)
    assert np.abs(SECOND * 32768 * meter.gain()).max() == pytest.approx(1.0, abs=0.5)


def test_a_few_huge_values_do_not_scale_a_recording() -> None:
    damaged = SECOND.copy()
    damaged[0, :5] = 1e30
    meter = LevelMeter()
    meter.add(damaged)
    assert meter.gain() == 1.0
    assert limited(damaged).max() == LARGEST


def test_nothing_heard_means_no_scaling() -> None:
    meter = LevelMeter()
    meter.add(np.zeros((2, 0), dtype=np.float32))
    assert meter.gain() == 1.0


def test_what_is_no_number_becomes_silence() -> None:
    odd = np.array([[np.nan, np.inf, -np.inf, 0.5]], dtype=np.float32)
    assert finite(odd).tolist() == [[0.0, 0.0, 0.0, 0.5]]
