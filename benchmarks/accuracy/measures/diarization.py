"""Diarization error rate without collar, overlap counted.

`--stock` puts stock pyannote.audio beside it, `--stock SECONDS` only on recordings of at most that length.
Voice activity and diarization run as in the product, without the recognition that they do not depend on.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from benchmarks.accuracy.bench import Bench
from benchmarks.accuracy.pipeline import digest
from benchmarks.accuracy.table import Row
from benchmarks.diarization_accuracy import OurPipeline, Score, StockPipeline, overall, recordings, score

GROUPS = ("conv/", "synth/")
ALLOWED, SAME = 0.005, 0.001
"""Shares: what we may be worse than stock, and what counts as the same."""
SOURCES = ("adapters/voice_activity", "adapters/diarization")


def measure(bench: Bench) -> Iterator[Row]:
    entries = recordings(bench.shared / "data", GROUPS)
    if bench.quick:
        entries = [
            each for each in entries if each["path"].startswith("conv/") and "/ami/" not in each["path"]
        ]
    ours = _scores(bench, entries, OurPipeline, f"diarization-{digest(SOURCES)}")
    groups: dict[str, list[str]] = defaultdict(list)
    for path in ours:
        groups["conv: AMI meetings" if "/ami/" in path else path.split("/")[0]].append(path)
    groups["conv and synth"] = list(ours)
    for group, paths in groups.items():
        found = [ours[path] for path in paths]
        counted = sum(one.speakers == one.true_speakers for one in found)
        note = f"right number of speakers in {counted} of {len(found)}"
        yield Row(measure="DER", data=group, value=overall(found), note=note)
    short = [each for each in entries if each["duration_s"] <= bench.stock_longest]
    if short:
        yield _beside_stock(ours, _scores(bench, short, StockPipeline, "diarization-stock"))


def _beside_stock(ours: dict[str, Score], stock: dict[str, Score]) -> Row:
    found = [ours[path] for path in stock]
    same = sum(abs(ours[path].der - score.der) < SAME for path, score in stock.items())
    return Row(
        measure="DER beside stock pyannote.audio, same weights",
        data=f"{len(stock)} recordings",
        value=overall(found),
        target=f"<= {overall(stock.values()) + ALLOWED:.4f}",
        note=f"stock: {100 * overall(stock.values()):.1f} %; the same within 0.1 points in {same}",
    )


def _scores(
    bench: Bench, entries: list[dict[str, Any]], build: Callable[[], Any], name: str
) -> dict[str, Score]:
    """The score of each recording, worked out once a version of the pipeline."""
    path = bench.cache / f"{name}.json"
    kept = json.loads(path.read_text("utf8")) if path.exists() else {}
    pipeline = None
    for entry in entries:
        if entry["path"] not in kept:
            pipeline = pipeline or build()
            kept[entry["path"]] = asdict(score(pipeline, bench.shared / "data", entry))
            path.write_text(json.dumps(kept, indent=1), "utf8")
    return {entry["path"]: Score(**kept[entry["path"]]) for entry in entries}
