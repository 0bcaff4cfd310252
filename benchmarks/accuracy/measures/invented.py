"""Words written where nobody speaks: there should be none."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile

from benchmarks.accuracy.bench import Bench
from benchmarks.accuracy.table import Row

RATE = 16_000

RECORDINGS = {
    "digital silence": "odd/silence_10s.wav",
    "pink noise": "odd/pink_noise_20s.flac",
    "music": "odd/big_buck_bunny_small.mp4",
    "no speech, 1": "odd/empty_linto.mp3",
    "no speech, 2": "odd/empty_picovoice.wav",
    "laughter": "odd/laugh1.mp3",
}


def measure(bench: Bench) -> Iterator[Row]:
    cases = {name: bench.shared / "data" / path for name, path in RECORDINGS.items()}
    cases |= _made(bench.cache / "invented")
    for name, path in cases.items():
        words = bench.pipeline(path).words
        yield Row(
            measure="invented words",
            data=name,
            value=len(words),
            unit="",
            target="<= 0",
            note=" ".join(word.text for word in words[:8]),
        )


def _made(folder: Path) -> dict[str, Path]:
    """Sounds without speech, 60 s each."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(7)
    at = np.arange(60 * RATE) / RATE
    chord = sum(np.sin(2 * np.pi * f * at) for f in (220.0, 277.2, 329.6, 440.0)) * (
        0.6 + 0.4 * np.sin(4 * at)
    )
    sounds = {
        "white noise, 60 s": 0.05 * rng.standard_normal(len(at)),
        "room tone, 60 s": 0.0005 * rng.standard_normal(len(at)),
        "chord, 60 s": 0.05 * chord,
        "mains hum, 60 s": 0.05 * np.sin(2 * np.pi * 50 * at),
        "clicks, 60 s": np.where(np.arange(len(at)) % 12_000 < 30, 0.5, 0.0),
    }
    made = {}
    for name, samples in sounds.items():
        made[name] = folder / f"{name.split(',')[0].replace(' ', '-')}.wav"
        if not made[name].exists():
            soundfile.write(made[name], samples, RATE, subtype="PCM_16")
    return made
