"""Alignment by CTC with WhisperX's wav2vec2 models, one for each of some forty languages."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING

from exact_transcription.adapters.alignment.languages import WHISPERX_ALIGN_LANGUAGES
from exact_transcription.adapters.alignment.tokens import Placed, with_places, words_to_place
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.text import LANGUAGES_WITHOUT_SPACES
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.domain.word import Provenance
from exact_transcription.core.ports.progress import Progress

if TYPE_CHECKING:
    from exact_transcription.adapters.alignment.wav2vec2 import AlignmentModel, Emissions

MARGIN = 0.2
"""Seconds of audio before and after a segment that are searched too, but no further than half-way to the next
segment: the words there would be taken for this segment's."""
_BATCH = 8


class WhisperXAligner:
    """Places words with the models that WhisperX chooses for a language."""

    def __init__(
        self,
        *,
        device: str = "auto",
        model_dir: Path | None = None,
        models: Mapping[str, str] = MappingProxyType({}),
        download: bool = True,
        batch_size: int = _BATCH,
    ) -> None:
        """Remember what to load; nothing is loaded before the first segment of a language.

        Args:
            device: `auto`, `cpu` or `cuda`.
            model_dir: cache of downloaded models; the hub's own if None.
            models: language to the name or folder of a wav2vec2 model, instead of WhisperX's choice.
            download: whether what is not here may be fetched from the hub.
            batch_size: segments that go through the model together.
        """
        self._device = device
        self._model_dir = model_dir
        self._models = models
        self._download = download
        self._batch_size = batch_size
        self._lock = Lock()
        self._loaded: dict[str, AlignmentModel] = {}

    @property
    def model(self) -> str:
        """What does the work, for the report: the models in use, by language."""
        names = [f"{language}: {model.name}" for language, model in sorted(self._loaded.items())]
        return f"wav2vec2 ({', '.join(names)})" if names else "wav2vec2"

    def supports(self, language: str) -> bool:
        """Whether WhisperX has a model for a language, or one was given."""
        return language in self._models or language in WHISPERX_ALIGN_LANGUAGES

    def align(
        self,
        waveform: Waveform,
        segments: Sequence[Segment],
        *,
        language: str,
        progress: Progress,
    ) -> tuple[Segment | None, ...]:
        """Give every word of every segment its time; see the port.

        Raises:
            ModelNotAvailableError: the model is not here and cannot be fetched.
            ResourceExhaustedError: not even one segment fits into memory.
            JobCancelledError: through `progress`.
        """
        if not self.supports(language) or not segments:
            return (None,) * len(segments)
        with progress.loading():
            model = self._model(language)
        searched = _searched(segments, waveform.duration)
        results: list[Segment | None] = [None] * len(segments)
        order = sorted(range(len(segments)), key=lambda index: -searched[index].duration)
        for first in range(0, len(order), self._batch_size):
            progress.advance(first / len(order))
            batch = order[first : first + self._batch_size]
            emissions = model.emissions(waveform, [searched[index] for index in batch])
            for index, own in zip(batch, emissions, strict=True):
                results[index] = _aligned(segments[index], own, model, language)
        progress.advance(1.0)
        return tuple(results)

    def _model(self, language: str) -> "AlignmentModel":
        from exact_transcription.adapters.alignment.wav2vec2 import AlignmentModel  # noqa: PLC0415 - heavy

        with self._lock:
            if language not in self._loaded:
                self._loaded[language] = AlignmentModel.load(
                    language,
                    name=self._models.get(language),
                    device=self._device,
                    model_dir=self._model_dir,
                    download=self._download,
                )
            return self._loaded[language]


def _searched(segments: Sequence[Segment], duration: float) -> list[TimeSpan]:
    spans: list[TimeSpan] = []
    for index, segment in enumerate(segments):
        span = segment.span.clipped(duration)
        before = segments[index - 1].span.end if index else 0.0
        after = segments[index + 1].span.start if index + 1 < len(segments) else duration
        spans.append(
            TimeSpan(
                start=max(0.0, span.start - _margin(span.start - before)),
                end=min(duration, span.end + _margin(after - span.end)),
            )
        )
    return spans


def _margin(gap: float) -> float:
    return min(MARGIN, max(0.0, gap / 2))


def _aligned(
    segment: Segment, emissions: "Emissions", model: "AlignmentModel", language: str
) -> Segment | None:
    from exact_transcription.adapters.alignment.ctc_path import word_frames  # noqa: PLC0415 - imports torch

    words = words_to_place(segment, language)
    found = word_frames(
        emissions.log_probs,
        [word.text for word in words],
        model.alphabet,
        spaced=language not in LANGUAGES_WITHOUT_SPACES,
    )
    if found is None:
        return None
    places: list[Placed | None] = []
    for frames in found:
        if frames is None:
            places.append(None)
            continue
        span = TimeSpan(start=emissions.instant(frames.first), end=emissions.instant(frames.last))
        places.append((span, Provenance.WILDCARD if frames.wildcard else Provenance.ALIGNED))
    return with_places(segment, words, places)
