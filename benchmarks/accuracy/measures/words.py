"""Word error rates, by language; character error rates where words are written without spaces."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

from benchmarks.accuracy.bench import Bench
from benchmarks.accuracy.manifest import Recording
from benchmarks.accuracy.references import read_aloud, scored
from benchmarks.accuracy.table import Row
from exact_transcription.core.domain.evaluation import Evaluation, pooled

# Hand-corrected texts whose corrections differ from what is said (the data's README).
LEFT_OUT = {"LS-367", "LS-1998", "LS-2609"}


def measure(bench: Bench) -> Iterator[Row]:
    found: dict[str, list[Evaluation]] = defaultdict(list)
    for group, recording in _cases(bench):
        language = recording.language or "en"
        transcript = bench.pipeline(recording.path, language=language)
        found[group].append(scored(transcript, read_aloud(recording.transcript, language), language))
    for group, evaluations in found.items():
        text = pooled(evaluations).text
        assert text is not None
        yield Row(
            measure="CER" if text.unit == "character" else "WER",
            data=group,
            value=text.rate or 0.0,
            note=f"{len(evaluations)} recordings, {text.length} {text.unit}s",
        )


def _cases(bench: Bench) -> Iterator[tuple[str, Recording]]:
    read = [r for r in bench.of("read_en/") if r.transcript and r.speaker not in LEFT_OUT]
    groups: dict[str, list[Recording]] = defaultdict(list)
    for recording in read:
        groups[f"English, {PurePosixPath(recording.name).parts[1].split('.')[0]}"].append(recording)
    for recording in bench.of("conv/"):
        if recording.transcript and recording.stm:
            groups["English, conversations"].append(recording)
    for recording in bench.of("lang/"):
        if recording.transcript and recording.language != "en":
            groups[f"language {recording.language}"].append(recording)
    for group, items in groups.items():
        for recording in bench.sample(items, 1, 8 if group.startswith("English") else 2):
            yield group, recording
