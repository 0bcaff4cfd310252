"""What a file may cost, and that stopping means stopping."""

import time
from pathlib import Path
from typing import Final

import numpy as np
import psutil
import pytest
import soundfile

from exact_transcription.adapters.audio.limits import DecodeLimits
from exact_transcription.adapters.audio.pyav import PyAvDecoder
from exact_transcription.core.domain.errors import (
    JobCancelledError,
    MediaLimitError,
    NotMediaError,
    ResourceExhaustedError,
)
from exact_transcription.core.ports.audio_decoding import ChannelMode
from tests import media
from tests.fakes.progress import FreeProgress
from tests.integration.audio.decoding import decode

MINUTES: Final = 20
SPEECH = media.sample()[6 * media.RATE : 14 * media.RATE]


@pytest.fixture(scope="module")
def long_recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty minutes of 48 kHz stereo: 230 MB of samples."""
    path = tmp_path_factory.mktemp("long") / "long.wav"
    second = np.tile(media.tone(440, 1.0, rate=48_000), (2, 1)).T
    with soundfile.SoundFile(path, "w", samplerate=48_000, channels=2, subtype="PCM_16") as output:
        for _ in range(60 * MINUTES):
            output.write(second)
    return path


class Observer(FreeProgress):
    """Looks at the decoding process and the scratch folder whenever progress is told."""

    def __init__(self, scratch: Path, *, stop_at: float = 2.0) -> None:
        super().__init__()
        self._scratch = scratch
        self._stop_at = stop_at
        self.most_memory = 0
        self.files: set[Path] = set()
        self.told: list[float] = []

    def advance(self, fraction: float) -> None:
        self.told.append(time.monotonic())
        self.files.update(self._scratch.iterdir())
        for child in psutil.Process().children():
            if child.status() != psutil.STATUS_ZOMBIE:
                self.most_memory = max(self.most_memory, child.memory_info().rss)
        if fraction >= self._stop_at:
            raise JobCancelledError("enough")


def test_a_long_recording_is_mapped_and_decoded_in_bounded_memory(
    long_recording: Path, tmp_path: Path
) -> None:
    observer = Observer(tmp_path)
    own = psutil.Process().memory_info().rss
    decoder = PyAvDecoder(scratch=tmp_path)
    audio = decoder.decode(long_recording, channels=ChannelMode.MIX, progress=observer)
    grown = psutil.Process().memory_info().rss - own
    samples = audio.waveforms[0].samples
    assert samples.nbytes == MINUTES * 60 * media.RATE * 4
    assert samples[-media.RATE // 2] == pytest.approx(samples[media.RATE // 2], abs=1e-3)
    assert observer.most_memory < 150e6
    assert grown < 20e6 < samples.nbytes
    assert observer.files == set()
    assert max(np.diff(observer.told)) < 1.5


def test_the_same_recording_in_memory_has_the_same_samples(tmp_path: Path) -> None:
    path = media.write(tmp_path / "speech.wav", SPEECH)
    mapped = PyAvDecoder(in_memory_s=0.0).decode(path, channels=ChannelMode.MIX, progress=FreeProgress())
    np.testing.assert_array_equal(mapped.waveforms[0].samples, decode(path).waveforms[0].samples)


def test_cancelling_kills_the_decoding_process_at_once(long_recording: Path, tmp_path: Path) -> None:
    observer = Observer(tmp_path, stop_at=0.01)
    before = psutil.Process().children()
    with pytest.raises(JobCancelledError):
        PyAvDecoder(scratch=tmp_path).decode(long_recording, channels=ChannelMode.MIX, progress=observer)
    assert time.monotonic() - observer.told[-1] < 1.0
    assert psutil.Process().children() == before


@pytest.mark.parametrize("name", ["wav 16 bit", "raw aac"])
def test_a_longer_recording_than_allowed_is_an_error(name: str, tmp_path: Path) -> None:
    path = media.write_kind(tmp_path, media.KINDS[name], SPEECH)
    with pytest.raises(MediaLimitError, match="longer"):
        decode(path, limits=DecodeLimits(max_duration_s=5.0))
    assert decode(path, limits=DecodeLimits(max_duration_s=9.0)).media.duration == pytest.approx(8.0, abs=0.1)


def test_a_larger_file_than_allowed_is_an_error(tmp_path: Path) -> None:
    path = media.write(tmp_path / "speech.wav", SPEECH)
    with pytest.raises(MediaLimitError, match="GB"):
        decode(path, limits=DecodeLimits(max_bytes=1000))


def test_more_channels_than_allowed_are_an_error(tmp_path: Path) -> None:
    path = media.write(tmp_path / "many.wav", np.tile(SPEECH, (6, 1)))
    with pytest.raises(MediaLimitError, match="6 channels"):
        decode(path, limits=DecodeLimits(max_channels=2))


def test_a_file_that_takes_too_long_is_stopped(long_recording: Path) -> None:
    begun, before = time.monotonic(), psutil.Process().children()
    with pytest.raises(MediaLimitError, match="too long"):
        decode(long_recording, limits=DecodeLimits(max_wall_s=0.5))
    assert time.monotonic() - begun < 3.0
    assert psutil.Process().children() == before


def test_a_file_that_brings_no_audio_for_too_long_is_stopped(long_recording: Path) -> None:
    with pytest.raises(MediaLimitError, match="too long"):
        decode(long_recording, limits=DecodeLimits(max_stall_s=0.05))


def test_a_file_that_takes_too_much_memory_is_stopped(tmp_path: Path) -> None:
    path = media.write(tmp_path / "speech.wav", SPEECH)
    with pytest.raises((MediaLimitError, NotMediaError)):
        decode(path, limits=DecodeLimits(max_memory_bytes=64 * 1024**2))


def test_a_scratch_folder_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = media.write(tmp_path / "speech.wav", SPEECH)
    decoder = PyAvDecoder(scratch=tmp_path / "nowhere")
    with pytest.raises(ResourceExhaustedError, match="scratch"):
        decoder.decode(path, channels=ChannelMode.MIX, progress=FreeProgress())
