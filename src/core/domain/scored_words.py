"""A transcript as the words that are scored."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.word import Word


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredWord:
    """A word in normal form, or a character where words are written without spaces.

    Attributes:
        text: never empty.
        start: seconds, of the word where it is known, else of its segment.
        speaker: id, or None.
        word: the word of the transcript that it is the whole of; None where normalisation joined or parted
            words, and where the segment has no words.
    """

    text: str
    start: float
    speaker: str | None
    word: Word | None = None


def scored_words(
    transcript: Transcript, normal_form: Callable[[str], str], *, characters: bool
) -> list[ScoredWord]:
    """All words of a transcript in the order of its segments.

    A segment is normalised as a whole, since numbers and contractions reach over words: "twenty five" is 25.

    Args:
        transcript: any.
        normal_form: the normalisation.
        characters: part the text into characters.
    """
    parts = list if characters else str.split
    return [
        word
        for segment in transcript.segments
        for word in _of_segment(segment, lambda text: parts(_closed(normal_form(text), characters)))
    ]


def said_by(words: list[ScoredWord], nobody: str) -> Mapping[str, str]:
    """What each speaker says, words apart by spaces; whoever is unknown is called `nobody`."""
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word.speaker or nobody, []).append(word.text)
    return {speaker: " ".join(said) for speaker, said in found.items()}


def _closed(text: str, characters: bool) -> str:  # noqa: FBT001 - the switch is what it is about
    return "".join(text.split()) if characters else text


def _of_segment(segment: Segment, units: Callable[[str], list[str]]) -> Iterator[ScoredWord]:
    whole = units(segment.text)
    by_word = [(word, units(word.text)) for word in segment.words]
    if [unit for _, own in by_word for unit in own] != whole:
        for unit in whole:
            yield ScoredWord(text=unit, start=segment.span.start, speaker=segment.speaker)
        return
    for word, own in by_word:
        for unit in own:
            yield ScoredWord(
                text=unit,
                start=word.span.start,
                speaker=word.speaker or segment.speaker,
                word=word if len(own) == 1 else None,
            )
