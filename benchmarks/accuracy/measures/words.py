"""Word error rates, by language; character error rates where words are written without spaces."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

import jiwer

from benchmarks.accuracy.bench import Bench
from benchmarks.accuracy.manifest import Recording
from benchmarks.accuracy.normal_form import basic, english
from benchmarks.accuracy.table import Row
from exact_transcription.core.domain.text import LANGUAGES_WITHOUT_SPACES

# Hand-corrected texts whose corrections differ from what is said (the data's README).
LEFT_OUT = {"LS-367", "LS-1998", "LS-2609"}


def measure(bench: Bench) -> Iterator[Row]:
    errors: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for group, recording in _cases(bench):
        language = recording.language or "en"
        transcript = bench.pipeline(recording.path, language=language)
        wrong, length = text_errors(recording.transcript, transcript.text, language)
        errors[group] = [a + b for a, b in zip(errors[group], (wrong, length, 1), strict=True)]
    for group, (total, words, files) in errors.items():
        by_character = group.removeprefix("language ") in LANGUAGES_WITHOUT_SPACES
        yield Row(
            measure="CER" if by_character else "WER",
            data=group,
            value=total / max(1.0, words),
            note=f"{files:.0f} recordings, {words:.0f} {'characters' if by_character else 'words'}",
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


def text_errors(reference: str, found: str, language: str) -> tuple[int, int]:
    """Errors and length of the reference, in words or in characters, after Whisper's normalisation."""
    if language in LANGUAGES_WITHOUT_SPACES:
        true, ours = (" ".join(basic(text).replace(" ", "")) for text in (reference, found))
    else:
        normal = english if language == "en" else basic
        true, ours = normal(reference), normal(found)
    result = jiwer.process_words(true, ours)
    wrong = result.substitutions + result.deletions + result.insertions
    return wrong, result.hits + result.substitutions + result.deletions
