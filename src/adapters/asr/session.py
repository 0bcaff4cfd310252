"""One recording on its way through a loaded pipeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exact_transcription.adapters.asr.chunking import Chunk, chunks_of
from exact_transcription.adapters.asr.decoding import Decoded, DecodingSettings
from exact_transcription.adapters.asr.guard import Guard
from exact_transcription.adapters.asr.languages import averaged, spread
from exact_transcription.adapters.asr.sentences import segments_of
from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.translation import text_language
from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.domain.word import WordFlag
from exact_transcription.core.ports.progress import Progress
from exact_transcription.core.ports.speech_recognition import Recognition, RecognitionOptions

if TYPE_CHECKING:
    from exact_transcription.adapters.asr.chunk_pipeline import ChunkPipeline

UNDETERMINED = "und"
"""ISO 639's code for a language that could not be found out, here because nobody talks."""
PADDING = 5.0
"""Seconds of silence after a chunk. Whisper was trained on windows of 30 s; encoding only as much as is
needed halves the time for short chunks. With 2 s of padding one chunk in 25 ended in a loop; with 5 s none of
99 did, and their word error rate was that of full windows."""
_FIRST_PASS = 0.9
"""The part of the stage that the first pass takes; decoding again is rare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Language:
    """The language, and what was computed to find it.

    Attributes:
        code: ISO 639-1.
        confidence: 0 to 1, or None if it was not looked for.
        chunks: indices of the chunks that were listened to.
        encoded: the encoder's output for those.
    """

    code: str
    confidence: float | None = None
    chunks: tuple[int, ...] = ()
    encoded: Any = None


class Session:
    """Recognises one recording."""

    def __init__(
        self,
        *,
        pipeline: "ChunkPipeline",
        waveform: Waveform,
        activity: VoiceActivity,
        batch_size: int,
        progress: Progress,
    ) -> None:
        """Cut the recording into chunks."""
        self._pipeline = pipeline
        self._waveform = waveform
        self._activity = activity
        self._batch_size = batch_size
        self._progress = progress
        self._chunks = chunks_of(activity, duration=waveform.duration)
        self._advanced = 0.0

    def recognize(self, options: RecognitionOptions) -> Recognition:
        """Recognise all chunks and judge the result.

        Raises:
            InvalidRequestError: the model does not know the language, or cannot translate.
            ResourceExhaustedError: not even one chunk at a time fits into memory.
            JobCancelledError: through the progress.
        """
        self._check(options)
        self._advance(0.0)
        if not self._chunks:
            return self._nothing(options)
        language = self._language(options)
        settings = DecodingSettings(
            language=language.code,
            task=options.task,
            beam_size=options.beam_size,
            hotwords=" ".join(options.hotwords),
            initial_prompt=options.initial_prompt,
        )
        decoded = self._first_pass(settings, language)
        segments, guard = self._judged(decoded, settings)
        return Recognition(
            language=language.code,
            language_confidence=language.confidence,
            segments=segments,
            notices=tuple(guard.notices),
        )

    def _check(self, options: RecognitionOptions) -> None:
        language, known = options.language, self._pipeline.model.supported_languages
        if options.task == "translate" and not self._pipeline.model.model.is_multilingual:
            raise InvalidRequestError(
                "The recognition model knows only English and cannot translate.",
                hint="Choose a multilingual model, e.g. base or small.",
            )
        if language is not None and language not in known:
            raise InvalidRequestError(
                f"The recognition model does not know the language {language!r}.",
                hint=f"It knows {', '.join(sorted(known))}.",
            )

    def _nothing(self, options: RecognitionOptions) -> Recognition:
        if options.language is not None:
            return Recognition(language=options.language, language_confidence=None, segments=())
        multilingual = self._pipeline.model.model.is_multilingual
        return Recognition(
            language=UNDETERMINED if multilingual else "en",
            language_confidence=0.0 if multilingual else None,
            segments=(),
        )

    def _language(self, options: RecognitionOptions) -> _Language:
        if options.language is not None:
            return _Language(code=options.language)
        if not self._pipeline.model.model.is_multilingual:
            return _Language(code="en")
        chosen = spread(self._chunks)
        chunks = [self._chunks[index] for index in chosen]
        probabilities, encoded = self._pipeline.languages(
            self._waveform, chunks, batch_size=self._batch_size, padding=PADDING
        )
        code, confidence = averaged(probabilities, [chunk.spoken for chunk in chunks])
        if encoded is None:
            return _Language(code=code, confidence=confidence)
        return _Language(code=code, confidence=confidence, chunks=chosen, encoded=encoded)

    def _first_pass(self, settings: DecodingSettings, language: _Language) -> dict[int, Decoded]:
        """All chunks: first those that are encoded already, then by length, so that batches are even."""
        rest = sorted(
            set(range(len(self._chunks))) - set(language.chunks),
            key=lambda index: -self._chunks[index].span.duration,
        )
        results: dict[int, Decoded] = {}
        for indices, encoded in ((language.chunks, language.encoded), (rest, None)):
            if indices:
                found = self._run(indices, settings, encoded, len(results))
                results.update(zip(indices, found, strict=True))
        return results

    def _run(
        self, indices: Sequence[int], settings: DecodingSettings, encoded: Any, before: int
    ) -> list[Decoded]:
        return self._pipeline.run(
            self._waveform.samples,
            [self._chunks[index] for index in indices],
            settings,
            batch_size=self._batch_size,
            done=lambda done: self._advance(_FIRST_PASS * (before + done) / len(self._chunks)),
            encoded=encoded,
            padding=PADDING,
        )

    def _judged(
        self, decoded: dict[int, Decoded], settings: DecodingSettings
    ) -> tuple[tuple[Segment, ...], Guard]:
        guard = Guard(waveform=self._waveform, activity=self._activity, decode=self._again, settings=settings)
        segments: list[Segment] = []
        language = text_language(settings.task, settings.language)
        for index, chunk in enumerate(self._chunks):
            self._advance(_FIRST_PASS + (1 - _FIRST_PASS) * index / len(self._chunks))
            for piece in guard.judge(chunk, decoded[index]):
                flags = frozenset({WordFlag.SUSPECT_TEXT} if piece.suspect else ())
                segments += segments_of(piece.chunk, piece.decoded, language=language, flags=flags)
        self._advance(1.0)
        return tuple(sorted(segments, key=lambda segment: segment.span)), guard

    def _again(self, chunks: Sequence[Chunk], settings: DecodingSettings) -> list[Decoded]:
        """Decode chunks again, in full windows and stopping in between if asked to."""
        self._advance(self._advanced)
        return self._pipeline.run(self._waveform.samples, chunks, settings, batch_size=self._batch_size)

    def _advance(self, fraction: float) -> None:
        self._advanced = max(self._advanced, fraction)
        self._progress.advance(self._advanced)
