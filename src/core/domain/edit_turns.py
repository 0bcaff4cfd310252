"""Giving turns, or parts of them, to other speakers."""

from collections.abc import Iterable
from dataclasses import replace

from exact_transcription.core.domain.diarization import Turn
from exact_transcription.core.domain.edit_speakers import given, joined, require_speaker, with_speakers
from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.overlaps import find_overlaps
from exact_transcription.core.domain.time_span import TimeSpan, complement
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.word import Word
from exact_transcription.core.domain.word_index import with_words_changed


def turn_reassigned(transcript: Transcript, turn: int, speaker: str) -> Transcript:
    """With one turn, and its speaker's words in it, given to `speaker`."""
    require_speaker(transcript, speaker)
    old = _turn(transcript, turn)
    return _given_away(transcript, [old], old.span, speaker)


def span_reassigned(transcript: Transcript, span: TimeSpan, speaker: str, into: str) -> Transcript:
    """With all turns of `speaker` inside `span`, and the words said there, given to `into`."""
    require_speaker(transcript, speaker)
    require_speaker(transcript, into)
    own = [turn for turn in transcript.turns if turn.speaker == speaker and turn.span.overlap_with(span) > 0]
    if not own:
        raise InvalidRequestError(f"{speaker} does not talk from {span.start:.3f} to {span.end:.3f} s.")
    return _given_away(transcript, own, span, into)


def split(transcript: Transcript, turn: int, at: float, speaker: str) -> Transcript:
    """With the rest of a turn from `at` on given to `speaker`."""
    require_speaker(transcript, speaker)
    old = _turn(transcript, turn)
    if not old.span.start < at < old.span.end or old.speaker == speaker:
        raise InvalidRequestError(
            f"turn {turn} can be split from {old.span.start:.3f} to {old.span.end:.3f} s, "
            f"for another speaker than {old.speaker}."
        )
    return _given_away(transcript, [old], TimeSpan(start=at, end=old.span.end), speaker)


def merged(transcript: Transcript, first: int, last: int) -> Transcript:
    """With one turn instead of two of the same speaker, whatever is between them."""
    begin, end = _turn(transcript, first), _turn(transcript, last)
    if first >= last or begin.speaker != end.speaker:
        raise InvalidRequestError("two turns of the same speaker can be merged, the earlier one first.")
    whole = TimeSpan(start=begin.span.start, end=max(begin.span.end, end.span.end))
    turns = joined([*transcript.turns, Turn(span=whole, speaker=begin.speaker)])
    return replace(transcript, turns=turns, overlaps=find_overlaps(turns))


def _given_away(transcript: Transcript, old: Iterable[Turn], span: TimeSpan, speaker: str) -> Transcript:
    """With what `old` turns have inside `span`, and their speaker's words there, given to `speaker`."""
    old = list(old)
    parts = [part for turn in old if (part := turn.span.intersection(span)) is not None]

    def change(word: Word) -> Word:
        inside = any(part.contains(word.span.middle) for part in parts)
        return given(word, speaker) if inside and word.speaker == old[0].speaker else word

    segments = with_words_changed(transcript, 0, len(transcript.words), change)
    kept = [
        Turn(span=rest, speaker=turn.speaker)
        for turn in transcript.turns
        for rest in (complement([span], turn.span) if turn in old else (turn.span,))
    ]
    new = [Turn(span=part, speaker=speaker) for part in parts]
    return with_speakers(transcript, segments, joined([*kept, *new]))


def _turn(transcript: Transcript, turn: int) -> Turn:
    if not 0 <= turn < len(transcript.turns):
        raise InvalidRequestError(f"there is no turn {turn}; the transcript has {len(transcript.turns)}.")
    return transcript.turns[turn]
