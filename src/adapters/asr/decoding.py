"""What one pass over one chunk gives, before anything is judged."""

from dataclasses import dataclass

from exact_transcription.adapters.asr.word_times import TimedWord
from exact_transcription.core.domain.transcription_options import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodingSettings:
    """How to decode.

    Attributes:
        language: ISO 639-1 code of what is spoken, which the model knows.
        task: whether to write down what is said, or its translation into English.
        beam_size: hypotheses kept at each step, at temperature 0.
        hotwords: words that are likely to occur, separated by spaces, or empty.
        initial_prompt: text that the recording continues, or empty.
        temperature: 0 for beam search; above, the best of several samples is taken.
    """

    language: str
    task: Task = "transcribe"
    beam_size: int = 5
    hotwords: str = ""
    initial_prompt: str = ""
    temperature: float = 0.0

    @property
    def prompt(self) -> str:
        """Everything that the recogniser is told beforehand."""
        return f"{self.hotwords} {self.initial_prompt}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Recognised text of one chunk.

    Attributes:
        text: as recognised, stripped.
        avg_logprob: mean log probability of the tokens and the end of the text.
        no_speech_prob: probability of the no-speech token, 0 to 1.
        temperature: the one that gave this text.
        words: with times within the chunk; empty where word times are switched off.
    """

    text: str
    avg_logprob: float
    no_speech_prob: float
    temperature: float
    words: tuple[TimedWord, ...]
