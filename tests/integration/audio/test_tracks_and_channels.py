"""Which track is used, and how channels become waveforms."""

from pathlib import Path

import numpy as np
import pytest

from exact_transcription.core.ports.audio_decoding import ChannelMode
from tests import media
from tests.integration.audio.decoding import codes, decode

SPEECH = media.sample()[6 * media.RATE : 10 * media.RATE]
OTHER = media.sample()[14 * media.RATE : 18 * media.RATE]


def test_of_several_tracks_the_first_is_used_and_the_report_says_so(tmp_path: Path) -> None:
    audio = decode(media.write_tracks(tmp_path / "two.mkv", [SPEECH, OTHER], codec="flac"))
    np.testing.assert_allclose(audio.waveforms[0].samples, SPEECH, atol=1e-4)
    assert codes(audio) == ["several_audio_tracks"]


def test_stereo_in_opposite_phase_does_not_cancel_to_silence(tmp_path: Path) -> None:
    audio = decode(media.write(tmp_path / "antiphase.wav", np.stack([SPEECH, -SPEECH])))
    np.testing.assert_allclose(audio.waveforms[0].samples, SPEECH, atol=1e-4)
    assert codes(audio) == ["opposed_channels"]


def test_two_voices_of_which_one_is_in_opposite_phase_both_stay(tmp_path: Path) -> None:
    first = np.concatenate([SPEECH, np.zeros_like(OTHER)])
    second = np.concatenate([np.zeros_like(SPEECH), OTHER])
    audio = decode(media.write(tmp_path / "wide.wav", np.stack([first + second, first - second])))
    samples = audio.waveforms[0].samples
    for voice in (first, second):
        assert abs(np.dot(samples, voice) / np.dot(voice, voice)) == pytest.approx(1.0, abs=0.05)


def test_speech_on_only_one_side_is_kept_without_a_notice(tmp_path: Path) -> None:
    audio = decode(media.write(tmp_path / "left_silent.wav", np.stack([np.zeros_like(SPEECH), SPEECH])))
    np.testing.assert_allclose(audio.waveforms[0].samples, SPEECH / 2, atol=1e-4)
    assert codes(audio) == []


def test_surround_is_mixed_without_its_subwoofer(tmp_path: Path) -> None:
    rows = np.zeros((6, len(SPEECH)), dtype=np.float32)
    rows[2] = SPEECH  # centre
    rows[3] = media.tone(50, 4.0)  # subwoofer
    audio = decode(media.write(tmp_path / "surround.wav", rows))
    np.testing.assert_allclose(audio.waveforms[0].samples, SPEECH / 5, atol=1e-4)
    assert audio.media.channels == 6


@pytest.mark.parametrize("count", [2, 6, 8])
def test_separate_channels_come_in_the_file_s_order(count: int, tmp_path: Path) -> None:
    rows = np.stack([media.tone(200 * (channel + 1), 1.5) for channel in range(count)])
    audio = decode(media.write(tmp_path / "many.wav", rows), channels=ChannelMode.SEPARATE)
    assert len(audio.waveforms) == count
    for waveform, row in zip(audio.waveforms, rows, strict=True):
        np.testing.assert_allclose(waveform.samples, row, atol=1e-4)


def test_eight_channels_are_mixed_down(tmp_path: Path) -> None:
    rows = np.zeros((8, len(SPEECH)), dtype=np.float32)
    rows[0], rows[7] = SPEECH, OTHER
    audio = decode(media.write(tmp_path / "eight.wav", rows))
    np.testing.assert_allclose(audio.waveforms[0].samples, (SPEECH + OTHER) / 7, atol=1e-4)
