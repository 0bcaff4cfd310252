"""`exact-transcription transcribe`: from recordings to files."""

import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import click

from exact_transcription.container import Container
from exact_transcription.core.domain.diarization import SpeakerCount
from exact_transcription.core.domain.errors import (
    ExactTranscriptionError,
    JobCancelledError,
    ModelError,
    ResourceExhaustedError,
)
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.transcription_options import PauseSettings, TranscriptionOptions
from exact_transcription.core.ports.exporter import TranscriptWriter
from exact_transcription.core.usecases.transcribe import TranscribeRequest
from exact_transcription.entrypoints.cli.format_options import parse_format_options
from exact_transcription.entrypoints.cli.interrupt import stop_on_interrupt
from exact_transcription.entrypoints.cli.main import EXIT_INTERRUPTED, EXIT_NOT_READY, EXIT_SOME_FAILED
from exact_transcription.entrypoints.cli.outputs import export_to, result_paths
from exact_transcription.entrypoints.cli.progress import display
from exact_transcription.entrypoints.cli.recordings import find_recordings
from exact_transcription.entrypoints.cli.setup import container_for

STANDARD_OUTPUT = Path("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """One call of the command, checked."""

    recordings: list[Path]
    paths: Mapping[tuple[Path, str], Path]
    formats: tuple[str, ...]
    format_options: Mapping[str, Mapping[str, object]]
    options: TranscriptionOptions
    quiet: bool


@click.command("transcribe")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-f", "--format", "formats", multiple=True, metavar="F", help="Output format; may be repeated. [txt]"
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=STANDARD_OUTPUT,
    metavar="DIR|-",
    help="Folder for the results, or - for standard output (one recording, one format). [-]",
)
@click.option("-O", "--option", "given", multiple=True, metavar="[F.]NAME=VALUE", help="Option of a format.")
@click.option("--overwrite", is_flag=True, help="Replace results that are there already.")
@click.option("--skip-existing", is_flag=True, help="Leave out recordings whose results are all there.")
@click.option("--profile", type=click.Choice(["auto", "offline", "standard"]), help="Family of models.")
@click.option("--model", metavar="NAME|PATH", help="Recognition model.")
@click.option(
    "--task",
    type=click.Choice(["transcribe", "translate"]),
    default="transcribe",
    help="Write down what is said, or its translation into English.",
)
@click.option("--language", metavar="CODE", help="Language spoken (en, de, …); found out if not given.")
@click.option("--speakers", type=click.IntRange(1), metavar="N", help="Exact number of speakers.")
@click.option("--min-speakers", type=click.IntRange(1), metavar="N", help="Fewest speakers.")
@click.option("--max-speakers", type=click.IntRange(1), metavar="N", help="Most speakers.")
@click.option("--no-diarize", is_flag=True, help="Do not tell speakers apart.")
@click.option(
    "--channels",
    type=click.Choice(["mix", "separate"]),
    default="mix",
    help="One speaker a channel: separate.",
)
@click.option("--hotwords", metavar="WORDS", help="Names and words that are likely, separated by commas.")
@click.option(
    "--prompt", "initial_prompt", default="", metavar="TEXT", help="Text that the recording continues."
)
@click.option(
    "--beam-size", type=click.IntRange(1, 20), default=5, show_default=True, help="Hypotheses kept."
)
@click.option("--min-pause", type=float, metavar="S", help="Shortest pause that is reported, in seconds.")
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), help="Where models run.")
@click.option("--compute-type", metavar="TYPE", help="Number format of recognition: int8, float16, …")
@click.option("--threads", type=click.IntRange(0), metavar="N", help="CPU threads; 0 is one a core.")
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
def command(  # noqa: PLR0913 - one parameter an option
    *,
    files: tuple[Path, ...],
    formats: tuple[str, ...],
    output: Path,
    given: tuple[str, ...],
    overwrite: bool,
    skip_existing: bool,
    device: str | None,
    compute_type: str | None,
    threads: int | None,
    quiet: bool,
    **asked: object,
) -> None:
    """Transcribe FILES: recordings, or folders of them.

    With one recording and one format the result goes to standard output; otherwise name a folder with -o.

    Exit codes: 0 all done, 1 some failed, 2 wrong usage, 3 this machine is not ready (a model, a token or
    memory is missing), 130 interrupted.
    """
    container = container_for(device=device, compute_type=compute_type, threads=threads)
    writer = container.plugins()
    formats = tuple(dict.fromkeys(formats)) or ("txt",)
    format_options = parse_format_options(writer, formats, given)
    options = _options(**asked)  # type: ignore[arg-type]
    recordings = find_recordings(files)
    paths: dict[tuple[Path, str], Path] = {}
    if output == STANDARD_OUTPUT:
        if len(recordings) > 1 or len(formats) > 1:
            raise click.UsageError("Several recordings or formats need a folder: give -o DIR.")
    else:
        paths = result_paths(recordings, [(name, writer.extension_of(name)) for name in formats], output)
        recordings = _without_existing(recordings, formats, paths, overwrite=overwrite, skip=skip_existing)
    batch = _Batch(
        recordings=recordings,
        paths=paths,
        formats=formats,
        format_options=format_options,
        options=options,
        quiet=quiet,
    )
    sys.exit(_run(container, batch))


def _options(  # noqa: PLR0913 - one parameter an option
    *,
    profile: str | None,
    model: str | None,
    task: str,
    language: str | None,
    speakers: int | None,
    min_speakers: int | None,
    max_speakers: int | None,
    no_diarize: bool,
    channels: str,
    hotwords: str | None,
    initial_prompt: str,
    beam_size: int,
    min_pause: float | None,
) -> TranscriptionOptions:
    pauses = PauseSettings() if min_pause is None else PauseSettings(shortest=min_pause)
    return TranscriptionOptions(
        profile=profile or "auto",
        model=model,
        task="translate" if task == "translate" else "transcribe",
        language=language,
        speakers=SpeakerCount(exact=speakers, minimum=min_speakers, maximum=max_speakers),
        diarize=not no_diarize,
        channels="separate" if channels == "separate" else "mix",
        hotwords=tuple(word.strip() for word in (hotwords or "").split(",") if word.strip()),
        initial_prompt=initial_prompt,
        beam_size=beam_size,
        pauses=pauses,
    )


def _without_existing(
    recordings: list[Path],
    formats: tuple[str, ...],
    paths: Mapping[tuple[Path, str], Path],
    *,
    overwrite: bool,
    skip: bool,
) -> list[Path]:
    if overwrite:
        return recordings
    if skip:
        return [each for each in recordings if not all(paths[each, name].exists() for name in formats)]
    there = [path for path in paths.values() if path.exists()]
    if there:
        raise click.UsageError(
            f"{there[0]} is there already{f' (and {len(there) - 1} more)' if len(there) > 1 else ''}: "
            "give --overwrite to replace results or --skip-existing to leave them."
        )
    return recordings


def _run(container: Container, batch: _Batch) -> int:
    codes: set[int] = set()
    with stop_on_interrupt() as stop:
        for recording in batch.recordings:
            codes.add(_one(container, batch, recording, stop))
            if stop.is_set():
                return EXIT_INTERRUPTED
    if codes <= {0}:
        return 0
    return EXIT_NOT_READY if codes == {EXIT_NOT_READY} else EXIT_SOME_FAILED


def _one(container: Container, batch: _Batch, recording: Path, stop: Event) -> int:
    begun = time.monotonic()
    try:
        with display(str(recording), stop, quiet=batch.quiet) as listener:
            transcript = container.transcribe().execute(
                TranscribeRequest(path=recording, options=batch.options), listener=listener
            )
        _write(container.plugins(), batch, recording, transcript)
    except JobCancelledError:
        click.echo(f"{recording}: stopped; nothing was written.", err=True)
        return EXIT_INTERRUPTED
    except ExactTranscriptionError as error:
        click.echo(f"{recording}: {error}", err=True)
        return EXIT_NOT_READY if isinstance(error, ModelError | ResourceExhaustedError) else EXIT_SOME_FAILED
    except click.ClickException as error:
        click.echo(f"{recording}: {error.format_message()}", err=True)
        return EXIT_SOME_FAILED
    if not batch.quiet:
        click.echo(_summary(transcript, time.monotonic() - begun), err=True)
    return 0


def _write(writer: TranscriptWriter, batch: _Batch, recording: Path, transcript: Transcript) -> None:
    for name in batch.formats:
        options = batch.format_options[name]
        if not batch.paths:
            writer.write(name, transcript, sys.stdout.buffer, options)
            continue
        path = batch.paths[recording, name]
        export_to(path, writer, name, transcript, options)
        if not batch.quiet:
            click.echo(f"  wrote {path}", err=True)


def _language(transcript: Transcript) -> str:
    if transcript.translated_from is None:
        return f"language {transcript.language}"
    return f"translated from {transcript.translated_from} to {transcript.language}"


def _summary(transcript: Transcript, seconds: float) -> str:
    speakers = len(transcript.speakers)
    words = len(transcript.words)
    pauses = len(transcript.pauses)
    parts = [
        f"{words} word{'s' * (words != 1)}",
        f"{speakers} speaker{'s' * (speakers != 1)}",
        f"{pauses} pause{'s' * (pauses != 1)}",
        _language(transcript) if words else "no speech",
    ]
    speed = transcript.duration / seconds if seconds > 0 else 0.0
    lines = [f"  {', '.join(parts)}; {transcript.duration:.1f} s of audio in {seconds:.1f} s ({speed:.1f} x)"]
    if (loading := sum(stage.loading for stage in transcript.report.stages)) >= 1.0:
        lines.append(f"  loading the models took {loading:.1f} s of that")
    lines += [f"  note: {notice.message}" for notice in transcript.report.notices]
    return "\n".join(lines)
