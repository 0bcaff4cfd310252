"""Short ways to write domain values in tests."""

from collections.abc import Sequence

from exact_transcription.core.domain.diarization import Diarization, Turn
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.silence import Silence, Silences
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.word import Provenance, Word


def span(start: float, end: float) -> TimeSpan:
    return TimeSpan(start=start, end=end)


def word(
    text: str,
    start: float,
    end: float,
    speaker: str | None = None,
    provenance: Provenance = Provenance.ALIGNED,
) -> Word:
    return Word(text=text, span=span(start, end), confidence=0.9, provenance=provenance, speaker=speaker)


def segment(*words: Word, text: str | None = None) -> Segment:
    return Segment(
        span=span(words[0].span.start, max(each.span.end for each in words)),
        text=" ".join(each.text for each in words) if text is None else text,
        words=words,
    )


def turn(speaker: str, start: float, end: float) -> Turn:
    return Turn(span=span(start, end), speaker=speaker)


def diarization(exclusive: Sequence[Turn], overlapping: Sequence[Turn] | None = None) -> Diarization:
    turns = exclusive if overlapping is None else overlapping
    return Diarization(turns=tuple(sorted(turns)), exclusive_turns=tuple(sorted(exclusive)))


def silences(*spans: tuple[float, float], tolerance: float = 0.02) -> Silences:
    found = tuple(Silence(span=span(start, end), tolerance=tolerance) for start, end in spans)
    return Silences(spans=found, noise_floor_db=-70.0, dynamic_range_db=50.0)
