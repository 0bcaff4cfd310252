"""What people listen to is where it was said, to the sample."""

import wave
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest

from exact_transcription.adapters.playback.mp3 import Mp3PlaybackEncoder, Mp3PlaybackReader, read_span
from exact_transcription.adapters.playback.pydub import PydubClipCutter
from exact_transcription.core.domain.errors import EmptyMediaError, JobCancelledError, NotMediaError
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform
from exact_transcription.core.ports.audio_playback import ClipFormat
from tests.fakes.progress import FreeProgress
from tests.recordings import telephone_call

SECONDS = 95
Samples = npt.NDArray[np.float32]


class _Impatient(FreeProgress):
    def advance(self, fraction: float) -> None:
        if fraction > 0.3:
            raise JobCancelledError("enough")


@pytest.fixture(scope="module")
def noise() -> Samples:
    """Sound in which every place is like no other."""
    rng = np.random.default_rng(3)
    return (0.1 * rng.standard_normal(SECONDS * SAMPLE_RATE)).astype(np.float32)


@pytest.fixture(scope="module")
def playback(noise: Samples, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("playback") / "playback"
    Mp3PlaybackEncoder().encode([Waveform(noise)], path, progress=FreeProgress())
    return path


def _shift(found: Samples, noise: Samples, start: float) -> int:
    """By how many samples `found` is late."""
    around, begin = SAMPLE_RATE // 2, round(start * SAMPLE_RATE)
    padded = np.concatenate([np.zeros(around, np.float32), noise, np.zeros(around, np.float32)])
    window = padded[begin : begin + len(found) + 2 * around]
    size = 1 << (len(window) + len(found)).bit_length()
    match = np.fft.irfft(np.fft.rfft(window, size) * np.conj(np.fft.rfft(found, size)))
    return around - int(np.argmax(match[: 2 * around + 1]))


@pytest.mark.parametrize("start", [0.0, 0.2, 0.51, 7.0, 33.333, 61.0625, 93.5])
def test_a_span_holds_what_was_said_then(playback: Path, noise: Samples, start: float) -> None:
    with playback.open("rb") as stream:
        found = read_span(stream, TimeSpan(start=start, end=start + 1.5))
    assert len(found) == pytest.approx(1.5 * SAMPLE_RATE, abs=1)
    assert _shift(found, noise, start) == 0


def test_a_player_sees_the_length_of_the_recording(playback: Path) -> None:
    with av.open(str(playback)) as container:
        decoded = sum(frame.samples for frame in container.decode(audio=0))
        assert container.format.name == "mp3"
        assert container.duration / av.time_base == pytest.approx(SECONDS, abs=0.1)
    assert decoded / SAMPLE_RATE == pytest.approx(SECONDS, abs=0.1)


@pytest.mark.parametrize("start", [5.0, 60.0, 93.0])
def test_only_the_span_is_read(playback: Path, start: float) -> None:
    class Counting(BytesIO):
        count = 0

        def read(self, size: int | None = -1, /) -> bytes:
            data = super().read(size)
            self.count += len(data)
            return data

    stream = Counting(playback.read_bytes())
    read_span(stream, TimeSpan(start=start, end=start + 1.0))
    assert stream.count < len(stream.getvalue()) / 4


def test_all_channels_are_heard(tmp_path: Path) -> None:
    low, high = (
        np.sin(2 * np.pi * pitch * np.arange(SAMPLE_RATE) / SAMPLE_RATE).astype(np.float32) * 0.8
        for pitch in (300, 1500)
    )
    Mp3PlaybackEncoder().encode([Waveform(low), Waveform(high)], tmp_path / "p", progress=FreeProgress())
    with (tmp_path / "p").open("rb") as stream:
        spectrum = np.abs(np.fft.rfft(read_span(stream, TimeSpan(start=0.0, end=1.0))))
    assert set(np.argsort(spectrum)[-2:].tolist()) == {300, 1500}


def test_encoding_tells_how_far_it_is_and_stops_when_asked(noise: Samples, tmp_path: Path) -> None:
    progress = FreeProgress()
    Mp3PlaybackEncoder().encode([Waveform(noise)], tmp_path / "p", progress=progress)
    assert progress.fractions == sorted(progress.fractions)
    assert progress.fractions[-1] == 1.0
    with pytest.raises(JobCancelledError):
        Mp3PlaybackEncoder().encode([Waveform(noise)], tmp_path / "q", progress=_Impatient())


@pytest.mark.parametrize("kind", list(ClipFormat))
def test_a_clip_is_a_file_of_its_own(playback: Path, noise: Samples, kind: ClipFormat) -> None:
    with playback.open("rb") as stream:
        clip = PydubClipCutter().cut(stream, TimeSpan(start=10.0, end=12.0), kind=kind)
    if kind is ClipFormat.WAV:
        with wave.open(clip) as file:
            assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (SAMPLE_RATE, 1, 2)
            samples = np.frombuffer(file.readframes(99_999), "<i2").astype(np.float32)
    else:
        samples = read_span(clip, TimeSpan(start=0.0, end=2.0))
    assert len(samples) == pytest.approx(2 * SAMPLE_RATE, abs=1)
    assert _shift(samples, noise, 10.0) == 0


def test_a_clip_can_be_made_loud(playback: Path) -> None:
    with playback.open("rb") as stream:
        clip = PydubClipCutter().cut(
            stream, TimeSpan(start=1.0, end=2.0), kind=ClipFormat.WAV, normalize=True
        )
    with wave.open(clip) as file:
        loudest = int(np.abs(np.frombuffer(file.readframes(99_999), "<i2").astype(np.int32)).max())
    assert loudest > 28_000


def test_there_is_nothing_behind_the_end(playback: Path) -> None:
    with playback.open("rb") as stream, pytest.raises(EmptyMediaError):
        PydubClipCutter().cut(stream, TimeSpan(start=200.0, end=201.0), kind=ClipFormat.WAV)


def test_what_is_no_playback_audio_is_refused() -> None:
    with pytest.raises(NotMediaError):
        read_span(BytesIO(b"no audio at all" * 1000), TimeSpan(start=0.0, end=1.0))


def test_a_span_is_the_same_however_often_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "playback"
    Mp3PlaybackEncoder().encode([telephone_call()], path, progress=FreeProgress())
    with path.open("rb") as stream:
        one, two = (Mp3PlaybackReader().read(stream, TimeSpan(start=12.0, end=14.0)) for _ in range(2))
    assert np.array_equal(one.samples, two.samples)
