"""A transcript as the words that are scored."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

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
    """

    text: str
    start: float
    speaker: str | None


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

    def units(text: str) -> list[str]:
        words = normal_form(text).split()
        return list("".join(words)) if characters else words

    return [word for segment in transcript.segments for word in _of_segment(segment, units)]


def said_by(words: list[ScoredWord], nobody: str) -> Mapping[str, str]:
    """What each speaker says, words apart by spaces; whoever is unknown is called `nobody`."""
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word.speaker or nobody, []).append(word.text)
    return {speaker: " ".join(said) for speaker, said in found.items()}


def timed_words(transcript: Transcript, normal_form: Callable[[str], str]) -> list[tuple[str, Word]]:
    """Each word that has a time, with a normal form in which it stays one word; signs alone are left out."""
    forms = (("".join(normal_form(word.text).split()), word) for word in transcript.words)
    return [(form, word) for form, word in forms if form]


def _of_segment(segment: Segment, units: Callable[[str], list[str]]) -> Iterator[ScoredWord]:
    whole = units(segment.text)
    parts = [(unit, word) for word in segment.words for unit in units(word.text)]
    if not parts:
        for unit in whole:
            yield ScoredWord(text=unit, start=segment.span.start, speaker=segment.speaker)
        return
    # Where normalising the whole joins or parts words, they lie where the words lie that they come from.
    same = SequenceMatcher(None, whole, [unit for unit, _ in parts], autojunk=False)
    for _, first, last, other, other_last in same.get_opcodes():
        for index in range(first, last):
            at = min(other + index - first, max(other, other_last - 1), len(parts) - 1)
            word = parts[at][1]
            yield ScoredWord(
                text=whole[index], start=word.span.start, speaker=word.speaker or segment.speaker
            )
