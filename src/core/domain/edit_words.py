"""Writing words, taking them away, accepting them, and saying when they were said."""

from dataclasses import replace

from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.interpolation import interpolated
from exact_transcription.core.domain.paragraphs import without_gone
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.text import excerpt, joined
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.tokenization import words_in
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.word import Provenance, Word, WordFlag
from exact_transcription.core.domain.word_index import place_of, require_words, with_words_changed

_SURE = 1.0
"""A person wrote it."""

MAX_CHARACTERS = 10_000


def replaced(transcript: Transcript, first: int, last: int, text: str) -> Transcript:
    """With words `first` to `last`, which belong to one segment, replaced by those of `text`."""
    require_words(transcript, first, last)
    if len(text) > MAX_CHARACTERS:
        raise InvalidRequestError(f"a text has at most {MAX_CHARACTERS} characters.")
    (index, begin), (other, end) = place_of(transcript, first), place_of(transcript, last)
    if index != other:
        raise InvalidRequestError("the words belong to more than one segment; edit each segment by itself.")
    segment = transcript.segments[index]
    old = segment.words[begin : end + 1]
    new = _written(words_in(text, transcript.language) if text.strip() else (), old, transcript.language)
    return _with_segment(transcript, index, _spliced(segment, begin, end + 1, new, transcript.language))


def inserted(
    transcript: Transcript, text: str, *, before: int | None = None, after: int | None = None
) -> Transcript:
    """With the words of `text` before or after a word, in its segment and of its speaker."""
    if (before is None) is (after is None):
        raise InvalidRequestError("say either before or after which word.")
    if len(text) > MAX_CHARACTERS or not text.strip():
        raise InvalidRequestError(f"a text to insert has 1 to {MAX_CHARACTERS} characters.")
    at = before if before is not None else after or 0
    require_words(transcript, at, at)
    index, place = place_of(transcript, at)
    segment = transcript.segments[index]
    begin = place if after is None else place + 1
    beside = replace(segment.words[place], span=_room(segment, begin), flags=frozenset())
    new = _guessed(words_in(text, transcript.language), beside, beside.span, transcript.language)
    return _with_segment(transcript, index, _spliced(segment, begin, begin, new, transcript.language))


def deleted(transcript: Transcript, first: int, last: int) -> Transcript:
    """Without words `first` to `last`."""
    require_words(transcript, first, last)
    # From the end, so that the numbers of the words before stay.
    end = last
    while end >= first:
        _, place = place_of(transcript, end)
        begin = max(first, end - place)
        transcript = replaced(transcript, begin, end, "")
        end = begin - 1
    return transcript


def confirmed(transcript: Transcript, first: int, last: int) -> Transcript:
    """With words `first` to `last` beyond doubt; a time that was a guess is now a person's."""
    require_words(transcript, first, last)
    return replace(transcript, segments=with_words_changed(transcript, first, last, _vouched_for))


def moved(transcript: Transcript, word: int, span: TimeSpan) -> Transcript:
    """With one word at another time; words of a segment stay in the order of their beginnings."""
    require_words(transcript, word, word)
    if span.end > transcript.duration:
        raise InvalidRequestError(f"the recording ends at {transcript.duration:.3f} s.")
    index, place = place_of(transcript, word)
    segment = transcript.segments[index]
    words = list(segment.words)
    words[place] = replace(words[place], span=span, provenance=Provenance.EDITED)
    neighbours = words[max(0, place - 1) : place + 2]
    if neighbours != sorted(neighbours, key=lambda each: each.span.start):
        raise InvalidRequestError("the word would begin before the one before it, or after the one after it.")
    return _with_segment(transcript, index, _covering(replace(segment, words=tuple(words))))


def _written(texts: tuple[str, ...], old: tuple[Word, ...], language: str) -> tuple[Word, ...]:
    if len(texts) == len(old):
        return tuple(
            word if word.text == text else _sure(replace(word, text=text))
            for word, text in zip(old, texts, strict=True)
        )
    if not texts:
        return ()
    span = TimeSpan(start=old[0].span.start, end=max(word.span.end for word in old))
    return _guessed(texts, old[0], span, language)


def _guessed(texts: tuple[str, ...], like: Word, span: TimeSpan, language: str) -> tuple[Word, ...]:
    words = tuple(_sure(replace(like, text=text)) for text in texts)
    return interpolated(Segment(span=span, text=" ".join(texts), words=words), language=language).words


def _room(segment: Segment, place: int) -> TimeSpan:
    """The time between the words around `place`; at an edge of the segment, what is left of it."""
    start = segment.words[place - 1].span.end if place > 0 else segment.span.start
    end = segment.words[place].span.start if place < len(segment.words) else segment.span.end
    return TimeSpan(start=min(start, end), end=end)


def _vouched_for(word: Word) -> Word:
    guessed = word.provenance is Provenance.INTERPOLATED
    provenance = Provenance.EDITED if guessed else word.provenance
    return replace(word, confidence=_SURE, flags=frozenset(), provenance=provenance)


def _sure(word: Word) -> Word:
    return replace(word, confidence=_SURE, flags=word.flags - {WordFlag.SUSPECT_TEXT, WordFlag.OVERLONG})


def _spliced(segment: Segment, begin: int, end: int, new: tuple[Word, ...], language: str) -> Segment | None:
    """The segment with other words from `begin` to `end`, its text elsewhere as it was."""
    words = (*segment.words[:begin], *new, *segment.words[end:])
    if not words:
        return None
    count = len(segment.words)
    parts = (
        excerpt(segment.text, segment.words, 0, begin, language) if begin else "",
        joined(new, language),
        excerpt(segment.text, segment.words, end, count, language) if end < count else "",
    )
    between = joined([replace(words[0], text="一"), replace(words[0], text="一")], language)[1:-1]
    text = between.join(part for part in parts if part)
    return _covering(replace(segment, text=text, words=words))


def _covering(segment: Segment) -> Segment:
    start = min(segment.span.start, *(word.span.start for word in segment.words))
    end = max(segment.span.end, *(word.span.end for word in segment.words))
    return replace(segment, span=TimeSpan(start=start, end=end))


def _with_segment(transcript: Transcript, index: int, segment: Segment | None) -> Transcript:
    segments = [*transcript.segments[:index], segment, *transcript.segments[index + 1 :]]
    kept = sorted(without_gone(transcript.segments, segments), key=lambda each: each.span)
    return replace(transcript, segments=tuple(kept))
