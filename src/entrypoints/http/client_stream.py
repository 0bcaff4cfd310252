"""What a client sends, read as it comes."""

import contextlib
import socket
from collections.abc import Iterator
from typing import BinaryIO, cast

from flask import request
from werkzeug.exceptions import ClientDisconnected, HTTPException

_SILENCE = 60.0
"""Seconds for which a client may send nothing before it counts as gone."""


class ClientStream:
    """The body of the present request; raises `ConnectionResetError` when the client is gone."""

    def __init__(self, body: BinaryIO) -> None:
        """Read from `body`."""
        self._body = body

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; none at the end."""
        try:
            return self._body.read(size)
        except ClientDisconnected as error:
            raise ConnectionResetError("the client is gone") from error
        except (HTTPException, OSError):
            raise
        except Exception as error:
            # Servers raise errors of their own for bodies whose framing is broken.
            raise ConnectionResetError("the client does not speak HTTP") from error


@contextlib.contextmanager
def client_stream() -> Iterator[BinaryIO]:
    """The body of the present request, whose client may not be silent for long."""
    connection: object = request.environ.get("gunicorn.socket")
    waits = isinstance(connection, socket.socket) and connection.gettimeout() is None
    if waits:
        cast("socket.socket", connection).settimeout(_SILENCE)
    try:
        yield cast("BinaryIO", ClientStream(cast("BinaryIO", request.stream)))
    finally:
        if waits:
            cast("socket.socket", connection).settimeout(None)
