"""How exact a transcript is, in numbers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import TypeVar

from exact_transcription.core.domain.pause import PauseKind
from exact_transcription.core.domain.time_span import TimeSpan, merged
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.word import Provenance, Word, WordFlag
from exact_transcription.plugins.formatting.speakers import speaker_labels

Kind = TypeVar("Kind", WordFlag, Provenance, PauseKind)

UNSURE = 0.5
"""A word of lower confidence is more likely wrong than right, as far as the recogniser knows."""

MEASURED = frozenset({Provenance.ALIGNED, Provenance.WILDCARD, Provenance.TRIMMED, Provenance.EDITED})
"""Times that were looked for in the audio, or set by a person."""

PAUSE_BINS = (0.1, 0.2, 0.5, 1.0, 2.0, 3.0, 5.0)
"""Edges of the lengths that pauses are counted by, in seconds; the outermost are open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of the recording.

    Attributes:
        span: when.
        confidence: mean of its words, or None where nobody speaks.
        lowest: of its words, or None.
        words: how many begin in it.
    """

    span: TimeSpan
    confidence: float | None
    lowest: float | None
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerShare:
    """How much one speaker talks.

    Attributes:
        label: what to call them.
        number: of the speaker, from 0, in order of first speaking.
        seconds: of talk; talking at once counts for each.
        share: of all talk, 0..1.
        words: how many.
        turns: how many.
    """

    label: str
    number: int
    seconds: float
    share: float
    words: int
    turns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What the report tells.

    Attributes:
        words: how many there are.
        confidence: mean of all words, or None without words.
        unsure: words that the recogniser rather doubts.
        measured: words whose time was looked for in the audio.
        flagged: words that deserve a second look, by reason.
        doubtful: words with at least one reason for a second look: doubted, guessed or flagged.
        provenance: words by where their time comes from.
        parts: the recording in equal parts.
        speakers: in order of first speaking.
        overlap: seconds in which several talk at once.
        pauses: how many of each kind.
        pause_seconds: of all pauses together.
        pause_lengths: pauses by length: below the first of `PAUSE_BINS`, between each two, above the last.
        tolerance: median by which the edge of a pause may be off, in seconds, or None without pauses.
    """

    words: int
    confidence: float | None
    unsure: int
    measured: int
    flagged: Mapping[WordFlag, int]
    doubtful: int
    provenance: Mapping[Provenance, int]
    parts: tuple[Part, ...]
    speakers: tuple[SpeakerShare, ...]
    overlap: float
    pauses: Mapping[PauseKind, int]
    pause_seconds: float
    pause_lengths: tuple[int, ...]
    tolerance: float | None


def measures_of(transcript: Transcript, *, parts: int = 48) -> Measures:
    """Count and measure; `parts` is how many equal parts of the recording are told apart."""
    words = transcript.words
    # A latch is the absence of a pause, with the length of its own uncertainty.
    silences = [each for each in transcript.pauses if each.kind is not PauseKind.LATCH]
    return Measures(
        words=len(words),
        confidence=fmean(word.confidence for word in words) if words else None,
        unsure=sum(word.confidence < UNSURE for word in words),
        measured=sum(word.provenance in MEASURED for word in words),
        flagged=_in_order(WordFlag, Counter(flag for word in words for flag in word.flags)),
        doubtful=sum(_doubtful(word) for word in words),
        provenance=_in_order(Provenance, Counter(word.provenance for word in words)),
        parts=_parts(words, transcript.duration, parts),
        speakers=_speakers(transcript),
        overlap=sum(each.span.duration for each in transcript.overlaps),
        pauses=_in_order(PauseKind, Counter(each.kind for each in transcript.pauses)),
        pause_seconds=sum(each.span.duration for each in silences),
        pause_lengths=_by_length([each.span.duration for each in silences]),
        tolerance=median(each.tolerance for each in silences) if silences else None,
    )


def _doubtful(word: Word) -> bool:
    return bool(word.flags) or word.confidence < UNSURE or word.provenance is Provenance.INTERPOLATED


def _in_order(kinds: type[Kind], counted: Counter[Kind]) -> Mapping[Kind, int]:
    return {kind: counted[kind] for kind in kinds if counted[kind]}


def _parts(words: Sequence[Word], duration: float, count: int) -> tuple[Part, ...]:
    if duration <= 0:
        return ()
    width = duration / count
    found: list[list[float]] = [[] for _ in range(count)]
    for word in words:
        found[min(count - 1, int(word.span.start / width))].append(word.confidence)
    return tuple(
        Part(
            span=TimeSpan(start=number * width, end=(number + 1) * width),
            confidence=fmean(confidences) if confidences else None,
            lowest=min(confidences, default=None),
            words=len(confidences),
        )
        for number, confidences in enumerate(found)
    )


def _speakers(transcript: Transcript) -> tuple[SpeakerShare, ...]:
    labels = speaker_labels(transcript)
    spans: dict[str, list[TimeSpan]] = {speaker.id: [] for speaker in transcript.speakers}
    for turn in transcript.turns:
        spans[turn.speaker].append(turn.span)
    seconds = {each: sum(span.duration for span in merged(found)) for each, found in spans.items()}
    total = sum(seconds.values())
    words = Counter(word.speaker for word in transcript.words)
    return tuple(
        SpeakerShare(
            label=labels[speaker.id],
            number=number,
            seconds=seconds[speaker.id],
            share=seconds[speaker.id] / total if total else 0.0,
            words=words[speaker.id],
            turns=len(spans[speaker.id]),
        )
        for number, speaker in enumerate(transcript.speakers)
    )


def _by_length(durations: Sequence[float]) -> tuple[int, ...]:
    counts = [0] * (len(PAUSE_BINS) + 1)
    for duration in durations:
        # Milliseconds, so that a pause of 0.2 s that a float has as 0.19999 is not one of less.
        counts[sum(round(duration * 1000) >= round(edge * 1000) for edge in PAUSE_BINS)] += 1
    return tuple(counts)
