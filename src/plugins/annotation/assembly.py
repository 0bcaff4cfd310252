"""From the tiers of an annotation file back to a transcript."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from exact_transcription.core.domain.diarization import Speaker
from exact_transcription.core.domain.pause import Pause, PauseKind
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Media, Transcript
from exact_transcription.plugins.annotation.labels import Label
from exact_transcription.plugins.formatting.plain_text import join_texts
from exact_transcription.plugins.reading.assembly import Assembly, ReadSegment, ReadWord

_KINDS = {kind.value: kind for kind in PauseKind}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTier:
    """What a file says of one speaker.

    Attributes:
        name: of the speaker, or None where the file names nobody.
        stretches: what is said at a time, with its text; may be empty.
        words: single words; may be empty.
    """

    name: str | None
    stretches: Sequence[Label] = ()
    words: Sequence[Label] = ()


def assembled(
    tiers: Sequence[ReadTier], *, media: Media, language: str = "", pauses: Sequence[Label] = ()
) -> Transcript:
    """Put tiers together.

    A stretch becomes a segment with the words whose middle lies in it; words outside all stretches become
    segments of their own. Who spoke before and after a pause is not in such a file.

    Args:
        tiers: one a speaker; those who say nothing are kept, last.
        media: the recording as far as the file tells; it is made longer where labels go beyond its end.
        language: ISO 639-1 code, or empty.
        pauses: labels whose text is the kind of a pause; others are left out.
    """
    segments = [segment for tier in tiers for segment in _segments(tier, language)]
    transcript = Assembly(segments=segments, media=media.name, language=language).transcript()
    duration = max(media.duration, transcript.duration)
    return replace(
        transcript,
        media=replace(transcript.media, duration=duration),
        speakers=(*transcript.speakers, *_silent(tiers, transcript.speakers)),
        pauses=tuple(_pauses(pauses)),
    )


def _silent(tiers: Sequence[ReadTier], heard: Sequence[Speaker]) -> Iterator[Speaker]:
    known = {speaker.label for speaker in heard}
    taken = {speaker.id for speaker in heard}
    for name in dict.fromkeys(tier.name for tier in tiers if tier.name and tier.name not in known):
        number = len(taken)
        while f"SPEAKER_{number:02d}" in taken:
            number += 1
        identity = f"SPEAKER_{number:02d}"
        taken.add(identity)
        yield Speaker(id=identity, name=None if name == identity else name)


def _segments(tier: ReadTier, language: str) -> Iterator[ReadSegment]:
    stretches = sorted(tier.stretches, key=lambda label: label.start)
    words = sorted(tier.words, key=lambda label: label.start)
    starts = [label.start for label in stretches]
    owned: dict[int, list[Label]] = {}
    for owner, group in groupby(words, key=lambda word: _owner(word, stretches, starts)):
        labels = list(group)
        if owner is None:
            text = join_texts([label.text for label in labels], language)
            whole = Label(start=labels[0].start, end=max(label.end for label in labels), text=text)
            yield _segment(whole, labels, tier.name)
        else:
            owned.setdefault(owner, []).extend(labels)
    for index, stretch in enumerate(stretches):
        yield _segment(stretch, owned.get(index, []), tier.name)


def _owner(word: Label, stretches: Sequence[Label], starts: Sequence[int]) -> int | None:
    middle = (word.start + word.end) / 2
    index = bisect_right(starts, middle) - 1
    return index if index >= 0 and middle <= stretches[index].end else None


def _segment(whole: Label, words: Sequence[Label], speaker: str | None) -> ReadSegment:
    return ReadSegment(
        text=whole.text,
        start=whole.start / 1000,
        end=whole.end / 1000,
        speaker=speaker,
        words=[
            ReadWord(text=word.text, start=word.start / 1000, end=word.end / 1000, speaker=speaker)
            for word in words
        ],
    )


def _pauses(labels: Sequence[Label]) -> Iterator[Pause]:
    for label in labels:
        if kind := _KINDS.get(label.text):
            span = TimeSpan(start=label.start / 1000, end=label.end / 1000)
            yield Pause(kind=kind, span=span, speaker=None, next_speaker=None, tolerance=0.0)
