"""`exact-transcription settings`: what can be set, as a table that docs/settings.md repeats."""

from pathlib import Path
from typing import Any

import click
from pydantic import AliasChoices
from pydantic.fields import FieldInfo

from exact_transcription.entrypoints.cli.setup import load_settings
from exact_transcription.settings import PREFIX, Settings


@click.command("settings")
@click.option("--markdown", is_flag=True, help="The table of docs/settings.md, with defaults.")
def command(*, markdown: bool) -> None:
    """List every setting with its value; secrets are not shown."""
    if markdown:
        click.echo(settings_table(), nl=False)
        return
    settings = load_settings()
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        click.echo(f"{variable_of(name, field)} = {'' if value is None else value}")
        click.echo(f"    {field.description}")


def settings_table() -> str:
    """All settings as a Markdown table with their defaults."""
    lines = [
        "# Settings",
        "",
        "Every setting is an environment variable or a line of `.env` in the working folder. This table is",
        "generated from `src/settings.py` by `make docs`.",
        "",
        "| variable | default | meaning |",
        "| --- | --- | --- |",
    ]
    lines += [
        f"| `{variable_of(name, field)}` | {_default(field)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(lines) + "\n"


def variable_of(name: str, field: FieldInfo) -> str:
    """The environment variable that sets a field."""
    if isinstance(field.validation_alias, AliasChoices):
        return str(field.validation_alias.choices[0])
    return f"{PREFIX}{name.upper()}"


def _default(field: FieldInfo) -> str:
    value: Any = field.default
    if field.default_factory is not None or value is None or isinstance(value, Path | frozenset):
        return ""  # depends on the machine, or nothing; the meaning says what then happens
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"
