"""Time of voice activity and diarization on pyannote.audio's sample call, ours against stock, both warm.

    python -m benchmarks.diarization_speed [--rounds N] [--stock]

Same weights, threads and process. Seconds of processor time say more than wall time on a busy machine.
"""

import argparse
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

import torch

from benchmarks.diarization_accuracy import OurPipeline, StockPipeline, read
from exact_transcription.core.domain.diarization import SpeakerCount
from exact_transcription.core.domain.waveform import Waveform
from tests.fakes.progress import FreeProgress

SAMPLE = Path(str(distribution("pyannote-audio").locate_file("pyannote/audio/sample/sample.wav")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """The quickest of several rounds, seconds."""

    wall: float
    processor: float


def timed(work: Callable[[], object], rounds: int) -> Timing:
    """Run once to warm up, then `rounds` times."""
    work()
    walls, processors = [], []
    for _ in range(rounds):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    return Timing(wall=min(walls), processor=min(processors))


def measure(waveform: Waveform, *, rounds: int, stock: bool) -> dict[str, Timing]:
    """Timings by what was run."""
    ours = OurPipeline()
    activity = ours.detector.detect(waveform, progress=FreeProgress())

    def detect() -> object:
        return ours.detector.detect(waveform, progress=FreeProgress())

    def diarize() -> object:
        return ours.diarizer.diarize(waveform, activity, speakers=SpeakerCount(), progress=FreeProgress())

    found = {"voice activity": timed(detect, rounds), "diarization, scores at hand": timed(diarize, rounds)}
    if stock:
        pipeline = StockPipeline()
        found["stock pyannote.audio"] = timed(lambda: pipeline(waveform), rounds=1)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stock", action="store_true")
    options = parser.parse_args()
    waveform = read(SAMPLE)
    print(f"{waveform.duration:.1f} s of audio, {torch.get_num_threads()} threads")
    for name, timing in measure(waveform, rounds=options.rounds, stock=options.stock).items():
        print(f"{name:32} wall {timing.wall:7.2f} s, processor {timing.processor:7.2f} s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
