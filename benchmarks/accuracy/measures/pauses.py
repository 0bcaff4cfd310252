"""Pauses of 0.2 s and more against the truth of composed dialogues.

A pause is found if both its edges are within 0.1 s of a true one's, each used once; the looser F1 asks that
both share half of their union. What was found with less than 0.2 s counts where it matches and is ignored
elsewhere: it is not claimed to be a pause of 0.2 s.
"""

from collections import defaultdict
from collections.abc import Iterator

from benchmarks.accuracy.bench import Bench
from benchmarks.accuracy.references import composed, scored
from benchmarks.accuracy.table import Row
from exact_transcription.core.domain.evaluation import Evaluation, PauseErrors, pooled

TARGETS = {"clean": ">= 0.85"}


def measure(bench: Bench) -> Iterator[Row]:
    found: dict[str, list[Evaluation]] = defaultdict(list)
    for dialogue in bench.dialogues():
        transcript = bench.pipeline(dialogue.path, language="en")
        evaluation = scored(transcript, composed(dialogue), "en")
        found[dialogue.recipe.condition].append(evaluation)
        yield _row(evaluation.pauses or PauseErrors(), dialogue.recipe.name, "")
    for condition, evaluations in found.items():
        together = pooled(evaluations).pauses or PauseErrors()
        yield _row(together, f"all {condition}", TARGETS.get(condition, ""))
        yield from _details(together, condition)


def _row(pauses: PauseErrors, data: str, target: str) -> Row:
    return Row(
        measure="pauses of 0.2 s and more, F1",
        data=data,
        value=pauses.f1 or 0.0,
        target=target,
        note=f"{pauses.matched} of {pauses.true} found, {pauses.found - pauses.matched} others; "
        f"F1 by half overlap {100 * (pauses.loose_f1 or 0.0):.1f} %",
    )


def _details(pauses: PauseErrors, condition: str) -> Iterator[Row]:
    yield Row(
        measure="pause edges, median error",
        data=f"all {condition}",
        value=pauses.median or 0.0,
        unit="ms",
        note=f"{100 * (pauses.within_tolerance or 0.0):.0f} % within their stated tolerance",
    )
    yield Row(
        measure="pauses with the right speakers before and after",
        data=f"all {condition}",
        value=pauses.right_speakers_share or 0.0,
    )
