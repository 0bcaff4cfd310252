"""Every format that people have gives the same audio at the same time."""

from pathlib import Path

import numpy as np
import pytest

from tests import media
from tests.integration.audio.decoding import codes, decode, delay_ms, likeness, mixed

ORIGINAL = media.sample()[6 * media.RATE : 14 * media.RATE]


@pytest.mark.parametrize("kind", media.KINDS.values(), ids=media.KINDS.keys())
def test_every_format_gives_the_same_audio_at_the_same_time(kind: media.Kind, tmp_path: Path) -> None:
    audio = decode(media.write_kind(tmp_path, kind, ORIGINAL))
    samples = audio.waveforms[0].samples
    assert delay_ms(samples, ORIGINAL) == pytest.approx(kind.delay_ms, abs=0.2)
    assert likeness(samples, ORIGINAL) > kind.correlation
    assert audio.media.duration == pytest.approx(8.0 + kind.delay_ms / 1000, abs=0.1)
    assert codes(audio) == []


def test_the_name_of_a_file_does_not_matter(tmp_path: Path) -> None:
    flac = media.write_kind(tmp_path, media.KINDS["flac"], ORIGINAL)
    for suffix in (".wav", ".mp3", ".m3u8", ""):
        disguised = flac.rename(tmp_path / f"renamed{suffix}")
        np.testing.assert_allclose(mixed(disguised), ORIGINAL, atol=1e-6)
        flac = disguised


def test_sound_above_8_khz_does_not_fold_back_into_speech(tmp_path: Path) -> None:
    path = media.write(tmp_path / "high.wav", media.tone(10_000, 2.0, rate=48_000), rate=48_000)
    steady = mixed(path)[1000:-1000]
    assert 20 * np.log10(np.abs(steady).max() / 0.5) < -60


@pytest.mark.parametrize(("frequency", "loss_db"), [(100, 0.02), (1000, 0.02), (4000, 0.05), (7000, 0.5)])
def test_speech_frequencies_pass_unchanged(frequency: int, loss_db: float, tmp_path: Path) -> None:
    path = media.write(tmp_path / "tone.wav", media.tone(frequency, 1.0, rate=48_000), rate=48_000)
    steady = mixed(path)[1000:-1000]
    level = float(np.sqrt(2 * np.mean(steady**2)))
    assert 20 * np.log10(level / 0.5) == pytest.approx(0.0, abs=loss_db)


def test_float_samples_that_are_no_numbers_become_silence(tmp_path: Path) -> None:
    broken = ORIGINAL.copy()
    broken[1000:1010] = [np.nan, np.inf, -np.inf, 1e30, -1e30] * 2
    samples = mixed(media.write(tmp_path / "broken.wav", broken, codec="pcm_f32le"))
    assert np.isfinite(samples).all()
    assert np.abs(samples).max() <= 4.0
    np.testing.assert_allclose(samples[2000:], ORIGINAL[2000:], atol=1e-6)


def test_float_samples_in_the_range_of_16_bit_numbers_are_scaled_down(tmp_path: Path) -> None:
    audio = decode(media.write(tmp_path / "unscaled.wav", ORIGINAL * 32768, codec="pcm_f32le"))
    samples = audio.waveforms[0].samples
    assert likeness(samples, ORIGINAL) > 0.9999
    assert 0.5 < np.abs(samples).max() <= 4.0
    assert codes(audio) == ["scaled_down"]


def test_a_float_recording_above_full_scale_is_not_touched(tmp_path: Path) -> None:
    hot = ORIGINAL * 3 / np.abs(ORIGINAL).max()
    audio = decode(media.write(tmp_path / "hot.wav", hot, codec="pcm_f32le"))
    np.testing.assert_allclose(audio.waveforms[0].samples, hot, atol=1e-5)
    assert codes(audio) == []


def test_clipped_and_offset_audio_is_left_as_it_is(tmp_path: Path) -> None:
    odd = np.clip(ORIGINAL * 20, -1, 0.999).astype(np.float32) * 0.5 + np.float32(0.4)
    samples = mixed(media.write(tmp_path / "odd.wav", odd, codec="pcm_f32le"))
    np.testing.assert_allclose(samples, odd, atol=1e-6)


def test_a_clip_of_50_ms_is_decoded(tmp_path: Path) -> None:
    assert len(mixed(media.write(tmp_path / "short.wav", ORIGINAL[:800]))) == 800


def test_a_browser_recording_without_a_duration_is_decoded_whole(tmp_path: Path) -> None:
    path = media.write(
        tmp_path / "live.webm",
        media.resampled(ORIGINAL, 48_000),
        rate=48_000,
        codec="libopus",
        options={"live": "1"},
    )
    audio = decode(path)
    assert audio.media.duration == pytest.approx(8.0, abs=0.03)
    assert codes(audio) == []
