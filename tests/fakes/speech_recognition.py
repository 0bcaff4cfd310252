"""A speech recogniser that reads from a script."""

from collections.abc import Sequence

from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.report import Notice
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.domain.word import Provenance, Word
from exact_transcription.core.ports.progress import Progress
from exact_transcription.core.ports.speech_recognition import Recognition, RecognitionOptions

LANGUAGES = frozenset({"de", "en"})


class FakeSpeechRecognizer:
    """Says the script where there is speech; without a script, "somebody talks." in every span of speech."""

    model = "script"

    def __init__(
        self,
        segments: Sequence[Segment] | None = None,
        *,
        language: str = "en",
        notices: Sequence[Notice] = (),
    ) -> None:
        self._segments = segments
        self._language = language
        self._notices = tuple(notices)
        self.asked: list[RecognitionOptions] = []

    def recognize(
        self,
        waveform: Waveform,
        activity: VoiceActivity,
        *,
        options: RecognitionOptions,
        progress: Progress,
    ) -> Recognition:
        self.asked.append(options)
        if options.language is not None and options.language not in LANGUAGES:
            raise InvalidRequestError(f"It does not know {options.language}.", hint="It knows de, en.")
        progress.advance(0.0)
        speech = [span.clipped(waveform.duration) for span in activity.speech]
        script = [_somebody_talks(span) for span in speech] if self._segments is None else self._segments
        heard = [segment for segment in script if any(segment.span.overlap_with(span) for span in speech)]
        progress.advance(1.0)
        return Recognition(
            language=options.language or self._language,
            language_confidence=None if options.language else 0.9,
            segments=tuple(sorted(heard, key=lambda segment: segment.span)),
            notices=self._notices,
        )


def _somebody_talks(span: TimeSpan) -> Segment:
    words = tuple(
        Word(text=text, span=part, confidence=0.8, provenance=Provenance.ATTENTION)
        for text, part in (
            ("somebody", TimeSpan(start=span.start, end=span.middle)),
            ("talks.", TimeSpan(start=span.middle, end=span.end)),
        )
    )
    return Segment(span=span, text="somebody talks.", words=words)
