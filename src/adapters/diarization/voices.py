"""How the pieces of a recording sound in which one person talks alone."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import torch

from exact_transcription.adapters.diarization.camplusplus import CamPlusPlus
from exact_transcription.adapters.diarization.embedding import Report
from exact_transcription.adapters.diarization.frame_statistics import FrameStatistics
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.voice_prints import VoicePrints
from exact_transcription.core.domain.waveform import SAMPLE_RATE

Floats: TypeAlias = npt.NDArray[np.float32]


def voice_prints(
    network: Any,
    samples: Floats,
    statistics: FrameStatistics,
    pieces: Sequence[TimeSpan],
    *,
    model: str,
    report: Report,
) -> VoicePrints | None:
    """Embed pieces of a recording that was diarized.

    CAM++ is not run again: `statistics` hold what it made of the recording. Other networks hear every piece
    once, about a tenth of the work that overlapping chunks were.

    Args:
        network: what the pipeline embeds with.
        samples: the recording, shape (samples,), 16 kHz.
        statistics: of its frames, where they were shared.
        pieces: sorted, disjoint.
        model: for the result.
        report: told (pieces done, pieces in all); may raise to stop.

    Returns:
        Prints of all pieces that have a voice, or None where the network cannot be asked.
    """
    if not (hasattr(network, "forward_frames") and hasattr(network, "forward_embedding")):
        return None
    kept: list[TimeSpan] = []
    embeddings: list[Floats] = []
    with torch.inference_mode():
        for number, piece in enumerate(pieces, start=1):
            embedding = _embedded(network, samples, statistics, piece)
            norm = float(np.linalg.norm(embedding))
            if np.isfinite(norm) and norm > 0:
                kept.append(piece)
                embeddings.append(embedding / norm)
            report(number, len(pieces))
    return VoicePrints(
        model=model,
        pieces=np.array([(piece.start, piece.end) for piece in kept], dtype=np.float64).reshape(-1, 2),
        embeddings=np.array(embeddings, dtype=np.float16).reshape(len(kept), network.dimension),
    )


def _embedded(network: Any, samples: Floats, statistics: FrameStatistics, piece: TimeSpan) -> Floats:
    device = next(network.parameters()).device
    pooled = statistics.pooled(piece) if isinstance(network, CamPlusPlus) else None
    if pooled is not None:
        embedding = network.embed_statistics(pooled[None].to(device))
    else:
        audio = samples[round(piece.start * SAMPLE_RATE) : round(piece.end * SAMPLE_RATE)]
        frames = network.forward_frames(torch.from_numpy(np.array(audio))[None, None].to(device))
        embedding = network.forward_embedding(frames)
    result: Floats = embedding[0].float().cpu().numpy()
    return result
