"""How many requests may wait at once: each holds a thread, and pages need threads, too."""

import threading
from collections.abc import Callable

from flask import Flask, current_app

_NAME = "exact_transcription_openai_slots"


class Slots:
    """Counts in one process."""

    def __init__(self, count: int) -> None:
        """Have `count` of them."""
        self._free = threading.BoundedSemaphore(count)

    def provide(self, app: Flask) -> None:
        """Let the views of `app` take from these."""
        app.extensions[_NAME] = self

    def take(self) -> Callable[[], None] | None:
        """Take one; returns what gives it back, or None where all are taken."""
        return self._free.release if self._free.acquire(blocking=False) else None


def slots() -> Slots:
    """Those of the application that answers the present request."""
    found: Slots = current_app.extensions[_NAME]
    return found
