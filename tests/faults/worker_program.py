"""The process that is killed while it works."""

import ctypes
import logging
import os
import sys
import time

import structlog

from exact_transcription.core.ports.progress import ProgressListener
from exact_transcription.entrypoints import leaving
from exact_transcription.entrypoints.worker import Worker, stop_on_signals
from tests.faults.parts import SWEEP, Parts, Place


def work(place: Place) -> None:
    """Work until a signal comes."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    parts = Parts(place)
    worker = Worker(queue=parts.queue, run_job=parts.run_job, chores=(("sweep", SWEEP, parts.sweep.execute),))
    worker.run(stop_on_signals(leaving.leave_at_the_latest))
    assert "torch" not in sys.modules


def work_and_lock(place: Place, locked_stage: str) -> None:
    """Work, and hold Python's lock in one stage once a signal came, like a library that never lets go.

    The times after which the process ends are shorter here: what they add up to is another test's matter.
    """
    from tests.faults import parts  # noqa: PLC0415 - replaced in this process only

    usual = parts._worked

    def locking(stage: str, data: bytes, listener: ProgressListener) -> bytes:
        if stage == locked_stage:
            (place.folder / "deaf").touch()
            while not listener.cancelled():
                time.sleep(0.01)
            ctypes.PyDLL(None).sleep(120)
        return usual(stage, data, listener)

    parts._worked = locking
    leaving.GRACE_SECONDS = leaving.HAND_BACK_SECONDS = 0.5
    sys.stderr = (place.folder / "stderr").open("w")
    os.dup2(sys.stderr.fileno(), 2)
    work(place)


def work_deafly(place: Place, deaf_stage: str) -> None:
    """Work, and notice no signal in one stage: like a model in compiled code, which asks nobody."""
    from tests.faults import parts  # noqa: PLC0415 - replaced in this process only

    usual = parts._worked

    def deaf(stage: str, data: bytes, listener: ProgressListener) -> bytes:
        if stage == deaf_stage:
            (place.folder / "deaf").touch()
            time.sleep(120)
        return usual(stage, data, listener)

    parts._worked = deaf
    work(place)
