"""`exact-transcription plugins`: what is installed and what became of it."""

import click

from exact_transcription.entrypoints.cli.main import EXIT_SOME_FAILED
from exact_transcription.entrypoints.cli.setup import container_for


@click.command("plugins")
@click.pass_context
def command(context: click.Context) -> None:
    """List the plugins with their formats; exit code 1 if one could not be loaded."""
    manager = container_for().plugins()
    described = [manager.describe(name) for name in manager.formats()]
    readable = [manager.describe_readable(name) for name in manager.readable_formats()]
    for plugin in manager.plugins:
        writes = [each.name for each in described if each.plugin == plugin.name]
        reads = [each.name for each in readable if each.plugin == plugin.name]
        parts = [f"writes {', '.join(writes)}"] * bool(writes) + [f"reads {', '.join(reads)}"] * bool(reads)
        click.echo(f"{plugin.name} ({plugin.origin}): {'; '.join(parts) or 'brings no format'}")
    for problem in manager.problems:
        click.echo(f"problem: {problem.message}", err=True)
    if manager.problems:
        context.exit(EXIT_SOME_FAILED)
