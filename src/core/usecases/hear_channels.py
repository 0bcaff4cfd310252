"""Recordings with one speaker a channel: who talks is known from where, and nobody has to be told apart."""

from collections.abc import Sequence
from dataclasses import replace

from exact_transcription.core.domain.diarization import Turn
from exact_transcription.core.domain.report import Notice
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.usecases.heard import Heard
from exact_transcription.core.usecases.recognition_stages import RecognitionStages
from exact_transcription.core.usecases.stage_runner import Part, stage_key


def hear_channels(
    stages: RecognitionStages, waveforms: Sequence[Waveform], source: str, *, language: str | None
) -> Heard:
    """Recognise each channel by itself; channel n is `SPEAKER_n`, whoever speaks first.

    The channel with most speech decides the language of all: a few words on another may mislead.
    """
    count = len(waveforms)
    found = [
        stages.detect(waveform, stage_key("decode", source, channel=channel), Part(channel, count))
        for channel, waveform in enumerate(waveforms)
    ]
    activities = tuple(activity for activity, _ in found)
    confidence: float | None = None
    segments: list[Segment] = []
    notices: list[Notice] = []
    for position, channel in enumerate(sorted(range(count), key=lambda i: -_speech(activities[i]))):
        recognition = stages.recognize(
            waveforms[channel],
            activities[channel],
            found[channel][1],
            language=language,
            part=Part(position, count),
        )
        if position == 0:
            language, confidence = recognition.language, recognition.language_confidence
        segments += [_said_by(segment, _speaker(channel)) for segment in recognition.segments]
        notices += recognition.notices
    return Heard(
        language=language or "en",
        language_confidence=confidence,
        segments=tuple(sorted(segments, key=lambda segment: segment.span)),
        turns=tuple(sorted(_turns(activities))),
        activities=activities,
        notices=tuple(notices),
    )


def _speech(activity: VoiceActivity) -> float:
    return sum(span.duration for span in activity.speech)


def _speaker(channel: int) -> str:
    return f"SPEAKER_{channel:02d}"


def _said_by(segment: Segment, speaker: str) -> Segment:
    words = tuple(replace(word, speaker=speaker) for word in segment.words)
    return replace(segment, words=words, speaker=speaker)


def _turns(activities: Sequence[VoiceActivity]) -> list[Turn]:
    return [
        Turn(span=span, speaker=_speaker(channel))
        for channel, activity in enumerate(activities)
        for span in activity.speech
    ]
