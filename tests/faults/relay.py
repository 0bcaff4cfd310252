"""A stretch of network between a client and a server, which can be made to stall."""

import contextlib
import socket
import threading
from typing import Self

_CHUNK = 65_536


class Relay:
    """Passes bytes on to a port of this machine; after `stall_after` bytes from clients, no more of them.

    A connection to the server that ends ends the client's, as it would without a relay.
    """

    def __init__(self, port: int, *, stall_after: int) -> None:
        self._target, self._left = port, stall_after
        self.stalled = threading.Event()
        self._free = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.let_through()
        # A thread that waits in accept() is not woken by close() alone.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def let_through(self) -> None:
        """Pass on everything from now on."""
        self._free.set()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self._target))
        except OSError:
            client.close()
            return
        back = threading.Thread(target=_pump, args=(server, client), daemon=True)
        back.start()
        with client, server:
            with contextlib.suppress(OSError):
                while data := client.recv(_CHUNK):
                    self._wait(len(data))
                    server.sendall(data)
                server.shutdown(socket.SHUT_WR)
            back.join()

    def _wait(self, count: int) -> None:
        if self._free.is_set():
            return
        self._left -= count
        if self._left < 0:
            self.stalled.set()
            self._free.wait()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(_CHUNK):
            target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)
