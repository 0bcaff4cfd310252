"""Stand-ins for models: they sleep as long as a GPU would work, and say something that tells on mistakes.

Everything else is the real thing: database, broker, blobs, leases, the pipeline's own stages.
"""

import time
from pathlib import Path

import numpy as np

from exact_transcription.core.domain.diarization import Diarization, SpeakerCount, Turn
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Media
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform
from exact_transcription.core.domain.word import Provenance, Word
from exact_transcription.core.ports.alignment import Aligner
from exact_transcription.core.ports.audio_decoding import ChannelMode, DecodedAudio
from exact_transcription.core.ports.engines import Engines
from exact_transcription.core.ports.progress import Progress
from exact_transcription.core.ports.speech_recognition import Recognition, RecognitionOptions

TALK, EVERY = 9.0, 10.0
"""Seconds of talk in every so many seconds of the recording."""


class Decoder:
    """Gives as many seconds of audio as the file says; the audio tells the time."""

    def decode(self, path: Path, *, channels: ChannelMode, progress: Progress) -> DecodedAudio:  # noqa: ARG002
        seconds = int(path.read_text())
        progress.advance(1.0)
        # Every second has a sample of its own value, by which recognition knows where it is.
        samples = np.zeros(seconds * SAMPLE_RATE, dtype=np.float32)
        samples[::SAMPLE_RATE] = np.arange(seconds, dtype=np.float32) / 65536
        return DecodedAudio(waveforms=(Waveform(samples),), media=Media(name=path.name, duration=seconds))


class Detector:
    """Finds nine seconds of talk in every ten."""

    model = "stand-in"

    def detect(self, waveform: Waveform, *, progress: Progress) -> VoiceActivity:
        starts = np.arange(0.5, waveform.duration - TALK, EVERY)
        progress.advance(1.0)
        return VoiceActivity(
            speech=tuple(TimeSpan(start=float(at), end=float(at) + TALK) for at in starts),
            scores=np.ones(int(waveform.duration * 10), dtype=np.float32),
            frame_step=0.1,
            frame_start=0.05,
        )


class Recognizer:
    """Sleeps for a part of the audio's length, then writes down which second of the recording it hears."""

    model = "stand-in"

    def __init__(self, times_real_time: float) -> None:
        self._speed = times_real_time

    def recognize(
        self,
        waveform: Waveform,
        activity: VoiceActivity,
        *,
        options: RecognitionOptions,
        progress: Progress,
    ) -> Recognition:
        end = time.monotonic() + waveform.duration / self._speed
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(left, 0.2))
            progress.advance(0.0)
        return Recognition(
            language=options.language or "en",
            language_confidence=None if options.language else 1.0,
            segments=tuple(_heard(waveform, span) for span in activity.speech),
        )


def _heard(waveform: Waveform, span: TimeSpan) -> Segment:
    marks = waveform.cut(span) * 65536
    second = round(float(marks.max()))
    word = Word(text=f"{second}", span=span, confidence=1.0, provenance=Provenance.ATTENTION)
    return Segment(span=span, text=word.text, words=(word,))


class Diarizer:
    """Everything is said by one person."""

    model = "stand-in"

    def diarize(
        self,
        waveform: Waveform,  # noqa: ARG002
        activity: VoiceActivity,
        *,
        speakers: SpeakerCount,  # noqa: ARG002
        progress: Progress,
    ) -> Diarization:
        progress.advance(1.0)
        turns = tuple(Turn(span=span, speaker="SPEAKER_00") for span in activity.speech)
        return Diarization(
            turns=turns, exclusive_turns=turns, embeddings={"SPEAKER_00": np.ones(2, dtype=np.float32)}
        )


class StandIns:
    """Implements `EngineProvider`."""

    def __init__(self, times_real_time: float) -> None:
        self._engines = Engines(
            voice_activity=Detector(),
            recognizer=Recognizer(times_real_time),
            aligners=(),
            diarizer=Diarizer(),
        )

    def engines(self, options: TranscriptionOptions) -> Engines:  # noqa: ARG002
        return self._engines

    def aligners(self, options: TranscriptionOptions) -> tuple[Aligner, ...]:
        return self.engines(options).aligners


def expected_text(seconds: int) -> list[str]:
    """What is recognised in a recording of so many seconds, if nothing is lost, doubled or misplaced."""
    starts = np.arange(0.5, seconds - TALK, EVERY)
    return [f"{int(at + TALK)}" for at in starts]
