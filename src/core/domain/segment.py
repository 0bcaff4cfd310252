"""A stretch of recognised text (Whisper's and WhisperX's meaning of "segment")."""

from dataclasses import dataclass

from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.word import Word


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodingScores:
    """What the recogniser says of its own work on a segment; the names are Whisper's.

    Attributes:
        avg_logprob: mean log probability of the tokens (natural logarithm, at most 0).
        no_speech_prob: probability of the no-speech token, 0 to 1.
        compression_ratio: length of the text over its zlib-compressed length; looping text goes above 2.4.
        temperature: the sampling temperature that gave the text; 0 is beam search.
    """

    avg_logprob: float
    no_speech_prob: float
    compression_ratio: float
    temperature: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Recognised text with its time and, once aligned, its words.

    Attributes:
        span: when it was said; covers its words.
        text: the text as recognised, stripped.
        words: in order of being said; empty until aligned.
        speaker: id of the speaker of most of it, or None.
        scores: the recogniser's own scores, where it gave some.
        paragraph: what a person says of its beginning where its speaker was speaking already: True if a
            paragraph begins there, False if the one before goes on, None where nobody said.
    """

    span: TimeSpan
    text: str
    words: tuple[Word, ...] = ()
    speaker: str | None = None
    scores: DecodingScores | None = None
    paragraph: bool | None = None
