"""`exact-transcription evaluate`: how far transcripts are from references."""

import csv
import io
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from exact_transcription.core.domain.evaluation import Evaluation, Mismatch, pooled
from exact_transcription.core.usecases.evaluate import EvaluationOptions
from exact_transcription.entrypoints.cli.evaluation_text import rates, told
from exact_transcription.entrypoints.cli.outputs import write_atomically
from exact_transcription.entrypoints.cli.reading import read_transcript
from exact_transcription.entrypoints.cli.references import Task, find_tasks, read_reference
from exact_transcription.entrypoints.cli.setup import container_for
from exact_transcription.entrypoints.cli.tables import print_json


@click.command("evaluate")
@click.argument("transcript", type=click.Path(path_type=Path))
@click.argument(
    "references", metavar="REFERENCE...", type=click.Path(path_type=Path), nargs=-1, required=True
)
@click.option(
    "--language", metavar="CODE", default="", help="Language, for normalisation. [the transcript's]"
)
@click.option("--uri", metavar="NAME", default="", help="Which recording of a reference that holds several.")
@click.option(
    "--collar", metavar="SECONDS", type=float, default=0.0, show_default=True,
    help="Not scored around true turn edges, half on each side (diarization error rate).",
)  # fmt: skip
@click.option(
    "--pause-edge", metavar="SECONDS", type=float, default=0.1, show_default=True,
    help="How near both edges of a pause must be.",
)  # fmt: skip
@click.option(
    "--shortest-pause", metavar="SECONDS", type=float, default=0.2, show_default=True,
    help="Shorter pauses are not scored.",
)  # fmt: skip
@click.option(
    "--errors", "table", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.tsv",
    help="Write every differing word with its time.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    *,
    transcript: Path,
    references: tuple[Path, ...],
    language: str,
    uri: str,
    table: Path | None,
    as_json: bool,
    **how: float,
) -> None:
    """Score TRANSCRIPT against REFERENCE: words, speakers, turns, word times and pauses.

    Several references of one recording complete each other: text from an STM file, turns from an RTTM file,
    word times from a TextGrid. With two folders, files of one name (without extension) belong together.
    """
    options = EvaluationOptions(language=language, **how)
    container = container_for()
    plugins = container.plugins()
    tasks = find_tasks(transcript, references)
    results: list[tuple[Task, Evaluation]] = []
    for task in tasks:
        ours = read_transcript(plugins, task.transcript, None, {"language": language})
        truths = [
            read_reference(plugins, path, {"uri": uri, "language": language or ours.language})
            for path in task.references
        ]
        results.append((task, container.evaluate()(ours, truths, options)))
    if table is not None:
        write_atomically(table, lambda stream: stream.write(_table(results)))  # type: ignore[arg-type]
    whole = pooled(evaluation for _, evaluation in results)
    if as_json:
        print_json(_document(results, whole))
        return
    for task, evaluation in results:
        click.echo(f"{task.transcript} against {', '.join(map(str, task.references))}")
        click.echo(told(evaluation))
    if len(results) > 1:
        click.echo(f"\nAll {len(results)} together")
        click.echo(told(whole))


def _document(results: list[tuple[Task, Evaluation]], whole: Evaluation) -> dict[str, Any]:
    return {
        "recordings": [
            {
                "transcript": str(task.transcript),
                "references": [str(path) for path in task.references],
                **rates(evaluation),
            }
            for task, evaluation in results
        ],
        "all": rates(whole),
    }


def _table(results: list[tuple[Task, Evaluation]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, "excel-tab", lineterminator="\n")
    writer.writerow(["transcript", "start", "speaker", "kind", "reference", "found"])
    for task, evaluation in results:
        for mismatch in evaluation.text.mismatches if evaluation.text else ():
            writer.writerow([task.transcript.name, *_cells(mismatch)])
    return text.getvalue().encode()


def _cells(mismatch: Mismatch) -> list[str]:
    rest = asdict(mismatch)
    return [f"{mismatch.start:.3f}", *(str(rest[name]) for name in ("speaker", "kind", "reference", "found"))]
