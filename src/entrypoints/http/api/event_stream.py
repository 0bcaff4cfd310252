"""Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html."""

import socket
import threading
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass

from flask import Response, request
from werkzeug.exceptions import ServiceUnavailable

MEDIA_TYPE = "text/event-stream"
_RETRY_SECONDS = 3
_HEARTBEAT_SECONDS = 15.0
LOOK_SECONDS = 3.0
"""Between two looks whether a client that nothing is sent to is still there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSentEvent:
    """One event.

    Attributes:
        id: what the client sends as `Last-Event-ID` when it comes back.
        event: its kind.
        data: one line of text.
    """

    id: str
    event: str
    data: str

    def encoded(self) -> bytes:
        """The event as it is sent."""
        return f"id: {self.id}\nevent: {self.event}\ndata: {self.data}\n\n".encode()


class Followers:
    """How many may follow within this process: each holds a thread, and requests need some, too."""

    def __init__(self, most: int) -> None:
        """Let in `most` at a time."""
        self._room = threading.BoundedSemaphore(max(1, most))

    def answer(self, events: Iterator[ServerSentEvent | None]) -> Response:
        """An answer that sends `events`, of which one should come every `LOOK_SECONDS`, even if it is None.

        When nothing happens a comment is sent now and then, so that proxies keep the connection.

        Raises:
            ServiceUnavailable: too many follow already; the client may read the record again and again.
        """
        if not self._room.acquire(blocking=False):
            raise ServiceUnavailable("Too many follow at the moment.", retry_after=_RETRY_SECONDS)
        answer = Response(_sent(events, request.environ.get("gunicorn.socket")), mimetype=MEDIA_TYPE)
        # Called even if nothing was sent, as for HEAD.
        answer.call_on_close(self._room.release)
        answer.headers.update({"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        return answer


def _sent(events: Iterator[ServerSentEvent | None], connection: object) -> Generator[bytes]:
    yield f"retry: {_RETRY_SECONDS * 1000}\n\n".encode()
    spoken = time.monotonic()
    for event in events:
        if event is not None:
            yield event.encoded()
        elif _left(connection):
            return
        elif time.monotonic() - spoken < _HEARTBEAT_SECONDS:
            continue
        else:
            yield b":\n\n"
        spoken = time.monotonic()


def _left(connection: object) -> bool:
    """Whether the client has closed its connection, which writing would find out only later."""
    if not isinstance(connection, socket.socket):
        return False
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except (OSError, ValueError):
        return True
