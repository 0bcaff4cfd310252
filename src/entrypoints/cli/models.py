"""`exact-transcription models`: what is known, what is here, and getting the rest."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from exact_transcription.core.domain.model_entry import ModelEntry, ModelState
from exact_transcription.entrypoints.cli.setup import container_for

_MEGABYTE = 1_000_000


@click.group("models")
def command() -> None:
    """List, fetch, verify and carry models."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def list_models(*, as_json: bool) -> None:
    """List all known models and whether they are on this machine."""
    entries = container_for().models().entries()
    if as_json:
        click.echo(json.dumps([asdict(entry) for entry in entries], indent=2))
        return
    width = max(len(entry.name) for entry in entries)
    for entry in entries:
        click.echo(
            f"{entry.name:<{width}}  {entry.kind.value:<11}  {entry.profile:<8}  {entry.state.value:<7}  "
            f"{entry.size / _MEGABYTE:>5.0f} MB  {entry.licence:<12}  {entry.origin}"
        )
    click.echo("\nAny other model of the hub, or a folder, can be named with `transcribe --model`.")


@command.command("pull")
@click.argument("names", nargs=-1, required=True)
def pull(*, names: tuple[str, ...]) -> None:
    """Bring the models NAMES onto this machine."""
    models = container_for().models()
    for entry in [models.entry(name) for name in names]:
        click.echo(
            f"{entry.name}: {'checking' if entry.state is ModelState.PRESENT else 'fetching'} …", err=True
        )
        click.echo(f"{entry.name}: {models.pull(entry.name).state.value}")


@command.command("verify")
@click.argument("names", nargs=-1)
def verify(*, names: tuple[str, ...]) -> None:
    """Compare the files of the models NAMES, or of all that are here, with what was published."""
    models = container_for().models()
    chosen: list[ModelEntry] = [models.entry(name) for name in names] or [
        entry for entry in models.entries() if entry.state is ModelState.PRESENT
    ]
    for entry in chosen:
        for file in models.verify(entry.name):
            word = "ok" if file.published else "no published digest"
            click.echo(f"{entry.name}: {file.name}: {word} (sha256 {file.sha256})")


@command.command("bundle")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("names", nargs=-1)
@click.option("--profile", type=click.Choice(["offline", "standard"]), help="Only models of this profile.")
def bundle(*, file: Path, names: tuple[str, ...], profile: str | None) -> None:
    """Write the models NAMES, or all that are here, into FILE for a machine without a network."""
    models = container_for().models()
    chosen = list(names) or [
        entry.name
        for entry in models.entries()
        if entry.state is ModelState.PRESENT and profile in {None, entry.profile}
    ]
    manifest = models.bundle(chosen, file, tell=lambda text: click.echo(text, err=True))
    click.echo(f"{file}: {', '.join(manifest.models)} ({file.stat().st_size / _MEGABYTE:.0f} MB)")


@command.command("load")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def load(*, file: Path) -> None:
    """Install and verify the models of FILE, which `models bundle` wrote on another machine."""
    models = container_for().models()
    manifest = models.load(file, tell=lambda text: click.echo(text, err=True))
    for name in manifest.models:
        models.verify(name)
        click.echo(f"{name}: ready")
