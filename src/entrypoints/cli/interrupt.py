"""Ctrl-C: the first asks the job to stop cleanly, the second stops at once."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType

import click

from exact_transcription.entrypoints.cli.main import EXIT_INTERRUPTED


@contextmanager
def stop_on_interrupt() -> Iterator[Event]:
    """An event that SIGINT and SIGTERM set.

    Models' libraries run for seconds in compiled code, where a KeyboardInterrupt would come late and tear
    a stage apart in the middle; so the wish is noted, and each stage asks for it after every batch.
    """
    stop = Event()

    def handle(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature of handlers
        if stop.is_set():
            os._exit(EXIT_INTERRUPTED)
        stop.set()
        click.echo("Stopping … (again to stop at once)", err=True)

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
