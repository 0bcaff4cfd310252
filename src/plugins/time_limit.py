"""Giving up on a plugin that takes too long."""

import contextvars
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class _Call(Generic[T]):
    """A call in a thread of its own, its result or what it raised."""

    def __init__(self, function: Callable[[], T]) -> None:
        self.function = function
        self.result: list[T] = []
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result.append(self.function())
        except BaseException as error:  # noqa: BLE001 - sys.exit in a plugin must not pass unseen either
            self.error = error


def within_time_limit(function: Callable[[], T], seconds: float | None, *, name: str) -> T:
    """Call a function and wait for it no longer than `seconds`; without a limit, call it right here.

    Python cannot stop a thread, so a function that never returns keeps its daemon thread; the caller goes on.

    Raises:
        TimeoutError: the time was over.
        BaseException: whatever the function raised.
    """
    if seconds is None:
        return function()
    call = _Call(function)
    context = contextvars.copy_context()
    thread = threading.Thread(target=context.run, args=(call.run,), name=name, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise TimeoutError(f"not done after {seconds:g} s")
    if call.error is not None:
        raise call.error
    return call.result[0]
