"""`exact-transcription audit`: who did what."""

from dataclasses import asdict

import click

from exact_transcription.core.domain.audit import COMMAND_LINE
from exact_transcription.entrypoints.cli.administration import json_option, owner_of, service
from exact_transcription.entrypoints.cli.tables import show


@click.group("audit")
def command() -> None:
    """Read the audit log."""


@command.command("list")
@click.option("--actor", metavar="USER", help="Who did it: a name, an id, or `command-line`.")
@click.option("--subject", metavar="ID", help="To what it was done.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=100, show_default=True)
@json_option
def list_events(*, actor: str | None, subject: str | None, limit: int, as_json: bool) -> None:
    """List events, the newest first."""
    container = service()
    who = actor if actor == COMMAND_LINE else owner_of(container, actor)
    events = container.audit().list_events(actor=who, subject=subject, limit=limit)
    show(map(asdict, events), as_json=as_json, empty="Nothing was noted.")
