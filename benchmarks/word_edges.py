"""How far aligners are off on hand-labelled words, given the right text.

    python -m benchmarks.word_edges [hmm] [attention]

Measures the aligner alone: no recognition, one segment a recording, text from the labels. `wrong words` shows
what becomes of the right words when others in the text are wrong, missing or invented.
"""

import json
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from exact_transcription.adapters.alignment.attention import AttentionAligner
from exact_transcription.adapters.alignment.hmm import HmmAligner
from exact_transcription.adapters.audio.pyav import PyAvDecoder
from exact_transcription.adapters.models.whisper import WhisperModelStore
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.ports.alignment import Aligner
from exact_transcription.core.ports.audio_decoding import ChannelMode
from tests.fakes.progress import FreeProgress

DATA = Path(__file__).resolve().parents[2] / "shared/data"
TOLERANCE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A recording with labelled words; `text` may go on after the last label."""

    path: Path
    waveform: Waveform
    text: str
    labels: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeErrors:
    """Onset and offset errors in seconds, shape (words, 2), for the words that were placed."""

    errors: npt.NDArray[np.float64]
    asked: int
    seconds_per_second: float

    @property
    def within(self) -> float:
        """Share of the labelled edges that are within the tolerance; words without a time count as wrong."""
        return float((np.abs(self.errors) <= TOLERANCE).sum() / (2 * self.asked)) if self.asked else 0.0

    @property
    def medians(self) -> tuple[float, float]:
        """Median absolute error of onsets and offsets, in seconds."""
        onset, offset = np.median(np.abs(self.errors), axis=0) if len(self.errors) else (np.nan, np.nan)
        return float(onset), float(offset)


def labelled(data: Path = DATA) -> list[Labelled]:
    decoder = PyAvDecoder()
    recordings = []
    for entry in json.loads((data / "MANIFEST.json").read_text("utf8")):
        if not entry["path"].startswith("words/") or not entry.get("words"):
            continue
        words = json.loads((data / entry["words"]).read_text("utf8"))
        path = data / entry["path"]
        decoded = decoder.decode(path, channels=ChannelMode.MIX, progress=FreeProgress())
        recordings.append(
            Labelled(
                path=path,
                waveform=decoded.waveforms[0],
                text=entry.get("full_text") or " ".join(word["word"] for word in words),
                labels=tuple((word["word"], word["start"], word["end"]) for word in words),
            )
        )
    return recordings


def word_edges(aligner: Aligner, recordings: Sequence[Labelled], *, wrong: float = 0.0) -> EdgeErrors:
    """Align every recording's text, a share of whose words may be made wrong first."""
    rng = random.Random(0)  # noqa: S311 - the same perturbation every time
    vocabulary = [word for recording in recordings for word in recording.text.split()]
    errors: list[tuple[float, float]] = []
    asked, began = 0, time.perf_counter()
    for recording in recordings:
        words, origin = perturbed(recording.text.split(), wrong, vocabulary, rng)
        first = _first_label(recording)
        span = TimeSpan(start=0.0, end=recording.waveform.duration)
        segment = Segment(span=span, text=" ".join(words))
        (found,) = aligner.align(recording.waveform, [segment], language="en", progress=FreeProgress())
        for place, index in enumerate(origin):
            if index is None or not 0 <= index - first < len(recording.labels):
                continue
            asked += 1
            if found is not None:
                _, start, end = recording.labels[index - first]
                placed = found.words[place].span
                errors.append((placed.start - start, placed.end - end))
    heard = sum(recording.waveform.duration for recording in recordings)
    return EdgeErrors(
        errors=np.array(errors).reshape(-1, 2),
        asked=asked,
        seconds_per_second=(time.perf_counter() - began) / heard,
    )


def perturbed(
    words: Sequence[str], share: float, vocabulary: Sequence[str], rng: random.Random
) -> tuple[list[str], list[int | None]]:
    """Words of which a share is left out, replaced or followed by another, and where each one came from."""
    result: list[str] = []
    origin: list[int | None] = []
    for index, word in enumerate(words):
        luck = rng.random() / share if share else 1.0
        if luck < 1 / 3:
            continue
        replaced = luck < 2 / 3
        result.append(rng.choice(vocabulary) if replaced else word)
        origin.append(None if replaced else index)
        if 2 / 3 <= luck < 1:
            result.append(rng.choice(vocabulary))
            origin.append(None)
    return result or [words[0]], origin or [0]


def _first_label(recording: Labelled) -> int:
    """Which word of the text the first label belongs to."""
    texts = [word.lower() for word in recording.text.split()]
    wanted = [word.lower() for word, *_ in recording.labels]
    return next(i for i in range(len(texts)) if texts[i : i + len(wanted)] == wanted)


def main(names: Sequence[str]) -> None:
    models = WhisperModelStore(cache_dir=Path.home() / ".cache/exact-transcription", download=False)
    aligners: dict[str, Aligner] = {
        "hmm": HmmAligner(),
        "attention": AttentionAligner(model="tiny.en", models=models, device="cpu", threads=1),
    }
    recordings = labelled()
    groups = {
        "hand-labelled sentences": [r for r in recordings if "acoustic_corpus" not in r.path.name],
        "acoustic corpus": [r for r in recordings if "acoustic_corpus" in r.path.name],
        "all": recordings,
    }
    print("aligner\tdata\twrong words\tedges within 50 ms\tmedian onset ms\tmedian offset ms\ts per s")
    for name in names or aligners:
        for group, chosen in groups.items():
            for wrong in (0.0, 0.1, 0.2):
                result = word_edges(aligners[name], chosen, wrong=wrong)
                onset, offset = (1000 * median for median in result.medians)
                figures = f"{result.within:.3f}\t{onset:.0f}\t{offset:.0f}\t{result.seconds_per_second:.3f}"
                print(f"{name}\t{group}\t{wrong:.0%}\t{figures}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
