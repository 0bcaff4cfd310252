"""One embedding for each (chunk, local speaker), with the expensive part of the network shared.

pyannote's stock pipeline runs the whole network once for each pair, silent speakers included.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import torch

from exact_transcription.adapters.diarization.camplusplus import CamPlusPlus
from exact_transcription.adapters.diarization.frame_statistics import FrameStatistics
from exact_transcription.adapters.diarization.shared_frames import SharedFrames
from exact_transcription.core.domain.waveform import SAMPLE_RATE

Floats: TypeAlias = npt.NDArray[np.float32]
Report: TypeAlias = Callable[[int, int], None]


def embed_chunks(  # noqa: PLR0913 - chunks need their geometry
    network: Any,
    samples: Floats,
    masks: Floats,
    *,
    chunk_duration: float,
    chunk_step: float,
    batch_size: int,
    across_chunks: bool,
    report: Report,
    keep: FrameStatistics | None = None,
) -> npt.NDArray[np.float32]:
    """Embed every local speaker of every chunk.

    Args:
        network: a pyannote model with `forward_frames` and `forward_embedding`.
        samples: the recording, shape (samples,), 16 kHz.
        masks: frames of each speaker, shape (chunks, speakers, frames).
        chunk_duration: seconds a chunk covers.
        chunk_step: seconds from chunk to chunk.
        batch_size: chunks that go through the network together, where it looks at chunks.
        across_chunks: whether chunks may share frames, where the network can; then embeddings are near
            those of the stock pipeline, and else the same.
        keep: is given the statistics of the frames, where chunks share them.
        report: told (chunks done, chunks in all); may raise to stop.

    Returns:
        Shape (chunks, speakers, dimension). A speaker with an empty mask gets the embedding of nothing,
        which is what the stock pipeline gives and clustering leaves out.
    """
    device = next(network.parameters()).device
    active: npt.NDArray[np.bool_] = masks.max(axis=2) > 0
    result = np.empty((*masks.shape[:2], network.dimension), dtype=np.float32)
    with torch.inference_mode():
        if across_chunks and isinstance(network, CamPlusPlus):
            frames = SharedFrames(network, samples, device, keep)
            batches = _windows(frames, active, chunk_duration, chunk_step)
        else:
            batches = _chunks(network, samples, active, chunk_duration, chunk_step, batch_size)
        nothing: Floats | None = None
        for done, chosen, batch in batches:
            weights = torch.from_numpy(masks[chosen]).to(device)
            if nothing is None:
                empty = network.forward_embedding(batch[:1], weights=torch.zeros_like(weights[:1, :1]))
                nothing = empty.cpu().numpy()[0, 0]
                result[~active] = nothing
            embeddings = network.forward_embedding(batch, weights=weights).cpu().numpy()
            result[chosen] = np.where(active[chosen][..., None], embeddings, nothing)
            report(done, len(masks))
    return result


Batch: TypeAlias = tuple[int, npt.NDArray[np.intp], torch.Tensor]
"""How many chunks are done then, the numbers of those in the batch, and their frames."""


def _windows(
    frames: SharedFrames, active: npt.NDArray[np.bool_], duration: float, step: float
) -> Iterator[Batch]:
    for chunk in np.flatnonzero(active.any(axis=1)):
        yield int(chunk) + 1, np.array([chunk]), frames.window(chunk * step, duration)[None]


def _chunks(
    network: Any,
    samples: Floats,
    active: npt.NDArray[np.bool_],
    duration: float,
    step: float,
    batch_size: int,
) -> Iterator[Batch]:
    length = round(duration * SAMPLE_RATE)
    spoken = np.flatnonzero(active.any(axis=1))
    device = next(network.parameters()).device
    for first in range(0, len(spoken), batch_size):
        chosen = spoken[first : first + batch_size]
        audio = np.zeros((len(chosen), 1, length), dtype=np.float32)
        for row, chunk in zip(audio, chosen, strict=True):
            start = round(chunk * step * SAMPLE_RATE)
            piece = samples[start : start + length]
            row[0, : len(piece)] = piece
        yield int(chosen[-1]) + 1, chosen, network.forward_frames(torch.from_numpy(audio).to(device))
