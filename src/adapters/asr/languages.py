"""Finding out which language is spoken from several places of a recording."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from exact_transcription.adapters.asr.chunking import Chunk

WINDOWS = 4
"""Chunks that are listened to. One alone may be a greeting in another language, a name, or a jingle."""


def spread(chunks: Sequence[Chunk], count: int = WINDOWS) -> tuple[int, ...]:
    """Indices of up to `count` chunks through the whole recording, in each part the one with most speech."""
    if len(chunks) <= count:
        return tuple(range(len(chunks)))
    bounds = [round(part * len(chunks) / count) for part in range(count + 1)]
    return tuple(
        max(range(first, last), key=lambda index: chunks[index].spoken) for first, last in pairwise(bounds)
    )


def averaged(
    probabilities: Sequence[Sequence[tuple[str, float]]], weights: Sequence[float]
) -> tuple[str, float]:
    """The likeliest language and its probability, averaged over chunks.

    Args:
        probabilities: for each chunk pairs of Whisper's language token, e.g. `<|en|>`, and probability.
        weights: of each chunk, e.g. its seconds of speech; not all 0.
    """
    total: dict[str, float] = defaultdict(float)
    for pairs, weight in zip(probabilities, weights, strict=True):
        for token, probability in pairs:
            total[token.removeprefix("<|").removesuffix("|>")] += weight * probability
    best = max(total, key=lambda language: total[language])
    return best, min(1.0, total[best] / sum(weights))
