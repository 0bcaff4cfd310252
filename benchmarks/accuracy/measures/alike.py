"""Telling from two turns whether one person speaks in both: precision and recall at thresholds.

Every pair of true turns of a recording is compared by the voice prints that diarization leaves, as in
`alike_turns`; the turns are those of the reference, cut as people read them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.accuracy.bench import Bench
from benchmarks.accuracy.pipeline import digest
from benchmarks.accuracy.table import Row
from benchmarks.diarization_accuracy import OurPipeline, read, recordings, reference
from exact_transcription.core.domain.diarization import SpeakerCount
from exact_transcription.core.domain.spoken_turns import TURN_SILENCE
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.voice_prints import VoicePrints, voice_of
from exact_transcription.core.usecases.alike_turns import RELIABLE, SAME_VOICE
from tests.fakes.progress import FreeProgress

SOURCES = ("adapters/voice_activity", "adapters/diarization")
GROUPS = ("conv/", "synth/", "long/")
LONGEST = 1500.0
"""Seconds; the longest recordings say the same again."""
THRESHOLDS = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8)
LENGTHS = (0.5, 1.0, RELIABLE, 3.0)

Pairs = npt.NDArray[np.float64]
"""Shape (pairs, 4): similarity, 1 for the same speaker, seconds heard of the shorter turn, weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    name: str
    path: Path
    rttm: Path


def measure(bench: Bench) -> Iterator[Row]:
    found = {source.name: pairs for source in _sources(bench) if len(pairs := _pairs(bench, source))}
    groups = {"conv and synth": ("conv/", "synth/"), "composed": ("composed",), "long": ("long/",)}
    everything = np.concatenate([_weighted(pairs) for pairs in found.values()])
    for threshold in THRESHOLDS:
        yield from _rows(everything, f"all, threshold {threshold}", threshold, RELIABLE)
    for length in LENGTHS:
        yield from _rows(everything, f"all, turns of {length:g} s or more", SAME_VOICE, length)
    for group, begins in groups.items():
        own = [_weighted(pairs) for name, pairs in found.items() if name.startswith(begins)]
        if own:
            yield from _rows(np.concatenate(own), group, SAME_VOICE, RELIABLE)


def _rows(pairs: Pairs, data: str, threshold: float, length: float) -> Iterator[Row]:
    used = pairs[pairs[:, 2] >= length]
    chosen, same = used[:, 0] >= threshold, used[:, 1] > 0
    weights = used[:, 3]
    both = weights[chosen & same].sum()
    note = f"{len(used)} pairs"
    if weights[chosen].sum() and weights[same].sum():
        yield Row(measure="precision of same voice", data=data, value=both / weights[chosen].sum(), note=note)
        yield Row(measure="recall of same voice", data=data, value=both / weights[same].sum(), note=note)


def _weighted(pairs: Pairs) -> Pairs:
    """Every recording counts as much as another: pairs grow with the square of its length."""
    weights = np.full((len(pairs), 1), 1 / len(pairs))
    return np.concatenate([pairs, weights], axis=1)


def _sources(bench: Bench) -> Iterator[Source]:
    data = bench.shared / "data"
    entries: list[dict[str, Any]] = recordings(data, GROUPS)
    for entry in entries:
        if entry["duration_s"] <= (60.0 if bench.quick else LONGEST):
            yield Source(name=entry["path"], path=data / entry["path"], rttm=data / entry["rttm"])
    for dialogue in bench.dialogues():
        yield Source(name=f"composed {dialogue.recipe.name}", path=dialogue.path, rttm=dialogue.rttm)


def _pairs(bench: Bench, source: Source) -> Pairs:
    """Shape (pairs, 3), worked out once a version of the pipeline."""
    kept = bench.cache / f"alike-{digest(SOURCES)}.json"
    prints = json.loads(kept.read_text("utf8")) if kept.exists() else {}
    if source.name not in prints:
        pipeline = _PIPELINES.setdefault("one", OurPipeline())
        made = _prints(pipeline, source.path)
        prints[source.name] = [made.pieces.tolist(), made.embeddings.tolist()] if made else [[], []]
        kept.write_text(json.dumps(prints), "utf8")
    pieces, embeddings = prints[source.name]
    if not pieces:
        return np.zeros((0, 3))
    voices = VoicePrints(model="", pieces=np.array(pieces), embeddings=np.array(embeddings, dtype=np.float16))
    heard = [(speaker, voice_of(voices, span)) for speaker, span in _turns(source.rttm)]
    return np.array(
        [
            (one.embedding @ other.embedding, float(a == b), min(one.heard, other.heard))
            for (a, one), (b, other) in combinations(heard, 2)
            if one.heard > 0 and other.heard > 0
        ]
    ).reshape(-1, 3)


_PIPELINES: dict[str, OurPipeline] = {}


def _prints(pipeline: OurPipeline, path: Path) -> VoicePrints | None:
    waveform = read(path)
    activity = pipeline.detector.detect(waveform, progress=FreeProgress())
    found = pipeline.diarizer.diarize(waveform, activity, speakers=SpeakerCount(), progress=FreeProgress())
    return found.voices


def _turns(rttm: Path) -> list[tuple[str, TimeSpan]]:
    """True turns, in order; one goes on until somebody else begins or nobody speaks for long."""
    turns: list[tuple[str, TimeSpan]] = []
    for segment, _, speaker in reference(rttm).itertracks(yield_label=True):
        span = TimeSpan(start=segment.start, end=segment.end)
        if turns and turns[-1][0] == speaker and span.start - turns[-1][1].end <= TURN_SILENCE:
            before = turns.pop()[1]
            span = TimeSpan(start=before.start, end=max(before.end, span.end))
        turns.append((str(speaker), span))
    return turns
