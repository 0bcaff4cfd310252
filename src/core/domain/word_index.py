"""Finding and changing words by their number in the transcript."""

from collections.abc import Callable, Container
from dataclasses import replace
from itertools import accumulate

from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.word import Word


def require_words(transcript: Transcript, first: int, last: int) -> None:
    """Return if words `first` to `last` are there.

    Raises:
        InvalidRequestError: they are not.
    """
    count = sum(len(segment.words) for segment in transcript.segments)
    if not 0 <= first <= last < count:
        raise InvalidRequestError(f"there are no words {first} to {last}; the transcript has {count}.")


def place_of(transcript: Transcript, word: int) -> tuple[int, int]:
    """The number of a word's segment, and its number within the segment."""
    ends = accumulate(len(segment.words) for segment in transcript.segments)
    for index, (segment, end) in enumerate(zip(transcript.segments, ends, strict=True)):
        if word < end:
            return index, word - (end - len(segment.words))
    raise InvalidRequestError(f"there is no word {word}.")


def with_words_changed(
    transcript: Transcript, first: int, last: int, change: Callable[[Word], Word]
) -> tuple[Segment, ...]:
    """The segments with `change` applied to words `first` to `last`, both included."""
    return with_chosen_changed(transcript, range(first, last + 1), change)


def with_chosen_changed(
    transcript: Transcript, chosen: Container[int], change: Callable[[Word], Word]
) -> tuple[Segment, ...]:
    """The segments with `change` applied to the words whose numbers are `chosen`."""
    number = -1
    segments: list[Segment] = []
    for segment in transcript.segments:
        words: list[Word] = []
        for word in segment.words:
            number += 1
            words.append(change(word) if number in chosen else word)
        segments.append(replace(segment, words=tuple(words)))
    return tuple(segments)
