"""Mixing keeps everybody."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.adapters.audio.mixdown import (
    ChannelStatistics,
    Mixer,
    best_weights,
    lost_share,
    plain_weights,
)

RATE = 16_000
NAMES = ("FL", "FR", "FC", "LFE", "BL", "BR", "SL", "SR")


def noise(seconds: float, seed: int) -> npt.NDArray[np.float32]:
    return np.random.default_rng(seed).normal(0, 0.1, round(seconds * RATE)).astype(np.float32)


def statistics(samples: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    collected = ChannelStatistics(len(samples))
    collected.add(samples)
    return collected.covariances()


@given(st.integers(1, 8))
def test_the_plain_mix_is_a_mean_without_the_subwoofer(count: int) -> None:
    weights = plain_weights(NAMES[:count])
    assert weights.sum() == pytest.approx(1.0)
    assert np.count_nonzero(weights) == count - (count > 3)


def test_a_recording_of_only_a_subwoofer_is_heard() -> None:
    assert plain_weights(["LFE"]).tolist() == [1.0]


@given(gains=st.lists(st.floats(-1, 1).filter(lambda gain: abs(gain) > 0.05), min_size=2, max_size=8))
def test_one_voice_on_all_channels_is_never_cancelled_whatever_their_signs(gains: list[float]) -> None:
    samples = np.outer(gains, noise(2.0, 1)).astype(np.float32)
    plain = plain_weights(["FC"] * len(gains))
    weights = best_weights(statistics(samples), plain)
    uncorrelated = np.sqrt(np.sum((plain * np.array(gains)) ** 2))
    assert abs(np.dot(weights, gains)) >= uncorrelated * 10 ** (-6 / 20) * 0.999


@given(st.integers(2, 6), st.integers(0, 1000))
def test_independent_voices_keep_the_plain_mean(count: int, seed: int) -> None:
    samples = np.stack([noise(3.0, seed * 10 + channel) for channel in range(count)])
    plain = plain_weights(["FC"] * count)
    assert best_weights(statistics(samples), plain) is plain


def test_a_voice_on_one_channel_only_counts_as_kept() -> None:
    samples = np.stack([np.zeros(RATE, dtype=np.float32), noise(1.0, 1)])
    plain = plain_weights(["FL", "FR"])
    assert lost_share(statistics(samples), plain, plain) == 0.0


def test_two_voices_of_opposite_symmetry_are_both_kept_by_a_single_channel() -> None:
    first = np.concatenate([noise(3.0, 1), np.zeros(3 * RATE, dtype=np.float32)])
    second = np.concatenate([np.zeros(3 * RATE, dtype=np.float32), noise(3.0, 2)])
    samples = np.stack([first + second, first - second])
    weights = best_weights(statistics(samples), plain_weights(["FL", "FR"]))
    assert sorted(weights.tolist()) == [0.0, 1.0]


def test_silence_keeps_the_plain_mean() -> None:
    plain = plain_weights(["FL", "FR"])
    assert best_weights(statistics(np.zeros((2, RATE), dtype=np.float32)), plain) is plain
    assert best_weights(np.zeros((0, 2, 2)), plain) is plain


def test_the_statistics_of_a_day_stay_small_and_complete() -> None:
    collected = ChannelStatistics(2)
    piece = np.ones((2, 50 * RATE), dtype=np.float32)
    for _ in range(200):
        collected.add(piece)
    covariances = collected.covariances()
    assert len(covariances) <= 4096
    assert covariances.sum(axis=0) == pytest.approx(np.full((2, 2), 200 * 50 * RATE))


def test_a_recording_that_changes_its_channels_on_the_way_is_mixed_throughout() -> None:
    mixer = Mixer(separate=False)
    mixer.begin(["FL", "FR"])
    assert mixer.mix(np.ones((2, 4), dtype=np.float32)).tolist() == [[1.0] * 4]
    mixer.begin(["FC"])
    assert mixer.mix(np.ones((1, 4), dtype=np.float32)).tolist() == [[1.0] * 4]
    assert not mixer.reconsider()


def test_separate_channels_stay_as_many_as_at_the_beginning() -> None:
    mixer = Mixer(separate=True)
    mixer.begin(["FL", "FR"])
    mixer.begin(["FC"])
    assert mixer.mix(np.ones((1, 2), dtype=np.float32)).tolist() == [[1.0, 1.0], [0.0, 0.0]]
    mixer.begin(["FL", "FR", "FC"])
    assert mixer.mix(np.ones((3, 2), dtype=np.float32)).shape == (2, 2)
