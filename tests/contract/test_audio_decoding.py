"""What every audio decoder does, the fake and the real one alike."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
import pytest

from exact_transcription.adapters.audio.pyav import PyAvDecoder
from exact_transcription.core.domain.errors import EmptyMediaError, JobCancelledError, MediaNotFoundError
from exact_transcription.core.ports.audio_decoding import AudioDecoder, ChannelMode
from tests import media
from tests.fakes.audio_decoding import FakeAudioDecoder
from tests.fakes.progress import FreeProgress, StoppingProgress

SECONDS: Final = 1.5
LEFT: Final = media.tone(440, SECONDS)
RIGHT: Final = media.tone(1000, SECONDS, level=0.2)
RECORDINGS: Final = {
    "mono.wav": LEFT,
    "stereo.wav": np.stack([LEFT, RIGHT]),
    "empty.wav": np.zeros(0, dtype=np.float32),
}


def fake(_folder: Path) -> AudioDecoder:
    return FakeAudioDecoder(RECORDINGS)


def real(folder: Path) -> AudioDecoder:
    for name, samples in RECORDINGS.items():
        if samples.size:
            media.write(folder / name, samples, codec="pcm_f32le")
        else:
            (folder / name).touch()
    return PyAvDecoder()


@pytest.fixture(params=[fake, real])
def decoder(request: pytest.FixtureRequest, tmp_path: Path) -> AudioDecoder:
    make: Callable[[Path], AudioDecoder] = request.param
    return make(tmp_path)


def test_a_recording_becomes_one_read_only_waveform_at_16_khz(decoder: AudioDecoder, tmp_path: Path) -> None:
    audio = decoder.decode(tmp_path / "mono.wav", channels=ChannelMode.MIX, progress=FreeProgress())
    (waveform,) = audio.waveforms
    np.testing.assert_allclose(waveform.samples, LEFT, atol=1e-6)
    assert not waveform.samples.flags.writeable


def test_the_media_is_described_without_its_folder(decoder: AudioDecoder, tmp_path: Path) -> None:
    audio = decoder.decode(tmp_path / "stereo.wav", channels=ChannelMode.MIX, progress=FreeProgress())
    assert (audio.media.name, audio.media.channels, audio.media.sample_rate) == ("stereo.wav", 2, 16_000)
    assert (audio.media.container, audio.media.codec) == ("wav", "pcm_f32le")
    assert audio.media.duration == pytest.approx(SECONDS)
    assert audio.notices == ()


def test_two_channels_are_mixed_to_their_mean(decoder: AudioDecoder, tmp_path: Path) -> None:
    audio = decoder.decode(tmp_path / "stereo.wav", channels=ChannelMode.MIX, progress=FreeProgress())
    (waveform,) = audio.waveforms
    np.testing.assert_allclose(waveform.samples, (LEFT + RIGHT) / 2, atol=1e-6)


def test_separate_channels_give_one_waveform_each(decoder: AudioDecoder, tmp_path: Path) -> None:
    audio = decoder.decode(tmp_path / "stereo.wav", channels=ChannelMode.SEPARATE, progress=FreeProgress())
    left, right = audio.waveforms
    np.testing.assert_allclose(left.samples, LEFT, atol=1e-6)
    np.testing.assert_allclose(right.samples, RIGHT, atol=1e-6)


def test_progress_never_falls_and_ends_at_one(decoder: AudioDecoder, tmp_path: Path) -> None:
    progress = FreeProgress()
    decoder.decode(tmp_path / "mono.wav", channels=ChannelMode.MIX, progress=progress)
    assert progress.fractions == sorted(progress.fractions)
    assert progress.fractions[-1] == 1.0
    assert progress.fractions[0] >= 0.0


def test_a_request_to_stop_comes_through(decoder: AudioDecoder, tmp_path: Path) -> None:
    with pytest.raises(JobCancelledError):
        decoder.decode(tmp_path / "mono.wav", channels=ChannelMode.MIX, progress=StoppingProgress())


def test_a_missing_file_is_an_error_with_a_hint(decoder: AudioDecoder, tmp_path: Path) -> None:
    with pytest.raises(MediaNotFoundError, match=r"nowhere\.wav") as caught:
        decoder.decode(tmp_path / "nowhere.wav", channels=ChannelMode.MIX, progress=FreeProgress())
    assert caught.value.hint


def test_an_empty_file_is_an_error_with_a_hint(decoder: AudioDecoder, tmp_path: Path) -> None:
    with pytest.raises(EmptyMediaError) as caught:
        decoder.decode(tmp_path / "empty.wav", channels=ChannelMode.MIX, progress=FreeProgress())
    assert caught.value.hint
