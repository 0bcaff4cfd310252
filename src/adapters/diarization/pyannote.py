"""Diarization with pyannote.audio: pipelines from the hub, a folder, or put together from weight files."""

from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from exact_transcription.adapters.diarization.recipe import Recipe
from exact_transcription.core.domain.diarization import Diarization, SpeakerCount
from exact_transcription.core.domain.voice_activity import Segmentation, VoiceActivity
from exact_transcription.core.domain.voice_pieces import pieces_of
from exact_transcription.core.domain.voice_prints import VoicePrints
from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform
from exact_transcription.core.ports.progress import Progress

if TYPE_CHECKING:
    from exact_transcription.adapters.diarization.assembly import AssembledPipeline
    from exact_transcription.adapters.diarization.frame_statistics import FrameStatistics

_SEGMENTING = 0.6
"""Share of the work that segmentation is, for recordings that come without scores."""
_EMBEDDING = 0.95
"""Share of the work after which only clustering is left."""


class PyannoteDiarizer:
    """Implements `Diarizer` with pyannote.audio's `SpeakerDiarization`."""

    def __init__(self, *, recipe: Recipe, device: str = "auto", threads: int = 0) -> None:
        """Remember what to load; nothing is loaded before the first recording.

        Args:
            recipe: `offline()`, `PipelineParts(...)` or `PublishedPipeline(...)`.
            device: "auto", "cpu", "cuda", …
            threads: CPU threads of torch, for all models of this process; 0 for one a core.
        """
        self._recipe = recipe
        self._device = device
        self._threads = threads
        self._lock = Lock()
        self._loaded: AssembledPipeline | None = None

    @property
    def model(self) -> str:
        """What does the work, for the report."""
        return self._recipe.name

    def diarize(
        self, waveform: Waveform, activity: VoiceActivity, *, speakers: SpeakerCount, progress: Progress
    ) -> Diarization:
        """Find out who talks when; see the port."""
        if not len(waveform.samples):
            return Diarization()
        with progress.loading():
            assembled = self._assembled()
        done = 0.0
        scores = activity.segmentation
        if scores is None or scores.model != assembled.segmentation.identity:
            done = _SEGMENTING
            scores, _ = assembled.segmentation.slide(
                waveform.samples, lambda share: progress.advance(_SEGMENTING * share)
            )
        if not scores.activity.any():
            progress.advance(1.0)
            return Diarization()
        from exact_transcription.adapters.diarization.frame_statistics import (  # noqa: PLC0415 - slow
            FrameStatistics,
        )

        follow = _Embedding(progress, done)
        statistics = FrameStatistics()
        found = _run(assembled.pipeline, waveform, scores, speakers, statistics, follow)
        result = replace(found, voices=self._voices(assembled, waveform, statistics, found, progress))
        progress.advance(1.0)
        return result

    def _voices(
        self,
        assembled: "AssembledPipeline",
        waveform: Waveform,
        statistics: "FrameStatistics",
        found: Diarization,
        progress: Progress,
    ) -> VoicePrints | None:
        from exact_transcription.adapters.diarization.voices import voice_prints  # noqa: PLC0415 - slow

        return voice_prints(
            assembled.pipeline.network,
            np.asarray(waveform.samples),
            statistics,
            pieces_of(found.turns, found.exclusive_turns),
            model=self.model,
            report=lambda done, total: progress.advance(_EMBEDDING + (1.0 - _EMBEDDING) * done / total),
        )

    def _assembled(self) -> "AssembledPipeline":
        with self._lock:
            if self._loaded is None:
                parts = self._recipe.parts()
                from exact_transcription.adapters.diarization.assembly import assemble  # noqa: PLC0415 - slow
                from exact_transcription.adapters.models.pyannote_audio import (  # noqa: PLC0415
                    limit_threads,
                )

                limit_threads(self._threads)
                self._loaded = assemble(parts, self._device)
            return self._loaded


class _Embedding:
    """Turns what pyannote's hook is told into progress."""

    def __init__(self, progress: Progress, done: float) -> None:
        self._progress = progress
        self._done = done

    def __call__(self, step: str, *_: object, completed: int = 0, total: int = 0, **__: object) -> None:
        if step == "embeddings" and total:
            self._progress.advance(self._done + (_EMBEDDING - self._done) * completed / total)


def _run(
    pipeline: Any,
    waveform: Waveform,
    scores: Segmentation,
    speakers: SpeakerCount,
    statistics: "FrameStatistics",
    hook: _Embedding,
) -> Diarization:
    import torch  # noqa: PLC0415 - slow

    from exact_transcription.adapters.diarization.pipeline import SEGMENTATION, STATISTICS  # noqa: PLC0415 - slow
    from exact_transcription.adapters.diarization.turns import to_diarization  # noqa: PLC0415
    from exact_transcription.adapters.models import pyannote_audio as vendor  # noqa: PLC0415 - slow

    vendor.silence()
    samples = np.asarray(waveform.samples)
    file = {
        "waveform": torch.from_numpy(samples)[None],
        "sample_rate": SAMPLE_RATE,
        SEGMENTATION: scores,
        STATISTICS: statistics,
    }
    with vendor.kept_torch_flags():
        output = pipeline(
            file,
            num_speakers=speakers.exact,
            min_speakers=speakers.minimum,
            max_speakers=speakers.maximum,
            hook=hook,
        )
    return to_diarization(output, waveform.duration)
