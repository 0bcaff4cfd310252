"""Where paragraphs begin though the speaker goes on."""

from dataclasses import replace

from exact_transcription.core.domain.edit_segments import split
from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.word_index import place_of, require_words


def begun(transcript: Transcript, word: int) -> Transcript:
    """With a paragraph that begins with `word`, which begins a segment then as well."""
    require_words(transcript, word, word)
    index, place = place_of(transcript, word)
    return split(transcript, word, paragraph=True) if place > 0 else _said(transcript, index, begins=True)


def joined(transcript: Transcript, word: int) -> Transcript:
    """With the paragraph that begins with `word` made one with the same speaker's before it."""
    require_words(transcript, word, word)
    index, place = place_of(transcript, word)
    if place > 0:
        raise InvalidRequestError(f"no paragraph begins with word {word}, which is inside a segment.")
    words = transcript.words
    if word == 0 or words[word - 1].speaker != words[word].speaker:
        raise InvalidRequestError(
            f"before word {word} nothing is said by the same speaker; give its words to the one before first."
        )
    return _said(transcript, index, begins=False)


def _said(transcript: Transcript, index: int, *, begins: bool) -> Transcript:
    segments = list(transcript.segments)
    segments[index] = replace(segments[index], paragraph=begins)
    return replace(transcript, segments=tuple(segments))
