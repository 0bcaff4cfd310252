"""A wire to a server that can be cut."""

import contextlib
import socket
import threading
from typing import Self


class Wire:
    """Passes connections on to a server, until it is cut: then they break, and new ones are refused."""

    def __init__(self, port: int) -> None:
        """To `port` of this machine."""
        self._target = port
        self._listener = self._listening(0)
        self.port: int = self._listener.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()

    def cut(self) -> None:
        """Break all connections, and let nobody in."""
        _shut(self._listener)
        with self._lock:
            for end in self._open:
                _shut(end)
            self._open.clear()

    def mend(self) -> None:
        """Let connections in again."""
        self._listener = self._listening(self.port)
        self._start()

    def _listening(self, port: int) -> socket.socket:
        return socket.create_server(("127.0.0.1", port))

    def _start(self) -> None:
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                here, _ = listener.accept()
            except OSError:
                return
            try:
                there = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                here.close()
                continue
            with self._lock:
                self._open |= {here, there}
            for source, sink in ((here, there), (there, here)):
                threading.Thread(target=self._relay, args=(source, sink), daemon=True).start()

    def _relay(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        for end in (source, sink):
            _shut(end)
        with self._lock:
            self._open -= {source, sink}


def _shut(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
