"""Ending what never ends by itself when the web service is asked to stop."""

import signal
import threading
from collections.abc import Callable
from types import FrameType


def on_stop(end: Callable[[], None]) -> None:
    """Call `end` when this process is asked to stop, before what the server does then.

    Call it where the server's signal handlers are there already, as when gunicorn's worker loads the
    application: its graceful stop waits for requests to end, and who follows a transcription would not.
    """
    before = signal.getsignal(signal.SIGTERM)
    if not callable(before) or threading.current_thread() is not threading.main_thread():
        return

    def handle(number: int, frame: FrameType | None) -> None:
        # A thread, because what is interrupted may hold a lock that is needed.
        threading.Thread(target=end, name="draining", daemon=True).start()
        before(number, frame)

    signal.signal(signal.SIGTERM, handle)
