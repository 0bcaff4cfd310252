"""Word times from the recogniser's own cross-attention: any language it knows, but rough.

The dynamic-programming path through the attention weights is Whisper's (`timing.py` of openai/whisper),
computed in compiled code by CTranslate2.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from exact_transcription.adapters.alignment.languages import WHISPER_LANGUAGES
from exact_transcription.adapters.alignment.tokens import Placed, with_places, words_to_place
from exact_transcription.adapters.asr.devices import placed
from exact_transcription.adapters.asr.word_times import AlignedTokens, aligned_tokens
from exact_transcription.adapters.models.whisper import WhisperModelStore
from exact_transcription.core.domain.errors import ModelError, ResourceExhaustedError
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.text import LANGUAGES_WITHOUT_SPACES
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.tokenization import is_said
from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform
from exact_transcription.core.domain.word import Provenance, Word
from exact_transcription.core.ports.progress import Progress

MARGIN = 0.2
"""Seconds of audio before and after a segment that the model hears too."""
WINDOW = 30.0
"""Seconds that Whisper hears at once."""
_PADDING = 8.0
_HOP = 160
_MOST_TOKENS = 440
"""Whisper's decoder has 448 positions."""


class AttentionAligner:
    """Places words where the recogniser's decoder looked when it wrote them."""

    def __init__(
        self,
        *,
        model: str,
        models: WhisperModelStore,
        device: str = "auto",
        compute_type: str = "auto",
        threads: int = 0,
    ) -> None:
        """Remember what to load; it is loaded when a segment without attention times comes.

        Args:
            model: name of a Whisper model, or the folder of one that was converted for CTranslate2.
            models: finds it.
            device: `auto`, `cpu` or `cuda`.
            compute_type: `auto` or CTranslate2's name of a number format.
            threads: CPU threads, 0 for one a core.
        """
        self._name = model
        self._models = models
        self._placement = {"device": device, "compute_type": compute_type}
        self._threads = threads
        self._lock = Lock()

    @property
    def model(self) -> str:
        """What does the work, for the report."""
        return f"whisper {self._models.identity(self._name)}, cross-attention"

    def supports(self, language: str) -> bool:
        """Every language that Whisper knows; only English if the model's name says that it is for English."""
        return language == "en" if self._name.endswith(".en") else language in WHISPER_LANGUAGES

    def align(
        self,
        waveform: Waveform,
        segments: Sequence[Segment],
        *,
        language: str,
        progress: Progress,
    ) -> tuple[Segment | None, ...]:
        """Give every word of every segment its time; segments that have attention times keep them.

        Raises:
            ModelError: the model cannot be used.
            ResourceExhaustedError: memory ran out.
            JobCancelledError: through `progress`.
        """
        results: list[Segment | None] = []
        for index, segment in enumerate(segments):
            progress.advance(index / len(segments))
            if _has_attention(segment):
                results.append(segment)
            elif self.supports(language):
                with progress.loading():
                    model = self._model
                results.append(self._aligned(waveform, segment, language, model))
            else:
                results.append(None)
        progress.advance(1.0)
        return tuple(results)

    @cached_property
    def _model(self) -> Any:
        from faster_whisper import WhisperModel  # noqa: PLC0415 - slow import

        folder = self._models.resolve(self._name).folder
        where = placed(threads=self._threads, batch_size=1, **self._placement)
        try:
            return WhisperModel(
                str(folder), device=where.device, compute_type=where.compute_type, cpu_threads=where.threads
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelError(f"The model {self._name} could not be loaded: {error}.") from error

    def _aligned(self, waveform: Waveform, segment: Segment, language: str, model: Any) -> Segment | None:
        words = words_to_place(segment, language)
        start = max(0.0, segment.span.start - MARGIN)
        heard = TimeSpan(start=start, end=max(start, segment.span.end + MARGIN)).clipped(waveform.duration)
        samples = waveform.cut(heard)
        said = any(is_said(word.text) for word in words)
        if not said or heard.duration > WINDOW or len(samples) < _HOP * 2:
            return None
        with self._lock:
            pieces = _tokenized(words, model, language)
            if sum(map(len, pieces)) > _MOST_TOKENS:
                return None
            aligned = _path(model, samples, pieces, language)
        offset = round(heard.start * SAMPLE_RATE) / SAMPLE_RATE
        places, confidences = _places(aligned, pieces, model, offset, waveform.duration)
        if not segment.words:
            words = tuple(
                replace(word, confidence=confidence)
                for word, confidence in zip(words, confidences, strict=True)
            )
        return with_places(segment, words, places)


def _has_attention(segment: Segment) -> bool:
    return bool(segment.words) and all(word.provenance is Provenance.ATTENTION for word in segment.words)


def _tokenized(words: Sequence[Word], model: Any, language: str) -> list[list[int]]:
    before = "" if language in LANGUAGES_WITHOUT_SPACES else " "
    return [model.hf_tokenizer.encode(before + word.text, add_special_tokens=False).ids for word in words]


def _path(
    model: Any, samples: npt.NDArray[np.float32], pieces: Sequence[Sequence[int]], language: str
) -> AlignedTokens:
    tokens = [token for piece in pieces for token in piece]
    frames = len(samples) // _HOP
    features = model.feature_extractor(np.array(samples), padding=round(_PADDING * SAMPLE_RATE))
    wanted = min(features.shape[-1], frames + round(_PADDING * SAMPLE_RATE / _HOP), round(WINDOW * 100))
    # The encoder's second convolution has a stride of two.
    features = features[:, : wanted - wanted % 2]
    try:
        encoded = model.encode(features)
        (result,) = model.model.align(encoded, _start(model, language), [tokens], frames)
    except (RuntimeError, MemoryError) as error:
        if isinstance(error, MemoryError) or "out of memory" in str(error).lower():
            raise ResourceExhaustedError(
                "There is not enough memory to align with the recognition model.",
                hint="Choose a smaller model, or the CPU as the device.",
            ) from error
        raise ModelError(f"The recognition model could not align: {error}.") from error
    return aligned_tokens(tokens, result.alignments, result.text_token_probs)


def _start(model: Any, language: str) -> list[int]:
    names = ["<|startoftranscript|>"]
    if model.model.is_multilingual:
        names += [f"<|{language}|>", "<|transcribe|>"]
    return [model.hf_tokenizer.token_to_id(name) for name in names]


def _places(
    aligned: AlignedTokens, pieces: Sequence[Sequence[int]], model: Any, offset: float, limit: float
) -> tuple[list[Placed | None], list[float]]:
    places: list[Placed | None] = []
    confidences: list[float] = []
    ends = list(accumulate(len(piece) for piece in pieces))
    for piece, end in zip(pieces, ends, strict=True):
        first = end - len(piece)
        # Punctuation is written in the silence after the word, so it says nothing about the word's time.
        spoken = [index for index in range(first, end) if _said(model, aligned.tokens[index])]
        if not spoken:
            places.append(None)
            confidences.append(0.0)
            continue
        start, stop = aligned.starts[spoken[0]], aligned.starts[spoken[-1] + 1]
        span = TimeSpan(start=float(start) + offset, end=float(max(start, stop)) + offset).clipped(limit)
        places.append((span, Provenance.ATTENTION))
        confidences.append(float(aligned.probabilities[spoken[0] : spoken[-1] + 1].mean()))
    return places, confidences


def _said(model: Any, token: int) -> bool:
    # A token of half a character decodes to the replacement character: part of a letter, as a rule.
    text = model.hf_tokenizer.decode([token])
    return any(character.isalnum() or character == "\ufffd" for character in text)
