"""The whole job against its peers, both warm, in one run: wall time, processor time, memory.

    python -m benchmarks.speed [--rounds 3] [--model base] [--recording FILE]

Ours is `transcribe` from the file to the transcript with pauses. The peer is what its users run: stock
WhisperX (its voice activity detection and batched recognition) and the stock pyannote pipeline put together
from the same weights; it neither aligns words nor measures pauses here, since without a model hub WhisperX
has no alignment model. Same model, compute type, threads, beam. The two take turns, round by round, so that
a change of the machine's speed hits both; quote the ratio. Memory is the peak of a process that does only
one of the two.
"""

import argparse
import json
import multiprocessing
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.asr_speed import stock as stock_recognition
from benchmarks.diarization_accuracy import StockPipeline, read
from exact_transcription.container import Container
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.usecases.transcribe import TranscribeRequest
from exact_transcription.settings import Settings
from tests.fakes.progress import RecordingListener
from tests.media import sample_path


def ours(recording: Path, model: str) -> Callable[[], dict[str, float]]:
    """Our job; its stages' seconds are the result."""
    container = Container()
    container.settings.override(Settings(profile="offline", model=model))
    request = TranscribeRequest(path=recording, options=TranscriptionOptions())

    def run() -> dict[str, float]:
        transcript = container.transcribe().execute(request, listener=RecordingListener())
        return {stage.name: round(stage.seconds, 2) for stage in transcript.report.stages}

    return run


def peer(recording: Path, model: str) -> Callable[[], dict[str, float]]:
    """Stock WhisperX and stock pyannote on the decoded recording."""
    container = Container()
    folder = container.whisper_models().resolve(model).folder
    waveform = read(recording)
    recognize = stock_recognition(folder, waveform.samples, len(os.sched_getaffinity(0)))
    diarize = StockPipeline()

    def run() -> dict[str, float]:
        begun = time.perf_counter()
        recognize()
        middle = time.perf_counter()
        diarize(waveform)
        return {
            "recognition": round(middle - begun, 2),
            "diarization": round(time.perf_counter() - middle, 2),
        }

    return run


SIDES = {"ours": ours, "peer": peer}


def peak_memory(side: str, recording: Path, model: str) -> int:
    """Peak resident bytes of a process that runs one side once."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_peak, (side, recording, model))


def _peak(side: str, recording: Path, model: str) -> int:
    SIDES[side](recording, model)()
    # Not getrusage: its maximum is handed down through fork and exec, so it would be this process's own.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--model", default="base")
    parser.add_argument("--recording", type=Path, default=sample_path())
    given = parser.parse_args()
    runs = {name: make(given.recording, given.model) for name, make in SIDES.items()}
    for run in runs.values():
        run()
    wall: dict[str, list[float]] = {name: [] for name in runs}
    processor: dict[str, list[float]] = {name: [] for name in runs}
    stages: dict[str, Any] = {}
    for _ in range(given.rounds):
        for name, run in runs.items():
            begun, spent = time.perf_counter(), time.process_time()
            stages[name] = run()
            wall[name].append(round(time.perf_counter() - begun, 2))
            processor[name].append(round(time.process_time() - spent, 2))
    result = {
        "cores": len(os.sched_getaffinity(0)),
        "load": [round(each, 1) for each in os.getloadavg()],
        "wall_s": wall,
        "processor_s": processor,
        "last_stages_s": stages,
        "times_faster_wall": round(
            statistics.median(p / o for p, o in zip(wall["peer"], wall["ours"], strict=True)), 2
        ),
        "times_faster_processor": round(
            statistics.median(p / o for p, o in zip(processor["peer"], processor["ours"], strict=True)), 2
        ),
        "peak_memory_mb": {
            name: round(peak_memory(name, given.recording, given.model) / 1e6) for name in SIDES
        },
    }
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
