"""Short ways to write transcripts down in tests."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from exact_transcription.core.domain.diarization import Speaker, Turn
from exact_transcription.core.domain.pause import Overlap, Pause, PauseKind
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.text import LANGUAGES_WITHOUT_SPACES, joined
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Media, Transcript
from exact_transcription.core.domain.word import Provenance, Word

Said = tuple[str | None, float, float, str]
"""Speaker, start and end in seconds, text."""


def said(speaker: str | None, start: float, end: float, text: str, *, confidence: float = 0.9) -> Segment:
    """A segment whose words, divided at spaces, share its time evenly."""
    texts = [piece for piece in text.split(" ") if piece.strip()]
    step = (end - start) / max(1, len(texts))
    words = tuple(
        Word(
            text=piece,
            span=TimeSpan(start=start + index * step, end=min(end, start + (index + 1) * step)),
            confidence=confidence,
            provenance=Provenance.ALIGNED,
            speaker=speaker,
        )
        for index, piece in enumerate(texts)
    )
    return Segment(span=TimeSpan(start=start, end=end), text=text, words=words, speaker=speaker)


def pause(kind: PauseKind, start: float, end: float, speaker: str | None, next_speaker: str | None) -> Pause:
    """A pause that is exact to 20 ms."""
    return Pause(
        kind=kind,
        span=TimeSpan(start=start, end=end),
        speaker=speaker,
        next_speaker=next_speaker,
        tolerance=0.02,
    )


def transcript(
    segments: Iterable[Segment],
    *,
    names: Mapping[str, str | None] | None = None,
    pauses: Sequence[Pause] = (),
    overlaps: Sequence[Overlap] = (),
    language: str = "en",
    media: str = "interview.wav",
) -> Transcript:
    """A transcript of segments, one turn each; speakers are listed in order of first speaking.

    Args:
        segments: sorted by start.
        names: of speakers; others keep their ids.
        pauses: measured pauses.
        overlaps: simultaneous talk.
        language: ISO 639-1 code.
        media: file name of the recording.
    """
    listed = tuple(_joined(segment, language) for segment in segments)
    names = names or {}
    ids = dict.fromkeys(segment.speaker for segment in listed if segment.speaker is not None)
    turns = [Turn(span=segment.span, speaker=segment.speaker) for segment in listed if segment.speaker]
    duration = max([1.0, *(segment.span.end for segment in listed)])
    return Transcript(
        media=Media(name=media, duration=duration, container="wav", codec="pcm_s16le"),
        language=language,
        segments=listed,
        turns=tuple(sorted(turns)),
        pauses=tuple(pauses),
        overlaps=tuple(overlaps),
        speakers=tuple(Speaker(id=name, name=names.get(name)) for name in ids),
    )


def _joined(segment: Segment, language: str) -> Segment:
    """Languages written without spaces are divided at spaces only to give words."""
    if language not in LANGUAGES_WITHOUT_SPACES or not segment.words:
        return segment
    return replace(segment, text=joined(segment.words, language))
