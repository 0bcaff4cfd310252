"""The right speaker for each word, and words and speakers together (cpWER)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from meeteval.wer import cp_word_error_rate

from benchmarks.accuracy.bench import Bench
from benchmarks.accuracy.manifest import Utterance, read_stm
from benchmarks.accuracy.matching import best_mapping, said, speaker_pairs, truly_said
from benchmarks.accuracy.normal_form import english
from benchmarks.accuracy.table import Row
from exact_transcription.core.domain.transcript import Transcript

TARGETS = {"composed, clean": ">= 0.93"}


def measure(bench: Bench) -> Iterator[Row]:
    shares: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    errors: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for group, transcript, truth in _cases(bench):
        right, words = right_speakers(transcript, truth)
        wrong, length = cp_errors(transcript, truth)
        for totals, values in ((shares, (right, words)), (errors, (wrong, length))):
            totals[group] = [a + b for a, b in zip(totals[group], values, strict=True)]
    for group, (right, words) in shares.items():
        yield Row(
            measure="words with the right speaker",
            data=group,
            value=right / max(1, words),
            target=TARGETS.get(group, ""),
            note=f"of {words} words that were recognised, substitutions included",
        )
    for group, (wrong, length) in errors.items():
        yield Row(measure="cpWER", data=group, value=wrong / max(1, length), note=f"{length} words")


def _cases(bench: Bench) -> Iterator[tuple[str, Transcript, list[Utterance]]]:
    for dialogue in bench.dialogues():
        transcript = bench.pipeline(dialogue.path, language="en")
        yield f"composed, {dialogue.recipe.condition}", transcript, read_stm(dialogue.stm)
    talks = [recording for recording in bench.of("conv/") if recording.stm]
    for recording in bench.sample(talks, 1, len(talks)):
        assert recording.stm
        group = "AMI meetings, 30 s each" if "/ami/" in recording.name else "short conversations"
        yield group, bench.pipeline(recording.path, language="en"), read_stm(recording.stm)


def right_speakers(transcript: Transcript, truth: Sequence[Utterance]) -> tuple[int, int]:
    """How many words have the right speaker, and of how many."""
    pairs = speaker_pairs(said(transcript), truly_said(truth))
    names = best_mapping(pairs)
    return sum(names.get(ours) == true for ours, true in pairs), len(pairs)


def cp_errors(transcript: Transcript, truth: Sequence[Utterance]) -> tuple[int, int]:
    """Errors of the concatenated minimum-permutation WER (Watanabe et al. 2020), and of how many words."""
    reference: dict[str, str] = defaultdict(str)
    for utterance in sorted(truth, key=lambda each: each.start):
        reference[utterance.speaker] += f" {utterance.text}"
    found: dict[str, str] = defaultdict(str)
    for segment in transcript.segments:
        found[segment.speaker or "nobody"] += f" {segment.text}"
    result = cp_word_error_rate(
        reference={who: english(text) for who, text in reference.items()},
        hypothesis={who: english(text) for who, text in found.items()},
        reference_sort=False,
        hypothesis_sort=False,
    )
    return result.errors, result.length
