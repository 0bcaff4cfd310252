"""pyannote's result as the domain's."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

import numpy as np
import numpy.typing as npt

from exact_transcription.core.domain.diarization import Diarization, Turn
from exact_transcription.core.domain.time_span import TimeSpan

SHORTEST_TURN = 0.05
"""Seconds. No sound of speech is shorter; what is, three frames of the segmentation, is a slip at an edge."""
_LEAST_HEARD = 0.5
"""Seconds, all in all."""


def to_diarization(output: Any, duration: float) -> Diarization:
    """Turns clipped to the recording, speakers named in order of first speaking.

    What is too short to be speech is left out, so that it neither names a speaker nor decides the order.
    A speaker who is only ever heard together with another one has no embedding.

    Args:
        output: pyannote's `DiarizeOutput`.
        duration: length of the recording, seconds; pyannote pads the last chunk and may speak beyond it.
    """
    voices = _embeddings(output)
    turns = _without_phantoms(_turns(output.speaker_diarization, duration), voices)
    names: dict[str, str] = {}
    for turn in turns:
        names.setdefault(turn.speaker, f"SPEAKER_{len(names):02d}")
    exclusive = [
        turn for turn in _turns(output.exclusive_speaker_diarization, duration) if turn.speaker in names
    ]
    return Diarization(
        turns=_renamed(turns, names),
        exclusive_turns=_renamed(exclusive, names),
        embeddings={name: voices[label] for label, name in names.items() if label in voices},
    )


def _without_phantoms(turns: list[Turn], voices: Collection[str]) -> list[Turn]:
    """Leave out speakers who have no voice of their own and are hardly heard.

    Where more people talk at once than there are clusters, pyannote adds a speaker. That is somebody else who
    never talks alone, if it lasts, and a slip of the segmentation if not.
    """
    heard: dict[str, float] = defaultdict(float)
    for turn in turns:
        heard[turn.speaker] += turn.span.duration
    return [turn for turn in turns if turn.speaker in voices or heard[turn.speaker] >= _LEAST_HEARD]


def _turns(annotation: Any, duration: float) -> list[Turn]:
    turns = []
    for segment, _, label in annotation.itertracks(yield_label=True):
        span = TimeSpan(start=float(segment.start), end=float(segment.end)).clipped(duration)
        if span.duration >= SHORTEST_TURN:
            turns.append(Turn(span=span, speaker=str(label)))
    return sorted(turns)


def _renamed(turns: list[Turn], names: dict[str, str]) -> tuple[Turn, ...]:
    return tuple(sorted(Turn(span=turn.span, speaker=names[turn.speaker]) for turn in turns))


def _embeddings(output: Any) -> dict[str, npt.NDArray[np.float32]]:
    """Unit vectors by pyannote's labels."""
    labels = output.speaker_diarization.labels()
    norms = np.linalg.norm(output.speaker_embeddings, axis=1)
    return {
        str(label): (embedding / norm).astype(np.float32)
        for label, embedding, norm in zip(labels, output.speaker_embeddings, norms, strict=False)
        if np.isfinite(norm) and norm > 0
    }
