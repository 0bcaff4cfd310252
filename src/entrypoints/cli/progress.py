"""Progress of a job: a live display on a terminal, plain lines elsewhere."""

from threading import Event
from types import TracebackType
from typing import Protocol, Self

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from exact_transcription.core.ports.progress import ProgressListener

STAGE_TITLES = {
    "decode": "Decoding",
    "voice_activity": "Finding speech",
    "recognition": "Recognising",
    "alignment": "Aligning words",
    "diarization": "Telling speakers apart",
    "pauses": "Measuring pauses",
}


class ProgressDisplay(ProgressListener, Protocol):
    """A listener that is shown while a job runs."""

    def __enter__(self) -> Self:
        """Begin to show."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the screen as it should stay."""


class LiveProgress:
    """One bar a stage."""

    def __init__(self, title: str, stop: Event, console: Console) -> None:
        """Show the job `title` on `console` until done; `stop` is set when a person wants to stop."""
        self._stop = stop
        self._tasks: dict[str, TaskID] = {}
        self._bars = Progress(
            SpinnerColumn(finished_text="[green]✓[/green]"),
            TextColumn("{task.description:<24}"),
            BarColumn(bar_width=30),
            TextColumn("{task.percentage:>3.0f} %"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        console.print(title, highlight=False, markup=False)

    def __enter__(self) -> Self:
        """Begin to show."""
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bars away."""
        self._bars.stop()

    def stage_started(self, stage: str) -> None:
        """Add the stage's bar."""
        self._tasks[stage] = self._bars.add_task(STAGE_TITLES.get(stage, stage), total=1.0)

    def stage_progressed(self, stage: str, fraction: float) -> None:
        """Move the stage's bar."""
        self._bars.update(self._tasks[stage], completed=fraction)

    def stage_finished(self, stage: str, seconds: float) -> None:  # noqa: ARG002 - the port's signature
        """Fill the stage's bar."""
        self._bars.update(self._tasks[stage], completed=1.0)

    def cancelled(self) -> bool:
        """Whether a person pressed Ctrl-C."""
        return self._stop.is_set()


class PlainProgress:
    """One line when a stage is done; for logs and pipes."""

    def __init__(self, title: str, stop: Event, *, quiet: bool = False) -> None:
        """Write lines for the job `title` to standard error, none if `quiet`."""
        self._stop, self._quiet = stop, quiet
        self._say(title)

    def _say(self, line: str) -> None:
        if not self._quiet:
            click.echo(line, err=True)

    def __enter__(self) -> Self:
        """Nothing to begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to end."""

    def stage_started(self, stage: str) -> None:
        """Nothing to say yet."""

    def stage_progressed(self, stage: str, fraction: float) -> None:
        """A log needs no bars."""

    def stage_finished(self, stage: str, seconds: float) -> None:
        """Say what is done and how long it took."""
        self._say(f"  {STAGE_TITLES.get(stage, stage)}: {seconds:.1f} s")

    def cancelled(self) -> bool:
        """Whether a person pressed Ctrl-C."""
        return self._stop.is_set()


def display(title: str, stop: Event, *, quiet: bool) -> ProgressDisplay:
    """The display that fits standard error."""
    console = Console(stderr=True)
    if console.is_terminal and not quiet:
        return LiveProgress(title, stop, console)
    return PlainProgress(title, stop, quiet=quiet)
