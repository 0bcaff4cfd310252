"""What the models made of a recording, before anything was measured."""

from dataclasses import dataclass

from exact_transcription.core.domain.diarization import Turn
from exact_transcription.core.domain.report import Notice
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.voice_prints import VoicePrints


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Text with times and speakers.

    Attributes:
        language: ISO 639-1 code of what is spoken.
        language_confidence: 0..1, or None where the language was given.
        segments: with words that have times and, if speakers were told apart, speakers.
        turns: who talks when, with overlap; empty if nobody was told apart.
        activities: voice activity, one a waveform.
        notices: what the stages had to say.
        voices: how the voices sound, where that was worked out.
    """

    language: str
    language_confidence: float | None
    segments: tuple[Segment, ...]
    turns: tuple[Turn, ...]
    activities: tuple[VoiceActivity, ...]
    notices: tuple[Notice, ...]
    voices: VoicePrints | None = None
