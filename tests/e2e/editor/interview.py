"""An interview with all that the transcript's page shows: doubts, pauses, overlap, a latch."""

from dataclasses import replace

from exact_transcription.core.domain.diarization import Speaker, Turn
from exact_transcription.core.domain.overlaps import find_overlaps
from exact_transcription.core.domain.pause import Pause, PauseKind
from exact_transcription.core.domain.report import Notice, Report
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Media, Transcript
from exact_transcription.core.domain.word import Provenance, Word, WordFlag
from exact_transcription.plugins.testing.builders import said

SECONDS = 64.0
ANN, BEN, CLEO = "SPEAKER_00", "SPEAKER_01", "SPEAKER_02"

_TALK = (
    (ANN, 0.6, 5.2, "Good morning, and thank you for taking the time to talk to us today."),
    (BEN, 5.9, 8.3, "It's a pleasure. I have been looking forward to it."),
    (ANN, 8.34, 14.8, "Let us begin with the harbour. You grew up there in the seventies, is that right?"),
    (BEN, 16.2, 24.0, "I did, yes. My father repaired engines of trawlers, and my mother kept the books."),
    (BEN, 24.9, 31.5, "In winter nobody went out, so the whole street came to our kitchen and told stories."),
    (CLEO, 31.1, 34.2, "And they are still told, every one of them."),
    (ANN, 35.0, 39.6, "What do you remember of the storm of seventy-eight?"),
    (BEN, 44.1, 52.7, "The sound, before anything else. A kind of hum that came up through the floor."),
    (CLEO, 53.2, 57.4, "We thought that the Skagerrak had come to fetch us."),
    (BEN, 58.1, 62.8, "And by the morning eleven boats were gone."),
)

_DOUBTS: dict[str, tuple[float, Provenance, frozenset[WordFlag]]] = {
    "trawlers,": (0.38, Provenance.ALIGNED, frozenset()),
    "seventies,": (0.81, Provenance.WILDCARD, frozenset()),
    "stories.": (0.9, Provenance.TRIMMED, frozenset({WordFlag.OVERLAPPED})),
    "still": (0.72, Provenance.ALIGNED, frozenset({WordFlag.UNCERTAIN_SPEAKER})),
    "seventy-eight?": (0.77, Provenance.INTERPOLATED, frozenset()),
    "hum": (0.66, Provenance.ALIGNED, frozenset({WordFlag.OVERLONG})),
    "Skagerrak": (0.21, Provenance.ATTENTION, frozenset({WordFlag.SUSPECT_TEXT})),
}

_PAUSES = (
    (PauseKind.MICROPAUSE, 1.32, 1.47, ANN, ANN),
    (PauseKind.GAP, 5.2, 5.9, ANN, BEN),
    (PauseKind.LATCH, 8.3, 8.34, BEN, ANN),
    (PauseKind.PAUSE, 11.0, 11.7, ANN, ANN),
    (PauseKind.GAP, 14.8, 16.2, ANN, BEN),
    (PauseKind.PAUSE, 24.0, 24.9, BEN, BEN),
    (PauseKind.GAP, 34.2, 35.0, CLEO, ANN),
    (PauseKind.LAPSE, 39.6, 44.1, ANN, BEN),
    (PauseKind.PAUSE, 46.2, 46.9, BEN, BEN),
    (PauseKind.GAP, 52.7, 53.2, BEN, CLEO),
)


def interview() -> Transcript:
    """Three people, a minute, seven uncertain words."""
    segments = tuple(sorted((_segment(*each) for each in _TALK), key=lambda each: each.span))
    turns = tuple(sorted(Turn(span=each.span, speaker=each.speaker or "") for each in segments))
    return Transcript(
        media=Media(name="harbour.wav", duration=SECONDS, sample_rate=8000, channels=1),
        language="en",
        segments=segments,
        turns=turns,
        pauses=tuple(
            Pause(
                kind=kind,
                span=TimeSpan(start=start, end=end),
                speaker=before,
                next_speaker=after,
                tolerance=0.02,
            )
            for kind, start, end, before, after in _PAUSES
        ),
        overlaps=find_overlaps(turns),
        speakers=(Speaker(id=ANN, name="Ann Lee"), Speaker(id=BEN, name="Ben Haugen"), Speaker(id=CLEO)),
        report=Report(
            notices=(
                Notice(
                    code="unheard_speech",
                    message="Speech was heard here for which there is no text.",
                    span=TimeSpan(start=57.4, end=58.1),
                ),
            )
        ),
    )


def _segment(speaker: str, start: float, end: float, text: str) -> Segment:
    segment = said(speaker, start, end, text)
    return replace(segment, words=tuple(map(_doubtful, segment.words)))


def _doubtful(word: Word) -> Word:
    if word.text not in _DOUBTS:
        return word
    confidence, provenance, flags = _DOUBTS[word.text]
    return replace(word, confidence=confidence, provenance=provenance, flags=flags)
