"""Diarization error rate of our offline pipeline against stock pyannote.audio with the same weights.

    python -m benchmarks.diarization_accuracy FOLDER [--against chunks|stock] [--out RESULT.json]

FOLDER holds `MANIFEST.json` and the recordings (see docs/accuracy.md). The score has no collar and counts
overlap. `stock` is pyannote.audio's pipeline untouched; `chunks` gives the same embeddings (see
tests/integration/diarization) in a third of the time, by running the network once for each chunk instead of
once for each chunk and speaker. What RESULT.json holds of either is not run again.
"""

import argparse
import json
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import torch
import torchaudio
from pyannote.core import Annotation, Segment, Timeline
from pyannote.database.util import load_rttm
from pyannote.metrics.diarization import DiarizationErrorRate

from exact_transcription.adapters.diarization.pyannote import PyannoteDiarizer
from exact_transcription.adapters.diarization.recipe import CamPlusPlusFiles, offline
from exact_transcription.adapters.evaluation.turns import annotation
from exact_transcription.adapters.models import pyannote_audio as vendor
from exact_transcription.adapters.voice_activity.pyannote import PyannoteVoiceActivityDetector
from exact_transcription.core.domain.diarization import SpeakerCount
from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform
from tests.fakes.progress import FreeProgress

FOLDERS = ("conv/", "synth/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One recording through one pipeline; all but `speakers` in seconds."""

    path: str
    scored: float
    missed: float
    false_alarm: float
    confusion: float
    speakers: int
    true_speakers: int
    wall: float

    @property
    def der(self) -> float:
        return (self.missed + self.false_alarm + self.confusion) / self.scored


class OurPipeline:
    """Voice activity and diarization as the product runs them."""

    def __init__(self, **changes: Any) -> None:
        parts = replace(offline(), **changes)
        self.detector = PyannoteVoiceActivityDetector(segmentation=parts.segmentation)
        self.diarizer = PyannoteDiarizer(recipe=parts)

    def __call__(self, waveform: Waveform) -> Annotation:
        activity = self.detector.detect(waveform, progress=FreeProgress())
        result = self.diarizer.diarize(waveform, activity, speakers=SpeakerCount(), progress=FreeProgress())
        return annotation(result.turns)


class StockPipeline:
    """pyannote.audio's own `SpeakerDiarization`, untouched, with the same weights and parameters."""

    def __init__(self) -> None:
        from exact_transcription.adapters.diarization.camplusplus import load_camplusplus  # noqa: PLC0415
        from exact_transcription.adapters.diarization.pipeline import NoPlda  # noqa: PLC0415
        from exact_transcription.adapters.models.pyannote_checkpoint import load_model  # noqa: PLC0415

        parts = offline()
        assert isinstance(parts.embedding, CamPlusPlusFiles)
        self.pipeline: Any = vendor.SpeakerDiarization(
            segmentation=load_model(parts.segmentation.verified()),
            embedding=load_camplusplus(
                parts.embedding.weights.verified(), parts.embedding.network.verified()
            ),
            embedding_exclude_overlap=parts.exclude_overlap,
            embedding_batch_size=32,
            segmentation_batch_size=32,
            clustering=parts.clustering,
            plda=NoPlda(),
        ).instantiate(dict(parts.parameters))

    def __call__(self, waveform: Waveform) -> Annotation:
        samples = torch.from_numpy(np.array(waveform.samples))[None]
        return self.pipeline({"waveform": samples, "sample_rate": SAMPLE_RATE}).speaker_diarization


def read(path: Path) -> Waveform:
    """A recording as 16 kHz mono, channels averaged."""
    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    mono = torch.from_numpy(samples.mean(axis=1))
    return Waveform(torchaudio.functional.resample(mono, rate, SAMPLE_RATE).numpy())


def reference(path: Path) -> Annotation:
    """The only recording of an RTTM file."""
    (annotation,) = load_rttm(path).values()
    return annotation


def score(pipeline: Any, folder: Path, entry: dict[str, Any]) -> Score:
    """Run one recording of the manifest and score it."""
    waveform = read(folder / entry["path"])
    truth = reference(folder / entry["rttm"])
    start = time.perf_counter()
    found = pipeline(waveform)
    wall = time.perf_counter() - start
    whole = Timeline([Segment(0.0, waveform.duration)])
    parts = DiarizationErrorRate(collar=0.0, skip_overlap=False)(truth, found, uem=whole, detailed=True)
    return Score(
        path=entry["path"],
        scored=parts["total"],
        missed=parts["missed detection"],
        false_alarm=parts["false alarm"],
        confusion=parts["confusion"],
        speakers=len(found.labels()),
        true_speakers=len(truth.labels()),
        wall=wall,
    )


def overall(scores: Iterable[Score]) -> float:
    """Error rate over all recordings together."""
    listed = list(scores)
    return sum(s.missed + s.false_alarm + s.confusion for s in listed) / sum(s.scored for s in listed)


def recordings(folder: Path, folders: tuple[str, ...] = FOLDERS) -> list[dict[str, Any]]:
    """Entries of the manifest that have a reference diarization."""
    entries = json.loads((folder / "MANIFEST.json").read_text())
    return [e for e in entries if e.get("rttm") and e["path"].startswith(folders)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--against", choices=["chunks", "stock"])
    parser.add_argument("--out", type=Path, default=Path("out/diarization.json"))
    options = parser.parse_args()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    kept = json.loads(options.out.read_text()) if options.out.exists() else {}
    results: dict[str, dict[str, Any]] = {"ours": {}}
    pipelines: dict[str, Any] = {"ours": OurPipeline()}
    if options.against:
        stock = options.against == "stock"
        pipelines[options.against] = StockPipeline() if stock else OurPipeline(across_chunks=False)
        results[options.against] = kept.get(options.against, {})
    for entry in recordings(options.folder):
        for name, pipeline in pipelines.items():
            if entry["path"] not in results[name]:
                results[name][entry["path"]] = asdict(score(pipeline, options.folder, entry))
                options.out.write_text(json.dumps(kept | results, indent=1))
    show(results)


def show(results: dict[str, dict[str, Any]]) -> None:
    heads = "".join(f"{name + ' DER':>12} speakers" for name in results)
    print(f"{'recording':44}{heads}  true")
    for path in results["ours"]:
        scores = [Score(**kept[path]) for kept in results.values()]
        cells = "".join(f"{s.der:12.4f} {s.speakers:8}" for s in scores)
        print(f"{path:44}{cells} {scores[0].true_speakers:5}")
    for name, kept in results.items():
        scores = [Score(**one) for one in kept.values()]
        seconds = sum(s.wall for s in scores)
        print(f"{name}: DER {overall(scores):.4f} over {len(scores)} recordings in {seconds:.0f} s")


if __name__ == "__main__":
    main()
