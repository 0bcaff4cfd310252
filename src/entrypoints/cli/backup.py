"""`exact-transcription backup`: all that the service keeps, in one file and back."""

from pathlib import Path

import click

from exact_transcription.adapters.backup.archive import BackupReport
from exact_transcription.entrypoints.cli.setup import container_for

file = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.group("backup")
def command() -> None:
    """Save records, recordings and transcripts in one file, or bring them back."""


@command.command("create")
@file
def create(*, file: Path) -> None:
    """Save everything in FILE; the service may run meanwhile.

    FILE holds recordings and digests of passwords: keep it as safe as the service itself.
    """
    click.echo(f"Saved {_told(container_for().backup().create(file))} in {file}.")


@command.command("restore")
@file
def restore(*, file: Path) -> None:
    """Bring back what FILE holds, into a database and a folder or bucket that are empty.

    What is restored may have been saved from another kind of database or store.
    """
    click.echo(f"Brought back {_told(container_for().backup().restore(file))}.")


def _told(report: BackupReport) -> str:
    text = f"{report.rows} records and {report.blobs} files ({report.bytes / 1024**2:.1f} MiB)"
    return f"{text}, without {report.missing} that were deleted meanwhile" if report.missing else text
