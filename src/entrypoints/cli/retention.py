"""`exact-transcription retention`: deleting what is over."""

from dataclasses import asdict

import click

from exact_transcription.entrypoints.cli.administration import json_option, service
from exact_transcription.entrypoints.cli.tables import print_json


@click.group("retention")
def command() -> None:
    """Delete what is no longer to be kept; workers do it every hour."""


@command.command("run")
@json_option
def run(*, as_json: bool) -> None:
    """Delete expired recordings, unfinished uploads and leftovers now."""
    report = asdict(service().apply_retention().execute())
    if as_json:
        print_json(report)
        return
    for name, count in report.items():
        click.echo(f"{name.replace('_', ' ')}: {count}")
