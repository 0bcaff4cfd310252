"""`exact-transcription db`: the database's schema."""

import click

from exact_transcription.entrypoints.cli.administration import confirm, yes_option
from exact_transcription.entrypoints.cli.setup import container_for


@click.group("db")
def command() -> None:
    """Bring the database's schema up to date, or back."""


@command.command("upgrade")
@click.argument("revision", default="head")
def upgrade(*, revision: str) -> None:
    """Bring the schema to REVISION, the newest one unless given; any number of machines may do so at once."""
    schema = container_for().schema()
    schema.upgrade(revision)
    click.echo(f"{schema.place} is at {schema.current()}")


@command.command("downgrade")
@click.argument("revision")
@yes_option
def downgrade(*, revision: str, yes: bool) -> None:
    """Take the schema back to REVISION; `base` removes everything."""
    schema = container_for().schema()
    confirm(f"Take {schema.place} back to {revision}? What later revisions added is lost.", yes=yes)
    schema.downgrade(revision)
    click.echo(f"{schema.place} is at {schema.current() or 'nothing'}")


@command.command("current")
@click.pass_context
def current(context: click.Context) -> None:
    """Print the revision that the database has; exit code 1 if it is not the newest one."""
    schema = container_for().schema()
    found = schema.current()
    click.echo(f"{found or 'nothing'} (newest: {schema.head()})")
    if found != schema.head():
        context.exit(1)


@command.command("check")
def check() -> None:
    """Say whether the database answers and has the present schema; the exit code is 1 if not."""
    container_for().stored_jobs().check()
    click.echo("The database answers and its schema is up to date.")
