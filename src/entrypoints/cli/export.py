"""`exact-transcription export`: from a transcript (or another program's file) to other formats."""

import sys
from pathlib import Path

import click

from exact_transcription.entrypoints.cli.format_options import parse_format_options
from exact_transcription.entrypoints.cli.outputs import export_to, result_paths
from exact_transcription.entrypoints.cli.reading import read_transcript
from exact_transcription.entrypoints.cli.setup import container_for

STANDARD_OUTPUT = Path("-")


@click.command("export")
@click.argument("transcript", type=click.Path(path_type=Path))
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    required=True,
    metavar="F",
    help="Output format; may be repeated.",
)
@click.option("--from", "source", metavar="F", help="Format of TRANSCRIPT; found out if not given.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=STANDARD_OUTPUT, metavar="DIR|-",
    help="Folder for the results, or - for standard output (one format). [-]",
)  # fmt: skip
@click.option("-O", "--option", "given", multiple=True, metavar="[F.]NAME=VALUE", help="Option of a format.")
@click.option("--overwrite", is_flag=True, help="Replace results that are there already.")
def command(
    *,
    transcript: Path,
    formats: tuple[str, ...],
    source: str | None,
    output: Path,
    given: tuple[str, ...],
    overwrite: bool,
) -> None:
    """Write TRANSCRIPT, a file that `transcribe --format json` wrote or another readable format."""
    plugins = container_for().plugins()
    formats = tuple(dict.fromkeys(formats))
    options = parse_format_options(plugins, formats, given)
    if output == STANDARD_OUTPUT and len(formats) > 1:
        raise click.UsageError("Several formats need a folder: give -o DIR.")
    read = read_transcript(plugins, transcript, source)
    if output == STANDARD_OUTPUT:
        plugins.write(formats[0], read, sys.stdout.buffer, options[formats[0]])
        return
    paths = result_paths([transcript], [(name, plugins.extension_of(name)) for name in formats], output)
    there = [path for path in paths.values() if path.exists()]
    if there and not overwrite:
        raise click.UsageError(f"{there[0]} is there already: give --overwrite to replace it.")
    for (_, name), path in paths.items():
        export_to(path, plugins, name, read, options[name])
        click.echo(f"wrote {path}", err=True)
