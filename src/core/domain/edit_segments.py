"""Where segments begin and end."""

from collections import Counter
from dataclasses import replace

from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.text import LANGUAGES_WITHOUT_SPACES, excerpt
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.word import Word
from exact_transcription.core.domain.word_index import place_of, require_words


def split(transcript: Transcript, word: int, *, paragraph: bool | None = None) -> Transcript:
    """With a segment, and perhaps a paragraph, that begins with `word`, which is inside a segment."""
    require_words(transcript, word, word)
    index, place = place_of(transcript, word)
    if place == 0:
        raise InvalidRequestError(f"a segment begins with word {word} already.")
    segment = transcript.segments[index]
    begin = _part(segment, 0, place, transcript)
    rest = _part(segment, place, len(segment.words), transcript)
    return _with(transcript, index, index, begin, replace(rest, paragraph=paragraph))


def merged(transcript: Transcript, first: int, last: int) -> Transcript:
    """With one segment instead of segments `first` to `last`."""
    if not 0 <= first < last < len(transcript.segments):
        count = len(transcript.segments)
        raise InvalidRequestError(f"there are no segments {first} to {last} to merge; there are {count}.")
    old = transcript.segments[first : last + 1]
    words = tuple(word for segment in old for word in segment.words)
    between = "" if transcript.language in LANGUAGES_WITHOUT_SPACES else " "
    whole = Segment(
        span=TimeSpan(start=old[0].span.start, end=max(segment.span.end for segment in old)),
        text=between.join(segment.text for segment in old if segment.text),
        words=words,
        speaker=speaker_of(words) if words else old[0].speaker,
        paragraph=old[0].paragraph,
    )
    return _with(transcript, first, last, whole)


def speaker_of(words: tuple[Word, ...]) -> str | None:
    """Who says most of some words, by time."""
    said: Counter[str | None] = Counter()
    for word in words:
        said[word.speaker] += max(1, round(word.span.duration * 1000))
    return said.most_common(1)[0][0]


def _part(segment: Segment, begin: int, end: int, transcript: Transcript) -> Segment:
    words = segment.words[begin:end]
    start = segment.span.start if begin == 0 else words[0].span.start
    stop = segment.span.end if end == len(segment.words) else max(word.span.end for word in words)
    return replace(
        segment,
        span=TimeSpan(start=start, end=max(start, stop)),
        text=excerpt(segment.text, segment.words, begin, end, transcript.language),
        words=words,
        speaker=speaker_of(words),
    )


def _with(transcript: Transcript, first: int, last: int, *new: Segment) -> Transcript:
    segments = (*transcript.segments[:first], *new, *transcript.segments[last + 1 :])
    return replace(transcript, segments=tuple(sorted(segments, key=lambda each: each.span)))
