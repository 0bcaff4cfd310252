"""Clips, with Pydub, on the decoded audio of the span alone."""

import tempfile
import warnings
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import numpy as np

from exact_transcription.adapters.playback.mp3 import read_span, write_mp3
from exact_transcription.core.domain.errors import EmptyMediaError
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.waveform import SAMPLE_RATE
from exact_transcription.core.ports.audio_playback import ClipFormat

with warnings.catch_warnings():
    # Pydub 0.25.1 warns about its own source, about audioop, and about an ffmpeg that it is not asked to run.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment, effects

_FADE_MS = 5
"""Against clicks at the cuts; shorter than what one hears as fading."""

_FULL = 32767
_SHORTEST = 2 * _FADE_MS * SAMPLE_RATE // 1000


class PydubClipCutter:
    """See `ClipCutter`."""

    def cut(
        self, playback: BinaryIO, span: TimeSpan, *, kind: ClipFormat, normalize: bool = False
    ) -> BinaryIO:
        """See the port."""
        samples = read_span(playback, span)
        if len(samples) < _SHORTEST:
            raise EmptyMediaError(
                f"There is no audio from {span.start:.3f} to {span.end:.3f} s.",
                hint="The recording is over before that, or the span is too short to be heard.",
            )
        clip = AudioSegment(
            data=np.rint(np.clip(samples, -1.0, 1.0) * _FULL).astype("<i2").tobytes(),
            sample_width=2,
            frame_rate=SAMPLE_RATE,
            channels=1,
        )
        clip = (effects.normalize(clip) if normalize else clip).fade_in(_FADE_MS).fade_out(_FADE_MS)
        return _wav(clip) if kind is ClipFormat.WAV else _mp3(clip)


def _wav(clip: AudioSegment) -> BinaryIO:
    stream = BytesIO()
    clip.export(stream, format="wav")
    stream.seek(0)
    return stream


def _mp3(clip: AudioSegment) -> BinaryIO:
    # Pydub would run an ffmpeg program for this, which need not be there.
    samples = np.frombuffer(clip.raw_data, dtype="<i2").astype(np.float32) / np.float32(_FULL)
    with tempfile.TemporaryDirectory(prefix="clip-") as folder:
        path = Path(folder) / "clip.mp3"
        write_mp3(path, [samples])
        return BytesIO(path.read_bytes())
