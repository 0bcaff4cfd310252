"""`exact-transcription doctor`: what is installed, what is missing, and what to do about it."""

import click

from exact_transcription.core.domain.finding import Severity
from exact_transcription.entrypoints.cli.main import EXIT_NOT_READY
from exact_transcription.entrypoints.cli.setup import container_for

_COLOURS = {Severity.OK: "green", Severity.NOTE: "yellow", Severity.PROBLEM: "red"}


@click.command("doctor")
@click.option("--online", is_flag=True, help="Also ask the model hub whether it can be reached.")
@click.pass_context
def command(context: click.Context, *, online: bool) -> None:
    """Check this machine and say what to do; exit code 3 if nothing can be transcribed."""
    findings = container_for().examination().findings(online=online)
    width = max(len(finding.subject) for finding in findings)
    for finding in findings:
        mark = click.style(f"{finding.severity.value:<8}", fg=_COLOURS[finding.severity])
        click.echo(f"{mark}{finding.subject:<{width}}  {finding.state}")
        if finding.advice:
            click.echo(f"{'':<8}{'':<{width}}  → {finding.advice}")
    if any(finding.severity is Severity.PROBLEM for finding in findings):
        context.exit(EXIT_NOT_READY)
