"""Pauses of 0.2 s and more against the truth of composed dialogues.

A pause is found if both its edges are within 0.1 s of a true one's, each used once (`matching.paired`); the
looser F1 asks that both share half of their union. What was found with less than 0.2 s counts where it
matches and is ignored elsewhere: it is not claimed to be a pause of 0.2 s.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from benchmarks.accuracy.bench import Bench
from benchmarks.accuracy.composed import Dialogue
from benchmarks.accuracy.manifest import read_stm
from benchmarks.accuracy.matching import best_mapping, f1, paired, said, speaker_pairs, truly_said
from benchmarks.accuracy.table import Row
from exact_transcription.core.domain.pause import Pause, PauseKind
from exact_transcription.core.domain.transcript import Transcript

LEAST = 0.2
TARGETS = {"clean": ">= 0.85"}


@dataclass
class Tally:
    """Counts over dialogues; edges and tolerances in seconds."""

    matched: int = 0
    overlapping: int = 0
    found: int = 0
    true: int = 0
    errors: list[float] = field(default_factory=list)
    tolerances: list[float] = field(default_factory=list)
    right_speakers: int = 0

    def add(self, other: "Tally") -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


def measure(bench: Bench) -> Iterator[Row]:
    totals: dict[str, Tally] = defaultdict(Tally)
    for dialogue in bench.dialogues():
        tally = compared(bench.pipeline(dialogue.path, language="en"), dialogue)
        totals[dialogue.recipe.condition].add(tally)
        yield _row(tally, dialogue.recipe.name, "")
    for condition, tally in totals.items():
        yield _row(tally, f"all {condition}", TARGETS.get(condition, ""))
        yield from _details(tally, condition)


def compared(transcript: Transcript, dialogue: Dialogue) -> Tally:
    ours = [pause for pause in transcript.pauses if pause.kind is not PauseKind.LATCH]
    found = [(pause.span.start, pause.span.end) for pause in ours]
    true = [(pause.start, pause.end) for pause in dialogue.pauses]
    strict, loose = paired(found, true), paired(found, true, by_overlap=True)
    used = {i for i, _ in strict}
    names = best_mapping(speaker_pairs(said(transcript), truly_said(read_stm(dialogue.stm))))
    return Tally(
        matched=len(strict),
        overlapping=len(loose),
        found=sum(i in used or _length(each) >= LEAST for i, each in enumerate(ours)),
        true=len(true),
        errors=[abs(found[i][side] - true[j][side]) for i, j in loose for side in (0, 1)],
        tolerances=[ours[i].tolerance for i, _ in loose for _ in (0, 1)],
        right_speakers=sum(
            (names.get(ours[i].speaker or ""), names.get(ours[i].next_speaker or ""))
            == (dialogue.pauses[j].speaker, dialogue.pauses[j].next_speaker)
            for i, j in loose
        ),
    )


def _length(pause: Pause) -> float:
    return round(pause.span.duration, 3)


def _row(tally: Tally, data: str, target: str) -> Row:
    return Row(
        measure="pauses of 0.2 s and more, F1",
        data=data,
        value=f1(tally.matched, tally.found, tally.true),
        target=target,
        note=f"{tally.matched} of {tally.true} found, {tally.found - tally.matched} others; "
        f"F1 by half overlap {100 * f1(tally.overlapping, tally.found, tally.true):.1f} %",
    )


def _details(tally: Tally, condition: str) -> Iterator[Row]:
    errors, tolerances = np.array(tally.errors or [0.0]), np.array(tally.tolerances or [0.0])
    yield Row(
        measure="pause edges, median error",
        data=f"all {condition}",
        value=float(np.median(errors)),
        unit="ms",
        note=f"{100 * (errors <= tolerances).mean():.0f} % within their stated tolerance "
        f"(median {1000 * np.median(tolerances):.0f} ms)",
    )
    yield Row(
        measure="pauses with the right speakers before and after",
        data=f"all {condition}",
        value=tally.right_speakers / max(1, tally.overlapping),
    )
