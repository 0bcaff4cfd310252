"""Word times against hand labels, as the whole pipeline gives them (its own recognised words)."""

import json
from collections.abc import Iterator, Sequence

import jiwer
import numpy as np

from benchmarks.accuracy.bench import Bench
from benchmarks.accuracy.manifest import Recording
from benchmarks.accuracy.normal_form import basic
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
    labels = [label for label in json.loads(recording.words.read_text("utf8")) if basic(label["word"])]
    ours = [word for word in words if basic(word.text)]
    if not ours:
        return []
    true_text, our_text = (
        " ".join(basic(each).replace(" ", "_") for each in side)
        for side in ([label["word"] for label in labels], [word.text for word in ours])
    )
    (alignment,) = jiwer.process_words(true_text, our_text).alignments
    errors = []
    for chunk in alignment:
        if chunk.type != "equal":
            continue
        for k in range(chunk.ref_end_idx - chunk.ref_start_idx):
            label, word = labels[chunk.ref_start_idx + k], ours[chunk.hyp_start_idx + k]
            errors += [word.span.start - label["start"], word.span.end - label["end"]]
    return errors
