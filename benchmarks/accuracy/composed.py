"""Dialogues composed from single utterances, with exactly known turns and pauses."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

RATE = 16_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """A silence of at least 0.2 s between the first and the last speech; times in seconds."""

    kind: str
    start: float
    end: float
    speaker: str
    next_speaker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a dialogue is composed.

    Attributes:
        name: for the table and for the files.
        condition: `clean`, `noise` or `reverb`.
        speakers: of the manifest.
        seed: of the composer.
        turns: how many.
        overlap: share of the changes of speaker at which both talk for a while.
        noise_snr: dB, or None for none.
        noise: file in the data folder, or None for white noise.
        reverb: reverberation time (60 dB) in seconds, or 0 for none.
    """

    name: str
    condition: str
    speakers: str
    seed: int
    turns: int = 14
    overlap: float = 0.0
    noise_snr: float | None = None
    noise: str | None = None
    reverb: float = 0.0


PINK = "odd/pink_noise_20s.flac"

RECIPES = (
    Recipe(name="clean 1", condition="clean", speakers="LS-1688,VCTK-p225", seed=101),
    Recipe(name="clean 2", condition="clean", speakers="LS-2033,VCTK-p228", seed=102),
    Recipe(name="clean 3", condition="clean", speakers="LJ,LS-2609", seed=103),
    Recipe(
        name="clean 4, overlap",
        condition="clean",
        speakers="VCTK-p227,LS-3080,LS-3331",
        seed=104,
        overlap=0.3,
    ),
    Recipe(name="white noise 20 dB", condition="noise", speakers="LJ,LS-2033", seed=105, noise_snr=20.0),
    Recipe(
        name="pink noise 15 dB",
        condition="noise",
        speakers="LJ,LS-2033",
        seed=106,
        noise_snr=15.0,
        noise=PINK,
    ),
    Recipe(name="white noise 10 dB", condition="noise", speakers="LJ,LS-2033", seed=107, noise_snr=10.0),
    Recipe(name="reverb 0.5 s", condition="reverb", speakers="LJ,LS-2033", seed=108, reverb=0.5),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """A composed dialogue and its truth."""

    recipe: Recipe
    path: Path
    stm: Path
    rttm: Path
    pauses: tuple[Truth, ...]


def compose(recipe: Recipe, *, shared: Path, folder: Path) -> Dialogue:
    """Compose a dialogue, unless it is there already."""
    folder.mkdir(parents=True, exist_ok=True)
    slug = f"{recipe.seed}-{recipe.name.replace(' ', '-').replace(',', '').replace('.', '_')}-{recipe.turns}"
    prefix = folder / slug
    wave, truth = prefix.with_suffix(".wav"), prefix.with_suffix(".json")
    if not truth.exists():
        _run_composer(recipe, shared, prefix)
    entries = json.loads(truth.read_text("utf8"))["pauses"]
    for entry in entries:
        del entry["inserted"]
    return Dialogue(
        recipe=recipe,
        path=wave,
        stm=prefix.with_suffix(".stm"),
        rttm=prefix.with_suffix(".rttm"),
        pauses=tuple(Truth(**entry) for entry in entries),
    )


def _run_composer(recipe: Recipe, shared: Path, prefix: Path) -> None:
    raw = prefix.with_name("raw-" + prefix.name)
    command = [sys.executable, str(shared / "tools/compose.py"), str(shared / "data/MANIFEST.json"), str(raw)]
    command += ["--speakers", recipe.speakers, "--seed", str(recipe.seed), "--turns", str(recipe.turns)]
    command += ["--overlap", str(recipe.overlap)]
    if recipe.noise_snr is not None:
        command += ["--noise-snr", str(recipe.noise_snr)]
    if recipe.noise is not None:
        command += ["--noise", str(shared / "data" / recipe.noise)]
    subprocess.run(command, check=True)  # noqa: S603 - our own tool
    if recipe.reverb:
        _add_reverb(raw.with_suffix(".wav"), recipe)
    # The truth comes last: it is what says that the dialogue is complete.
    for suffix in (".wav", ".stm", ".rttm", ".json"):
        shutil.move(raw.with_suffix(suffix), prefix.with_suffix(suffix))


def _add_reverb(path: Path, recipe: Recipe) -> None:
    """Convolve with a direct sound and a diffuse tail 6 dB below it, and add a faint room tone."""
    dry, _ = soundfile.read(path)
    rng = np.random.default_rng(recipe.seed)
    at = np.arange(round(1.2 * recipe.reverb * RATE)) / RATE
    tail = rng.standard_normal(len(at)) * 10 ** (-3 * at / recipe.reverb)
    tail[: RATE // 500] = 0.0
    tail *= 0.5 / np.sqrt(np.square(tail).sum())
    tail[0] = 1.0
    size = len(dry) + len(tail)
    wet = np.fft.irfft(np.fft.rfft(dry, size) * np.fft.rfft(tail, size), size)[: len(dry)]
    wet += 1e-3 * rng.standard_normal(len(wet))
    soundfile.write(path, wet / max(1.0, np.abs(wet).max() / 0.98), RATE, subtype="PCM_16")
