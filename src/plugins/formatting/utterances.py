"""A transcript as what one speaker says at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from exact_transcription.core.domain.paragraphs import continues
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.word import Word
from exact_transcription.plugins.formatting.plain_text import join_texts, one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """What one speaker says without another one between.

    Attributes:
        speaker: id, or None where nobody was told apart.
        span: from the first word's start to the latest end.
        text: on one line.
        words: its words, each on one line; empty where the recogniser's text has no word times.
    """

    speaker: str | None
    span: TimeSpan
    text: str
    words: tuple[Word, ...] = ()


def utterances(
    transcript: Transcript,
    *,
    join: bool = True,
    max_silence: float | None = None,
    breaks: bool = True,
    over_silence: bool = True,
) -> Iterator[Utterance]:
    """Cut a transcript where the speaker changes or a person began a paragraph, in the order of its segments.

    Args:
        transcript: what to cut.
        join: put neighbouring segments of one speaker together.
        max_silence: begin anew after so many seconds without a word, even of the same speaker.
        breaks: begin anew where a person began a paragraph.
        over_silence: let go on, however long the silence is, where a person joined two paragraphs.
    """
    pending: list[Utterance] = []
    for segment in transcript.segments:
        for number, part in enumerate(_parts(segment, transcript.language)):
            silence = part.span.start - pending[-1].span.end if pending else 0.0
            goes_on = number > 0 or continues(
                segment, silence, max_silence, breaks=breaks, over_silence=over_silence
            )
            if pending and not (join and goes_on and part.speaker == pending[-1].speaker):
                yield _merged(pending, transcript.language)
                pending = []
            pending.append(part)
    if pending:
        yield _merged(pending, transcript.language)


def tidy(word: Word) -> Word:
    """The word with its text on one line."""
    text = one_line(word.text)
    return word if text == word.text else replace(word, text=text or "\N{REPLACEMENT CHARACTER}")


def _parts(segment: Segment, language: str) -> Iterator[Utterance]:
    if not segment.words:
        if text := one_line(segment.text):
            yield Utterance(speaker=segment.speaker, span=segment.span, text=text)
        return
    for speaker, group in groupby(segment.words, key=lambda word: word.speaker):
        words = tuple(tidy(word) for word in group)
        whole = len(words) == len(segment.words) and one_line(segment.text)
        yield Utterance(
            speaker=speaker,
            span=_cover(words),
            text=whole or join_texts([word.text for word in words], language),
            words=words,
        )


def _merged(parts: list[Utterance], language: str) -> Utterance:
    if len(parts) == 1:
        return parts[0]
    end = max(part.span.end for part in parts)
    start = min(part.span.start for part in parts)
    return Utterance(
        speaker=parts[0].speaker,
        span=TimeSpan(start=start, end=end),
        text=join_texts([part.text for part in parts], language),
        words=tuple(word for part in parts for word in part.words),
    )


def _cover(words: tuple[Word, ...]) -> TimeSpan:
    return TimeSpan(start=min(word.span.start for word in words), end=max(word.span.end for word in words))
