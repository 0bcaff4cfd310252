"""`exact-transcription formats`: what can be written and read, and with which options."""

import json
from dataclasses import asdict

import click

from exact_transcription.core.ports.format_description import FormatDescription, OptionDescription
from exact_transcription.entrypoints.cli.setup import container_for


@click.command("formats")
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def command(*, name: str | None, as_json: bool) -> None:
    """List the formats, or the format NAME with its options."""
    plugins = container_for().plugins()
    if name is None:
        described = [plugins.describe(each) for each in plugins.formats()]
    else:
        described = [plugins.describe(name)]
    if as_json:
        click.echo(json.dumps([asdict(each) for each in described], ensure_ascii=False, indent=2))
    elif name is not None:
        _show(described[0])
    else:
        width = max(len(each.name) for each in described)
        for each in described:
            click.echo(f"{each.name:<{width}}  {each.extensions[0]:<10} {each.title}")
        click.echo(f"\nReadable by `export --from`: {', '.join(plugins.readable_formats())}")


def _show(each: FormatDescription) -> None:
    click.echo(f"{each.name} — {each.title} ({', '.join(each.extensions)}; {each.media_type})")
    click.echo(f"{each.description}\nFrom the plugin {each.plugin}.")
    click.echo("\nOptions (-O NAME=VALUE):" if each.options else "\nIt has no options.")
    for option in each.options:
        click.echo(f"  {option.name}  {_range(option)}")
        click.echo(f"      {option.help} [{_default(option)}]")


def _range(option: OptionDescription) -> str:
    if option.choices:
        return "|".join(option.choices)
    low = "" if option.minimum is None else f" from {option.minimum:g}"
    high = "" if option.maximum is None else f" to {option.maximum:g}"
    return f"{option.kind.value}{low}{high}"


def _default(option: OptionDescription) -> str:
    return "off" if option.default is None else str(option.default)
