"""What people listen to is made once, and goes with the job."""

from pathlib import Path

import numpy as np
import pytest

from exact_transcription.adapters.playback.mp3 import Mp3PlaybackEncoder
from exact_transcription.core.domain.errors import JobCancelledError, ResourceExhaustedError
from exact_transcription.core.domain.transcript import Media
from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform
from exact_transcription.core.ports.audio_decoding import DecodedAudio
from exact_transcription.core.usecases import job_blobs
from exact_transcription.core.usecases.keep_playback import KeepPlayback
from tests.fakes.blob_store import FakeBlobStore
from tests.fakes.clock import FakeClock
from tests.fakes.progress import FreeProgress

AUDIO = DecodedAudio(
    waveforms=(Waveform(np.full(3 * SAMPLE_RATE, 0.5, dtype=np.float32)),), media=Media(duration=3.0)
)


def _store() -> FakeBlobStore:
    return FakeBlobStore(now=FakeClock().now())


def test_both_are_kept_and_not_made_again() -> None:
    blobs = _store()
    keeping = KeepPlayback(blobs=blobs, encoder=Mp3PlaybackEncoder())
    keeping.execute("j", AUDIO, FreeProgress())
    assert blobs.read(job_blobs.peaks("j")) == bytes([128]) * 300
    first = blobs.read(job_blobs.playback("j"))
    assert len(first) > 10_000
    again = FreeProgress()
    keeping.execute("j", AUDIO, again)
    assert again.fractions == []
    assert blobs.read(job_blobs.playback("j")) == first


def test_what_is_cut_short_is_made_by_the_next_execution() -> None:
    class Stopping(FreeProgress):
        def advance(self, fraction: float) -> None:
            raise JobCancelledError(str(fraction))

    blobs = _store()
    keeping = KeepPlayback(blobs=blobs, encoder=Mp3PlaybackEncoder())
    with pytest.raises(JobCancelledError):
        keeping.execute("j", AUDIO, Stopping())
    assert not blobs.exists(job_blobs.playback("j"))
    keeping.execute("j", AUDIO, FreeProgress())
    assert blobs.exists(job_blobs.playback("j"))


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    keeping = KeepPlayback(blobs=_store(), encoder=Mp3PlaybackEncoder(), scratch=tmp_path / "nothing")
    with pytest.raises(ResourceExhaustedError, match="playback"):
        keeping.execute("j", AUDIO, FreeProgress())
