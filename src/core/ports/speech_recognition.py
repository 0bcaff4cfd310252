"""From audio to text."""

from dataclasses import dataclass
from typing import Protocol

from exact_transcription.core.domain.report import Notice
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.transcription_options import Task
from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.ports.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionOptions:
    """What a caller may ask of the recogniser.

    Attributes:
        task: whether to write down what is said, or its translation into English.
        language: ISO 639-1 code of what is spoken, or None to find it out.
        hotwords: words and names that are likely to occur.
        initial_prompt: text that the recording continues, in its style of spelling and punctuation.
        beam_size: hypotheses kept at each step.
    """

    task: Task = "transcribe"
    language: str | None = None
    hotwords: tuple[str, ...] = ()
    initial_prompt: str = ""
    beam_size: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """Recognised text.

    Attributes:
        language: ISO 639-1 code of what is spoken; the text of a translation is English whatever it is.
        language_confidence: 0..1 if it was found out, None if it was given.
        segments: sorted by start. Where the recogniser knows word times itself, the segments have words
            with provenance `attention` and the recogniser's confidence; aligners then improve the times.
        notices: chunks that were kept out, decoded again or are suspect.
    """

    language: str
    language_confidence: float | None
    segments: tuple[Segment, ...]
    notices: tuple[Notice, ...] = ()


class SpeechRecognizer(Protocol):
    """Writes down what is said."""

    @property
    def model(self) -> str:
        """What does the work, for the report."""

    def recognize(
        self,
        waveform: Waveform,
        activity: VoiceActivity,
        *,
        options: RecognitionOptions,
        progress: Progress,
    ) -> Recognition:
        """Recognise the spans in which somebody talks; no speech gives no segments.

        Raises:
            InvalidRequestError: the model does not know the language asked for, or cannot translate.
            ModelError: the model cannot be used.
            ResourceExhaustedError: not even one chunk at a time fits into memory.
            JobCancelledError: through `progress`.
        """
