"""Ending a worker in time, whatever its models do."""

import atexit
import faulthandler
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

import structlog

_log = structlog.get_logger("exact_transcription.worker")

GRACE_SECONDS = 5.0
"""For the work to notice by itself that it should stop, which it does after a batch of a model."""

HAND_BACK_SECONDS = 3.0
"""For database and queue to learn that the work is handed back; both together stay below Cloud Run's ten."""

_SLACK = 0.7
"""Added to both, seconds after which the process ends without handing back, if nothing else can end it."""

_STDERR = 2

EXIT_SECONDS = 2.0
"""For what was registered for the end of the process, as traces that are still to be sent."""


def leave_at_the_latest() -> None:
    """See to it that the process ends in time from now, even if compiled code holds Python's lock.

    Then nobody can hand back anything. A thread that needs no lock writes to standard error where everybody
    is, and ends the process; others take up the job when its lease is over.
    """
    seconds = GRACE_SECONDS + HAND_BACK_SECONDS + _SLACK
    faulthandler.dump_traceback_later(seconds, exit=True, file=_STDERR)


def leave_at_once(seconds: float = EXIT_SECONDS) -> NoReturn:
    """End the process, in success, without taking the interpreter apart.

    With models loaded, that took up to 8 s on a busy machine, after the job had been handed back long ago.
    What was registered with `atexit` is done, as far as it takes no longer than `seconds`.
    """
    late = threading.Timer(seconds, _exit)
    late.daemon = True
    late.start()
    try:
        atexit._run_exitfuncs()  # noqa: SLF001 - nothing public does it without what comes afterwards
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    finally:
        os._exit(0)


def _exit() -> None:
    # Not sys.exit(): a thread in compiled code would be waited for.
    os._exit(0)


@contextmanager
def leaving_in_time(
    stop: threading.Event,
    hand_back: Callable[[], list[str]],
    *,
    grace: float = GRACE_SECONDS,
    leave: Callable[[], None] = _exit,
) -> Iterator[None]:
    """Inside, what `stop` does not end within `grace` seconds is handed back, and the process ends.

    A model that works in compiled code cannot be interrupted, but whoever has the right to its job can give
    it away. Results of stages that were finished are kept.

    Args:
        stop: asks for the end.
        hand_back: hands back what is worked on; returns the ids of the jobs.
        grace: seconds that the work has for ending by itself.
        leave: ends the process.
    """
    ended = threading.Event()

    def watch() -> None:
        stop.wait()
        if ended.wait(grace):
            return
        # In a thread of its own: a database that does not answer must not keep the process.
        thread = threading.Thread(target=lambda: _handed_back(hand_back), name="handing back", daemon=True)
        thread.start()
        thread.join(HAND_BACK_SECONDS)
        leave()

    threading.Thread(target=watch, name="leaving", daemon=True).start()
    try:
        yield
    finally:
        ended.set()


def _handed_back(hand_back: Callable[[], list[str]]) -> None:
    try:
        jobs = hand_back()
    except Exception:  # noqa: BLE001 - the process ends all the same; leases expire
        _log.exception("hand_back_failed")
    else:
        _log.warning("worker_left", jobs=jobs)
