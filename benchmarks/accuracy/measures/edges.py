"""Word times against hand labels, as the whole pipeline gives them (its own recognised words)."""

from collections.abc import Iterator, Sequence

import numpy as np

from benchmarks.accuracy.bench import Bench
from benchmarks.accuracy.manifest import Recording
from benchmarks.accuracy.references import labelled as labels_of
from benchmarks.accuracy.references import of_words, scored
from benchmarks.accuracy.table import Row
from exact_transcription.core.domain.word import Word

WITHIN = 0.05


def measure(bench: Bench) -> Iterator[Row]:
    labelled = [recording for recording in bench.of("words/") if recording.words]
    groups = {
        "hand-labelled sentences": [r for r in labelled if "acoustic_corpus" not in r.name],
        "acoustic corpus, 27 s": [r for r in labelled if "acoustic_corpus" in r.name],
    }
    for group, recordings in groups.items():
        errors = [
            error for r in recordings for error in edge_errors(r, bench.pipeline(r.path, language="en").words)
        ]
        off = np.abs(np.array(errors or [np.inf]))
        yield Row(
            measure="word edges within 50 ms",
            data=group,
            value=float((off <= WITHIN).mean()),
            target=">= 0.8" if group.startswith("hand") else "",
            note=f"{len(errors)} edges of words that were recognised; median {1000 * np.median(off):.0f} ms",
        )


def edge_errors(recording: Recording, words: Sequence[Word]) -> list[float]:
    """Seconds by which starts and ends of rightly recognised words are off."""
    assert recording.words
    found = scored(of_words(tuple(words)), labels_of(recording.words), "en").edges
    return list(found.offsets) if found else []
