"""Which words of a corrected transcript want a measured time, where they may be, and how they get it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from exact_transcription.core.domain.pause import PauseKind
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.silence import Silence, Silences
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.trimming import SHORTEST_WORD, trim_words
from exact_transcription.core.domain.word import Provenance, Word

CONTEXT = 5.0
"""Seconds of kept words on either side that are aligned too: they hold the changed ones in their place."""
MARGIN = 0.5
"""Seconds of audio beyond the outermost word, as far as no other word is there."""
APART = 2.0
"""Seconds of silence that nobody needs to look beyond for words to hold on to."""
AGREEING = 0.03
"""Seconds. Measurements of an edge that differ by less agree: aligners' frames are 10 ms."""
LONGEST = 60.0
"""Seconds. What was written over more than this is a new text rather than a correction."""

_SURE = 1.0
_MEASURED = frozenset({Provenance.ALIGNED, Provenance.WILDCARD, Provenance.ATTENTION, Provenance.TRIMMED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Changed words that follow each other, between words that are kept.

    Attributes:
        before: kept words before them, in order; the last one is their neighbour.
        words: the changed ones.
        after: kept words after them.
        heard: the stretch of the recording in which all of these are.
    """

    before: tuple[Word, ...]
    words: tuple[Word, ...]
    after: tuple[Word, ...]
    heard: TimeSpan

    @property
    def segment(self) -> Segment:
        """What is to be aligned on the audio of `heard`, in seconds from its beginning."""
        words = tuple(
            replace(word, span=_within(word.span, self.heard))
            for word in (*self.before, *self.words, *self.after)
        )
        span = TimeSpan(start=words[0].span.start, end=max(word.span.end for word in words))
        return Segment(span=span, text=" ".join(word.text for word in words), words=words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A run that was found in the audio.

    Attributes:
        old: the words as they were, with the kept neighbours, as far as there are any.
        new: the same words with measured times.
    """

    old: tuple[Word, ...]
    new: tuple[Word, ...]


def is_changed(word: Word) -> bool:
    """Whether a person wrote the word and its time is a guess since."""
    return word.provenance is Provenance.INTERPOLATED and word.confidence == _SURE


def runs_of(transcript: Transcript) -> list[Run]:
    """The changed words of a transcript, in the order of the text."""
    if transcript.translated_from is not None:
        return []  # what nobody said cannot be found in the audio
    words = transcript.words
    found = [_run(words, first, end, transcript.duration) for first, end in _stretches(words)]
    return [run for run in found if run.heard.duration <= LONGEST + 2 * (CONTEXT + MARGIN)]


def placed(run: Run, aligned: Segment, transcript: Transcript) -> Placed | None:
    """The run with the times that an aligner gave to `run.segment`; None where it found none of its words.

    Measured silence stays silent. Where a changed word reaches into a kept neighbour, which had swallowed it,
    the neighbour's edge gives way; otherwise the kept words stay as they are.
    """
    begin = len(run.before)
    found = [
        replace(word, span=each.span.shifted(run.heard.start), provenance=each.provenance)
        for word, each in zip(run.words, aligned.words[begin : begin + len(run.words)], strict=True)
    ]
    if not any(word.provenance in _MEASURED for word in found):
        return None
    before, after = _neighbour(run.before[-1:], run.words[0]), _neighbour(run.after[:1], run.words[-1])
    low = max((_latest_start(word, found[0]) for word in before), default=0.0)
    high = min((_earliest_end(word, found[-1]) for word in after), default=transcript.duration)
    held = [replace(word, span=_held(word.span, low, high)) for word in found]
    new = _trimmed(held, transcript)
    if min(word.span.duration for word in new) < SHORTEST_WORD / 2:
        return None
    left = [
        replace(word, span=_held(word.span, 0.0, max(word.span.start, new[0].span.start))) for word in before
    ]
    right = [
        replace(
            word,
            span=TimeSpan(
                start=min(max(word.span.start, new[-1].span.end), word.span.end), end=word.span.end
            ),
        )
        for word in after
    ]
    return Placed(old=(*before, *run.words, *after), new=(*left, *new, *right))


def with_placed(transcript: Transcript, found: Sequence[Placed]) -> Transcript:
    """The transcript with measured times for those runs that are in it as they were, whatever else changed.

    The same object if there are none. Speakers, text and everything else that a person may have changed
    meanwhile stay.
    """
    words = list(transcript.words)
    places: dict[tuple[str, TimeSpan], list[int]] = defaultdict(list)
    for number, word in enumerate(words):
        places[word.text, word.span].append(number)
    changed = False
    for run in found:
        for first in places[run.old[0].text, run.old[0].span]:
            there = words[first : first + len(run.old)]
            if [_identity(word) for word in there] == [_identity(word) for word in run.old]:
                for number, new in enumerate(run.new, start=first):
                    words[number] = replace(words[number], span=new.span, provenance=new.provenance)
                changed = True
                break
    return replace(transcript, segments=_filled(transcript.segments, iter(words))) if changed else transcript


def _stretches(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    first = None
    for number, word in enumerate(words):
        if is_changed(word):
            if first is not None and word.span.start < words[number - 1].span.start:
                yield first, number
                first = number
            first = number if first is None else first
        elif first is not None:
            yield first, number
            first = None
    if first is not None:
        yield first, len(words)


def _run(words: Sequence[Word], first: int, end: int, duration: float) -> Run:
    begin, stop = first, end
    while begin > 0 and _holds(words[begin - 1], words[begin]):
        if words[first].span.start - words[begin - 1].span.start > CONTEXT:
            break
        begin -= 1
    while stop < len(words) and _holds(words[stop], words[stop - 1]):
        if words[stop].span.end - words[end - 1].span.end > CONTEXT:
            break
        stop += 1
    inner = words[begin:stop]
    low = max(0.0, inner[0].span.start - MARGIN)
    high = min(duration, max(word.span.end for word in inner) + MARGIN)
    if begin > 0 and words[begin - 1].span.end <= inner[0].span.start:
        low = max(low, words[begin - 1].span.end)
    if stop < len(words) and words[stop].span.start >= inner[-1].span.end:
        high = min(high, words[stop].span.start)
    return Run(
        before=tuple(words[begin:first]),
        words=tuple(words[first:end]),
        after=tuple(words[end:stop]),
        heard=TimeSpan(start=low, end=max(low, high)),
    )


def _holds(word: Word, inner: Word) -> bool:
    """Whether a word beyond `inner` has a time to hold on to, follows on it, and is near."""
    if is_changed(word) or word.span.distance_to(inner.span) > APART:
        return False
    early, late = sorted((word, inner), key=lambda each: each.span)
    return early.span.end <= late.span.start or word.speaker == inner.speaker


def _neighbour(kept: Sequence[Word], changed: Word) -> tuple[Word, ...]:
    # Somebody else's word may well be said at the same time.
    return tuple(word for word in kept if word.speaker == changed.speaker)


def _latest_start(kept: Word, changed: Word) -> float:
    """From when on a changed word may be said after a kept one."""
    swallowed = changed.span.start < kept.span.end - AGREEING and kept.provenance in _MEASURED
    return min(kept.span.start + SHORTEST_WORD, kept.span.end) if swallowed else kept.span.end


def _earliest_end(kept: Word, changed: Word) -> float:
    """Until when a changed word may be said before a kept one."""
    swallowed = changed.span.end > kept.span.start + AGREEING and kept.provenance in _MEASURED
    return max(kept.span.end - SHORTEST_WORD, kept.span.start) if swallowed else kept.span.start


def _trimmed(words: Sequence[Word], transcript: Transcript) -> tuple[Word, ...]:
    silent = tuple(
        Silence(span=pause.span, tolerance=pause.tolerance)
        for pause in transcript.pauses
        if pause.kind is not PauseKind.LATCH
    )
    span = TimeSpan(start=words[0].span.start, end=max(word.span.end for word in words))
    (segment,) = trim_words([Segment(span=span, text="", words=tuple(words))], Silences(spans=silent))
    return segment.words


def _filled(segments: Iterable[Segment], words: Iterator[Word]) -> tuple[Segment, ...]:
    filled = []
    for segment in segments:
        own = tuple(next(words) for _ in segment.words)
        start = min([segment.span.start, *(word.span.start for word in own)])
        end = max([segment.span.end, *(word.span.end for word in own)])
        filled.append(replace(segment, words=own, span=TimeSpan(start=start, end=end)))
    return tuple(sorted(filled, key=lambda each: each.span))


def _identity(word: Word) -> tuple[str, TimeSpan, Provenance]:
    return word.text, word.span, word.provenance


def _within(span: TimeSpan, heard: TimeSpan) -> TimeSpan:
    inside = _held(span, heard.start, heard.end)
    return TimeSpan(start=inside.start - heard.start, end=inside.end - heard.start)


def _held(span: TimeSpan, low: float, high: float) -> TimeSpan:
    high = max(low, high)
    return TimeSpan(start=min(max(span.start, low), high), end=min(max(span.end, low), high))
