"""pyannote.audio's diarization pipeline, with the work around it arranged so that nothing is computed twice.

Counting speakers, clustering and reconstruction are pyannote's own code. What differs: segmentation scores
are handed over, usually by the voice activity stage, and embeddings are computed as in `embedding`.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from exact_transcription.adapters.diarization.clustering import counted
from exact_transcription.adapters.diarization.embedding import embed_chunks
from exact_transcription.adapters.diarization.masks import voice_masks
from exact_transcription.adapters.models import pyannote_audio as vendor
from exact_transcription.core.domain.voice_activity import Segmentation

SEGMENTATION = "segmentation_scores"
"""Key under which a file handed to the pipeline carries a `Segmentation`."""

STATISTICS = "frame_statistics"
"""Key under which a file may carry a `FrameStatistics` to be filled."""


class NoPlda(vendor.PLDA):  # type: ignore[misc]
    """Stands where a pipeline wants a PLDA that its kind of clustering never looks at."""

    def __init__(self) -> None:
        pass


class SharedFramesDiarization(vendor.SpeakerDiarization):  # type: ignore[misc]
    """The stock pipeline with `get_segmentations` and `get_embeddings` replaced."""

    clustering: Any

    def __init__(self, *, across_chunks: bool = True, **parameters: Any) -> None:
        """Take the stock pipeline's parameters, and whether chunks may share frames."""
        if parameters.get("clustering", "VBxClustering") != "VBxClustering":
            # Otherwise the gated PLDA would be fetched for nothing.
            parameters.setdefault("plda", NoPlda())
        super().__init__(**parameters)
        self._across_chunks = across_chunks
        self.clustering = counted(self.clustering)

    @property
    def network(self) -> Any:
        """What embeds speakers; None for kinds that pyannote does not wrap."""
        return getattr(self._embedding, "model_", None)

    def get_segmentations(self, file: Any, hook: Callable[..., None] | None = None) -> Any:
        """The scores that `file` carries, as pyannote's windowed feature."""
        del hook
        scores: Segmentation = file[SEGMENTATION]
        window = vendor.SlidingWindow(start=0.0, duration=scores.chunk_duration, step=scores.chunk_step)
        return vendor.SlidingWindowFeature(scores.activity.astype(np.float32), window)

    def get_embeddings(
        self,
        file: Any,
        binary_segmentations: Any,
        exclude_overlap: bool = False,  # noqa: FBT001, FBT002 - the signature that is overridden
        hook: Callable[..., None] | None = None,
    ) -> Any:
        """Embeddings of each (chunk, speaker), shape (chunks, speakers, dimension)."""
        network = self.network
        if not (hasattr(network, "forward_frames") and hasattr(network, "forward_embedding")):
            return super().get_embeddings(file, binary_segmentations, exclude_overlap, hook)
        window, data = binary_segmentations.sliding_window, binary_segmentations.data
        samples_in_chunk = window.duration * self._embedding.sample_rate
        masks = voice_masks(
            data.astype(np.uint8),
            min_frames=math.ceil(data.shape[1] * self._embedding.min_num_samples / samples_in_chunk),
            exclude_overlap=exclude_overlap,
        )

        def report(done: int, total: int) -> None:
            if hook is not None:
                hook("embeddings", None, completed=done, total=total)

        return embed_chunks(
            network,
            file["waveform"][0].numpy(),
            masks,
            chunk_duration=window.duration,
            chunk_step=window.step,
            batch_size=self.embedding_batch_size,
            across_chunks=self._across_chunks,
            report=report,
            keep=file.get(STATISTICS),
        )
