"""What people listen to is made once, and goes with the job."""

import subprocess
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from exact_transcription.adapters.playback.mp3 import Mp3PlaybackEncoder
from exact_transcription.adapters.scratch_folder import scratch_folder
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


def _keeping(blobs: FakeBlobStore, scratch: Path) -> KeepPlayback:
    return KeepPlayback(blobs=blobs, encoder=Mp3PlaybackEncoder(), scratch=partial(scratch_folder, scratch))


def test_both_are_kept_and_not_made_again(tmp_path: Path) -> None:
    blobs = _store()
    keeping = _keeping(blobs, tmp_path)
    keeping.execute("j", AUDIO, FreeProgress())
    assert blobs.read(job_blobs.peaks("j")) == bytes([128]) * 300
    first = blobs.read(job_blobs.playback("j"))
    assert len(first) > 10_000
    again = FreeProgress()
    keeping.execute("j", AUDIO, again)
    assert again.fractions == []
    assert blobs.read(job_blobs.playback("j")) == first


def test_what_is_cut_short_is_made_by_the_next_execution(tmp_path: Path) -> None:
    class Stopping(FreeProgress):
        def advance(self, fraction: float) -> None:
            raise JobCancelledError(str(fraction))

    blobs = _store()
    keeping = _keeping(blobs, tmp_path)
    with pytest.raises(JobCancelledError):
        keeping.execute("j", AUDIO, Stopping())
    assert not blobs.exists(job_blobs.playback("j"))
    keeping.execute("j", AUDIO, FreeProgress())
    assert blobs.exists(job_blobs.playback("j"))


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    keeping = _keeping(_store(), tmp_path / "nothing")
    with pytest.raises(ResourceExhaustedError, match="playback"):
        keeping.execute("j", AUDIO, FreeProgress())


_HELD_UP = """
import sys
from pathlib import Path
from tests.fakes.progress import FreeProgress
from tests.integration.playback.test_keeping import AUDIO, _keeping, _store

class HeldUp(FreeProgress):
    def advance(self, fraction):
        print("at work", flush=True)
        sys.stdin.read()

_keeping(_store(), Path(sys.argv[1])).execute("j", AUDIO, HeldUp())
"""


def test_what_a_killed_worker_left_half_made_goes_with_the_next_recording(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HELD_UP, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "at work\n"
        _keeping(_store(), tmp_path).execute("j", AUDIO, FreeProgress())
        assert [path.name for path in tmp_path.rglob("playback")] == ["playback"]
        worker.kill()
        worker.wait()
    assert len(list(tmp_path.iterdir())) == 1
    _keeping(_store(), tmp_path).execute("j", AUDIO, FreeProgress())
    assert list(tmp_path.iterdir()) == []
