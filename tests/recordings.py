"""Recordings that tests listen to; real ones come with installed packages."""

import wave
from functools import cache
from importlib.metadata import distribution
from io import BytesIO
from pathlib import Path

import numpy as np

from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform

SAMPLE_FOLDER = Path(str(distribution("pyannote-audio").locate_file("pyannote/audio/sample")))
"""Holds `sample.wav`, 30 s of a telephone call between two people, and `sample.rttm`, who talks when."""


@cache
def telephone_call() -> Waveform:
    """The sample that pyannote.audio brings: 30 s, two speakers, the first 6.6 s without speech."""
    with wave.open(str(SAMPLE_FOLDER / "sample.wav")) as stream:
        assert (stream.getframerate(), stream.getnchannels(), stream.getsampwidth()) == (SAMPLE_RATE, 1, 2)
        values = np.frombuffer(stream.readframes(stream.getnframes()), dtype="<i2")
    return Waveform((values / 32_768).astype(np.float32))


def excerpt(start: float, end: float) -> Waveform:
    """A part of the telephone call, seconds."""
    return Waveform(telephone_call().cut(TimeSpan(start=start, end=end)))


def wav_of(waveform: Waveform) -> bytes:
    """A recording as a file."""
    file = BytesIO()
    with wave.open(file, "wb") as stream:
        stream.setnchannels(1)
        stream.setsampwidth(2)
        stream.setframerate(SAMPLE_RATE)
        stream.writeframes((waveform.samples * 32_767).astype("<i2").tobytes())
    return file.getvalue()


def silence(seconds: float) -> Waveform:
    """Nothing at all."""
    return Waveform(np.zeros(round(seconds * SAMPLE_RATE), dtype=np.float32))
