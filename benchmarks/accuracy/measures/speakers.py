"""The right speaker for each word, and words and speakers together (cpWER)."""

from collections import defaultdict
from collections.abc import Iterator

from benchmarks.accuracy.bench import Bench
from benchmarks.accuracy.references import conversation, scored
from benchmarks.accuracy.table import Row
from exact_transcription.core.domain.evaluation import Evaluation, SpeakerErrors, pooled
from exact_transcription.core.domain.transcript import Transcript

TARGETS = {"composed, clean": ">= 0.93"}


def measure(bench: Bench) -> Iterator[Row]:
    found: dict[str, list[Evaluation]] = defaultdict(list)
    for group, transcript, truth in _cases(bench):
        found[group].append(scored(transcript, truth, "en"))
    together = {group: pooled(each).speakers or SpeakerErrors() for group, each in found.items()}
    for group, errors in together.items():
        yield Row(
            measure="words with the right speaker",
            data=group,
            value=errors.right_share or 0.0,
            target=TARGETS.get(group, ""),
            note=f"of {errors.paired} words that were recognised, substitutions included",
        )
    for group, errors in together.items():
        yield Row(measure="cpWER", data=group, value=errors.cpwer or 0.0, note=f"{errors.length} words")


def _cases(bench: Bench) -> Iterator[tuple[str, Transcript, Transcript]]:
    for dialogue in bench.dialogues():
        transcript = bench.pipeline(dialogue.path, language="en")
        yield f"composed, {dialogue.recipe.condition}", transcript, conversation(dialogue.stm)
    talks = [recording for recording in bench.of("conv/") if recording.stm]
    for recording in bench.sample(talks, 1, len(talks)):
        assert recording.stm
        group = "AMI meetings, 30 s each" if "/ami/" in recording.name else "short conversations"
        yield group, bench.pipeline(recording.path, language="en"), conversation(recording.stm)
