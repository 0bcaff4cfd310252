"""A transcript for tests: two people, a gap, a pause, an overlap."""

from exact_transcription.core.domain.diarization import Speaker, Turn
from exact_transcription.core.domain.overlaps import find_overlaps
from exact_transcription.core.domain.pause import Pause, PauseKind
from exact_transcription.core.domain.report import Notice, Report, StageReport
from exact_transcription.core.domain.segment import DecodingScores, Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Media, Transcript
from exact_transcription.core.domain.word import Provenance, Word, WordFlag

A, B = "SPEAKER_00", "SPEAKER_01"


def span(start: float, end: float) -> TimeSpan:
    return TimeSpan(start=start, end=end)


def word(
    text: str, start: float, end: float, speaker: str = A, flags: frozenset[WordFlag] = frozenset()
) -> Word:
    return Word(
        text=text,
        span=span(start, end),
        confidence=0.5,
        provenance=Provenance.ALIGNED,
        speaker=speaker,
        flags=flags,
    )


def a_transcript() -> Transcript:
    turns = (
        Turn(span=span(0.0, 2.0), speaker=A),
        Turn(span=span(3.0, 5.0), speaker=B),
        Turn(span=span(4.8, 6.0), speaker=A),
    )
    scores = DecodingScores(avg_logprob=-0.25, no_speech_prob=0.1, compression_ratio=1.5)
    return Transcript(
        media=Media(name="call.wav", duration=7.0, sample_rate=8000, channels=1),
        language="en",
        segments=(
            Segment(
                span=span(0.0, 2.0),
                text="Hello there,  Ada.",
                words=(
                    word("Hello", 0.0, 0.5),
                    word("there,", 1.0, 1.4),
                    word("Ada.", 1.5, 2.0, flags=frozenset({WordFlag.SUSPECT_TEXT, WordFlag.OVERLAPPED})),
                ),
                speaker=A,
                scores=scores,
            ),
            Segment(
                span=span(3.0, 5.0),
                text="Good morning.",
                words=(word("Good", 3.0, 3.6, B), word("morning.", 3.7, 5.0, B)),
                speaker=B,
            ),
            Segment(span=span(5.1, 6.0), text="Well", words=(word("Well", 5.1, 6.0),), speaker=A),
        ),
        turns=turns,
        pauses=(
            Pause(kind=PauseKind.PAUSE, span=span(0.55, 0.95), speaker=A, next_speaker=A, tolerance=0.02),
            Pause(kind=PauseKind.GAP, span=span(2.1, 2.9), speaker=A, next_speaker=B, tolerance=0.02),
            Pause(kind=PauseKind.LATCH, span=span(5.0, 5.04), speaker=B, next_speaker=A, tolerance=0.05),
        ),
        overlaps=find_overlaps(turns),
        speakers=(Speaker(id=A), Speaker(id=B, name="Bob")),
        report=Report(
            language_confidence=0.9,
            notices=(Notice(code="x", message="y", span=span(0.0, 1.0)),),
            stages=(StageReport(name="decode", seconds=0.1),),
            noise_floor_db=-60.5,
        ),
    )
