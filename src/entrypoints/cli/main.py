"""The command `exact-transcription`.

Commands are imported when they are called: `--help` must not wait for models' libraries.

Exit codes: 0 all done · 1 it failed, or some recordings did · 2 wrong usage · 3 this machine is not
ready (a model, a token or memory is missing) · 130 interrupted.
"""

import importlib
import sys
from typing import ClassVar

import click

EXIT_SOME_FAILED = 1
EXIT_USAGE = 2
EXIT_NOT_READY = 3
EXIT_INTERRUPTED = 130


class LazyGroup(click.Group):
    """A group whose commands live in modules that are imported on use."""

    modules: ClassVar[dict[str, tuple[str, str]]] = {
        "transcribe": ("transcribe", "Transcribe recordings."),
        "export": ("export", "Write a transcript in other formats."),
        "evaluate": ("evaluate", "Score transcripts against references."),
        "formats": ("formats", "List the output formats, or one with its options."),
        "serve": ("serve", "Transcribe in the browser."),
        "worker": ("worker", "Work on what the browser hands in; `serve` starts one itself."),
        "jobs": ("jobs", "List and manage the recordings of all users."),
        "users": ("users", "Who may use the service."),
        "keys": ("keys", "API keys for programs."),
        "audit": ("audit", "Who did what."),
        "retention": ("retention", "Delete what is no longer to be kept."),
        "backup": ("backup", "Save all that the service keeps, or bring it back."),
        "db": ("db", "The database's schema."),
        "models": ("models", "List, fetch, verify and carry models."),
        "plugins": ("plugins", "List the plugins and what became of them."),
        "doctor": ("doctor", "Check this machine and say what to do."),
        "settings": ("settings", "List the settings, their values and their meaning."),
    }

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Names in the order of the table, which is the order of use."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module of a command."""
        if cmd_name not in self.modules:
            return None
        module = importlib.import_module(f"exact_transcription.entrypoints.cli.{self.modules[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in self.modules.items()])


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.version_option(package_name="exact-transcription", prog_name="exact-transcription")
def cli() -> None:
    """Transcripts one can rely on to the word: who spoke, exactly when, with measured pauses."""


def main() -> None:
    """Run the command line; errors of ours end in one sentence and an exit code, not in a traceback."""
    from exact_transcription.core.domain.errors import (  # noqa: PLC0415 - keeps --help quick
        ExactTranscriptionError,
        InvalidRequestError,
        ModelError,
        ResourceExhaustedError,
    )

    try:
        cli()
    except ExactTranscriptionError as error:
        click.echo(f"error: {error}", err=True)
        match error:
            case InvalidRequestError():
                sys.exit(EXIT_USAGE)
            case ModelError() | ResourceExhaustedError():
                sys.exit(EXIT_NOT_READY)
        sys.exit(EXIT_SOME_FAILED)
