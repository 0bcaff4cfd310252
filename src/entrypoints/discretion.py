"""What logs leave out: names of recordings, and messages that may quote names or text."""

import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

Event = MutableMapping[str, Any]

PRIVATE = ("recording", "title")
"""Keys of events that name a recording."""

SEE_CONTENT = frozenset(
    {"av", "faster_whisper", "libav", "py", "pyannote", "pydub", "torch", "transformers", "whisperx"}
)
"""First parts of the names of vendors' loggers whose messages may quote what was said."""

_WITHHELD = "withheld; EXACT_LOG_DETAILS=true shows it"


class Discretion:
    """A processor of structlog; with `details` it writes errors out in full and leaves the rest as it is."""

    def __init__(self, *, details: bool) -> None:
        """Let details through, or not."""
        self._details = details

    def __call__(self, _logger: object, _method: str, event: Event) -> Event:
        """An event as it may be written."""
        error = _error_of(event.pop("exc_info", None))
        if error is not None:
            told = traceback.format_exception(error) if self._details else outline(error)
            event["exception"] = "".join(told)
        if not self._details:
            for key in PRIVATE:
                event.pop(key, None)
            if str(event.get("logger", "")).partition(".")[0] in SEE_CONTENT:
                event["event"] = _WITHHELD
        return event


def outline(error: BaseException) -> list[str]:
    """An error and what led to it: kinds and places in the code, without the messages."""
    lines: list[str] = []
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        kind = f"{type(at).__module__}.{type(at).__qualname__}\n"
        lines = [*traceback.format_tb(at.__traceback__), kind, *lines]
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return lines


def _error_of(given: Any) -> BaseException | None:
    """The error that `exc_info` means: one, a triple with one, or true for the one being handled."""
    found = given[1] if isinstance(given, tuple) else given
    if isinstance(found, BaseException):
        return found
    return sys.exc_info()[1] if found else None
