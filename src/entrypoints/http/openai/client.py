"""Whether the client still waits."""

import select
import socket

from flask import request

_SOCKETS = ("gunicorn.socket", "werkzeug.socket")
_GONE = select.POLLRDHUP | select.POLLHUP | select.POLLERR


class Client:
    """The other end of the present request's connection."""

    def __init__(self) -> None:
        """Remember the connection; where the server does not show it, nobody ever seems to leave."""
        self._socket: socket.socket | None = next(
            (request.environ[name] for name in _SOCKETS if name in request.environ), None
        )

    def gone(self) -> bool:
        """Whether the client has closed the connection; takes no time."""
        if self._socket is None or self._socket.fileno() < 0:
            return False
        poll = select.poll()
        poll.register(self._socket, _GONE)
        return any(events & _GONE for _, events in poll.poll(0))
