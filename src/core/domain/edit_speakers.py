"""Naming, merging and reassigning speakers."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from exact_transcription.core.domain.diarization import Speaker, Turn
from exact_transcription.core.domain.edit_segments import speaker_of
from exact_transcription.core.domain.edited_pauses import pauses_after_merging, pauses_after_reassigning
from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.overlaps import find_overlaps
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan, complement, merged
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.word import Word, WordFlag
from exact_transcription.core.domain.word_index import require_words, with_chosen_changed

MAX_NAME = 200
_MAX_SPEAKERS = 200
_SAME_BREATH = 0.5
_DOUBTS = frozenset({WordFlag.OUTSIDE_TURNS, WordFlag.UNCERTAIN_SPEAKER})


def renamed(transcript: Transcript, speaker: str, name: str | None) -> Transcript:
    """With another name for a speaker."""
    require_speaker(transcript, speaker)
    checked = _checked_name(name)
    return replace(
        transcript,
        speakers=tuple(
            replace(known, name=checked) if known.id == speaker else known for known in transcript.speakers
        ),
    )


def added(transcript: Transcript, name: str | None) -> Transcript:
    """With one speaker more."""
    known = {speaker.id for speaker in transcript.speakers}
    if len(known) >= _MAX_SPEAKERS:
        raise InvalidRequestError(f"a transcript has at most {_MAX_SPEAKERS} speakers.")
    new = next(name for name in (f"SPEAKER_{i:02d}" for i in range(_MAX_SPEAKERS + 1)) if name not in known)
    return replace(transcript, speakers=(*transcript.speakers, Speaker(id=new, name=_checked_name(name))))


def merged_speakers(transcript: Transcript, speaker: str, into: str) -> Transcript:
    """With everything of `speaker` given to `into`."""
    require_speaker(transcript, speaker)
    require_speaker(transcript, into)
    if speaker == into:
        raise InvalidRequestError("a speaker cannot be merged with themselves.")

    def new(old: str | None) -> str | None:
        return into if old == speaker else old

    turns = joined(replace(turn, speaker=new(turn.speaker) or into) for turn in transcript.turns)
    return replace(
        transcript,
        segments=tuple(_segment_renamed(segment, new) for segment in transcript.segments),
        turns=turns,
        pauses=pauses_after_merging(transcript.pauses, new),
        overlaps=find_overlaps(turns),
        speakers=tuple(known for known in transcript.speakers if known.id != speaker),
    )


def reassigned(transcript: Transcript, first: int, last: int, speaker: str) -> Transcript:
    """With words `first` to `last` given to `speaker`, and the turns changed where the words were said."""
    return ranges_reassigned(transcript, [(first, last)], speaker)


def ranges_reassigned(transcript: Transcript, ranges: Sequence[tuple[int, int]], speaker: str) -> Transcript:
    """With several ranges of words given to `speaker`, and the turns changed where the words were said."""
    if not ranges:
        raise InvalidRequestError("name at least one range of words.")
    for first, last in ranges:
        require_words(transcript, first, last)
    require_speaker(transcript, speaker)
    chosen = {number for first, last in ranges for number in range(first, last + 1)}
    words = transcript.words
    changed = [word for number in sorted(chosen) if (word := words[number]).speaker != speaker]
    segments = with_chosen_changed(transcript, chosen, lambda word: given(word, speaker))
    turns = _turns_given(transcript.turns, changed, speaker)
    return with_speakers(transcript, segments, turns)


def with_speakers(
    transcript: Transcript, segments: tuple[Segment, ...], turns: tuple[Turn, ...]
) -> Transcript:
    """With segments whose words have other speakers, and turns; all else follows."""
    told = tuple(replace(each, speaker=speaker_of(each.words)) if each.words else each for each in segments)
    pauses = pauses_after_reassigning(transcript.pauses, transcript.words, _words(told))
    return replace(transcript, segments=told, turns=turns, pauses=pauses, overlaps=find_overlaps(turns))


def _turns_given(turns: Iterable[Turn], words: Sequence[Word], speaker: str) -> tuple[Turn, ...]:
    """The old speakers no longer talk where the words were said, and the new one does."""
    taken: dict[str | None, list[TimeSpan]] = {}
    for word in words:
        taken.setdefault(word.speaker, []).append(word.span)
    holes = {name: merged(spans) for name, spans in taken.items()}
    kept = [
        Turn(span=rest, speaker=turn.speaker)
        for turn in turns
        for rest in complement(_near(holes.get(turn.speaker, ()), turn.span), turn.span)
    ]
    # Between one given word and the next the turn goes on.
    spans = merged((word.span for word in words), bridge=_SAME_BREATH)
    return joined([*kept, *(Turn(span=span, speaker=speaker) for span in spans)])


def _near(spans: Sequence[TimeSpan], span: TimeSpan) -> Sequence[TimeSpan]:
    """Those of sorted, disjoint spans that may share time with `span`."""
    first = bisect_right(spans, span.start, key=lambda each: each.end)
    return spans[first : bisect_left(spans, span.end, key=lambda each: each.start)]


def joined(turns: Iterable[Turn]) -> tuple[Turn, ...]:
    """Sorted, with one speaker's turns that touch made one."""
    spans: dict[str, list[TimeSpan]] = {}
    for turn in turns:
        spans.setdefault(turn.speaker, []).append(turn.span)
    return tuple(
        sorted(
            Turn(span=span, speaker=speaker)
            for speaker, own in spans.items()
            for span in merged(own)
            if span.duration > 0
        )
    )


def _segment_renamed(segment: Segment, new: Callable[[str | None], str | None]) -> Segment:
    words = tuple(replace(word, speaker=new(word.speaker)) for word in segment.words)
    return replace(segment, speaker=new(segment.speaker), words=words)


def given(word: Word, speaker: str) -> Word:
    """A word of which a person says who said it."""
    return replace(word, speaker=speaker, flags=word.flags - _DOUBTS)


def _words(segments: Iterable[Segment]) -> tuple[Word, ...]:
    return tuple(word for segment in segments for word in segment.words)


def require_speaker(transcript: Transcript, speaker: str) -> None:
    """Return if there is such a speaker.

    Raises:
        InvalidRequestError: there is none.
    """
    if all(known.id != speaker for known in transcript.speakers):
        raise InvalidRequestError(f"there is no speaker {speaker!r}.")


def _checked_name(name: str | None) -> str | None:
    cleaned = (name or "").strip()
    if len(cleaned) > MAX_NAME or not cleaned.isprintable():
        raise InvalidRequestError(f"a speaker's name has at most {MAX_NAME} printable characters.")
    return cleaned or None
