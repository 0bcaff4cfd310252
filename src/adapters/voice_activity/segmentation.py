"""Sliding a pyannote segmentation model over a recording, in bounded memory."""

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import torch

from exact_transcription.adapters.models import pyannote_audio as vendor
from exact_transcription.adapters.models.model_file import fingerprint
from exact_transcription.adapters.models.pyannote_checkpoint import load_model
from exact_transcription.adapters.voice_activity.averaging import FrameAverage
from exact_transcription.core.domain.errors import ModelError
from exact_transcription.core.domain.voice_activity import Segmentation
from exact_transcription.core.domain.waveform import SAMPLE_RATE

STEP_RATIO = 0.1
"""Share of a chunk from one chunk's start to the next, as in pyannote's diarization pipelines."""

# On a CPU larger batches only fall out of the cache, and a batch is how long stopping takes.
_BATCH_ON_CPU = 8
_BATCH_ON_GPU = 32

Samples: TypeAlias = npt.NDArray[np.float32]
Floats: TypeAlias = npt.NDArray[np.float32]


class SegmentationModel:
    """A segmentation model that tells silence, each speaker and each pair of speakers apart ("powerset").

    Attributes:
        identity: names the weights; scores are only exchanged between users of the same ones.
        frames: pyannote's sliding window of output frames, seconds.
        chunk_duration: seconds the model looks at.
        chunk_step: seconds between the starts of chunks.
    """

    def __init__(self, path: Path, *, device: str = "auto", batch_size: int | None = None) -> None:
        """Load the weights.

        Args:
            path: a pyannote checkpoint whose content is trusted or was checked.
            device: "auto", "cpu", "cuda", …
            batch_size: chunks that go through the model together; None chooses by device.

        Raises:
            ModelError: the file cannot be used.
        """
        self.network: Any = load_model(path)
        specifications = self.network.specifications
        if isinstance(specifications, tuple) or not specifications.powerset:
            raise ModelError(
                f"{path.name} is not a powerset segmentation model.",
                hint="Use pyannote/segmentation-3.0 or the one of speaker-diarization-community-1.",
            )
        self._device = vendor.pick_device(device)
        self.network.to(self._device)
        self._powerset = vendor.Powerset(len(specifications.classes), specifications.powerset_max_classes).to(
            self._device
        )
        self._batch_size = batch_size or (_BATCH_ON_CPU if self._device.type == "cpu" else _BATCH_ON_GPU)
        self._silence: tuple[npt.NDArray[np.uint8], Floats] | None = None
        self.identity = f"segmentation {fingerprint(path)}"
        self.frames: Any = self.network.receptive_field
        self.chunk_duration = float(specifications.duration)
        self.chunk_step = STEP_RATIO * self.chunk_duration

    def slide(self, samples: Samples, report: Callable[[float], None]) -> tuple[Segmentation, Floats]:
        """Run the model over the whole recording.

        Args:
            samples: shape (samples,), 16 kHz; the end is padded with zeros to a whole chunk.
            report: told the share that is done after each batch; may raise to stop.

        Returns:
            Who of the local speakers talks in each chunk, and the probability that anybody talks, shape
            (frames,), averaged over the chunks that see a frame.
        """
        chunks = self.chunk_count(len(samples))
        average = FrameAverage(
            frame_step=self.frames.step,
            chunk_duration=self.chunk_duration,
            chunk_step=self.chunk_step,
            chunks=chunks,
        )
        activity: list[npt.NDArray[np.uint8]] = []
        done = 0
        for batch in self._batches(samples, chunks):
            speaking, speech = self._scores(batch)
            activity.append(speaking)
            for scores in speech:
                average.add(done, scores)
                done += 1
            report(done / chunks)
        segmentation = Segmentation(
            model=self.identity,
            activity=np.concatenate(activity),
            chunk_duration=self.chunk_duration,
            chunk_step=self.chunk_step,
        )
        return segmentation, average.result()

    def chunk_count(self, samples: int) -> int:
        """Chunks that it takes to cover the recording, the last one padded."""
        beyond = samples - round(self.chunk_duration * SAMPLE_RATE)
        return 1 + max(0, math.ceil(beyond / round(self.chunk_step * SAMPLE_RATE)))

    def _batches(self, samples: Samples, chunks: int) -> Iterator[Samples]:
        length, step = round(self.chunk_duration * SAMPLE_RATE), round(self.chunk_step * SAMPLE_RATE)
        for first in range(0, chunks, self._batch_size):
            batch = np.zeros((min(self._batch_size, chunks - first), length), dtype=np.float32)
            for row, start in zip(batch, range(first * step, chunks * step, step), strict=False):
                piece = samples[start : start + length]
                row[: len(piece)] = piece
            yield batch

    def _scores(self, batch: Samples) -> tuple[npt.NDArray[np.uint8], Floats]:
        """Scores of a batch; digital silence always gives the same, so the model sees it once."""
        heard = batch.any(axis=1)
        if heard.all():
            return self._infer(batch)
        if self._silence is None:
            self._silence = self._infer(np.zeros_like(batch[:1]))
        speaking = np.repeat(self._silence[0], len(batch), axis=0)
        speech = np.repeat(self._silence[1], len(batch), axis=0)
        if heard.any():
            speaking[heard], speech[heard] = self._infer(batch[heard])
        return speaking, speech

    def _infer(self, batch: Samples) -> tuple[npt.NDArray[np.uint8], Floats]:
        with torch.inference_mode():
            scores = self.network(torch.from_numpy(batch)[:, None].to(self._device))
            speaking = self._powerset(scores).to(torch.uint8).cpu().numpy()
            speech = 1.0 - scores[..., 0].exp().cpu().numpy()
        return speaking, speech
