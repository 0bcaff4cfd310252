"""How the voices in a recording sound, piece by piece, so that what sounds alike can be found later."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from exact_transcription.core.domain.time_span import TimeSpan

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VoicePrints:
    """Speaker embeddings of short pieces of a recording in which one person talks alone.

    Attributes:
        model: what made them; comparable within one model only.
        pieces: shape (pieces, 2), float64: start and end of each, seconds; sorted, disjoint.
        embeddings: shape (pieces, dimension), float16: unit vectors.
    """

    model: str
    pieces: npt.NDArray[np.float64]
    embeddings: npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Voice:
    """How a span sounds.

    Attributes:
        embedding: shape (dimension,), a unit vector; zeros where nobody is heard alone.
        heard: seconds in which somebody is heard alone, which it was worked out from.
    """

    embedding: Floats
    heard: float


def voice_of(prints: VoicePrints, span: TimeSpan) -> Voice:
    """How a span sounds: the mean of its pieces, each as far as it lies inside.

    A piece that reaches far out of the span is mostly something else, so it counts by the square of its
    share.
    """
    starts, ends = prints.pieces[:, 0], prints.pieces[:, 1]
    first, last = np.searchsorted(ends, span.start, "right"), np.searchsorted(starts, span.end, "left")
    inside = np.minimum(ends[first:last], span.end) - np.maximum(starts[first:last], span.start)
    share = inside / (ends[first:last] - starts[first:last])
    total = (inside * share) @ prints.embeddings[first:last].astype(np.float64)
    norm = float(np.linalg.norm(total))
    return Voice(embedding=total / norm if norm > 0 else total, heard=float((inside * share).sum()))
