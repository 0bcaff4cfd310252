"""The application under a real gunicorn, as `serve` starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exact_transcription.container import Container
from exact_transcription.settings import Settings

_START = 60.0


class Server:
    """A web service on a folder; it can be killed and started again."""

    def __init__(self, folder: Path, **settings: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.api = f"{self.address}/api/v1"
        self.data = folder / "data"
        self._folder = folder
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("EXACT_")},
            "EXACT_DATA_DIR": str(self.data),
            # Which address gunicorn listens on, the application only knows from here.
            "EXACT_HOST": "127.0.0.1",
            "EXACT_WEB_PROCESSES": "1",
            "PORT": str(self.port),
            **settings,
        }
        self.container = Container()
        self.container.settings.override(Settings(data_dir=self.data))
        self.container.prepare()
        self.start()

    def start(self) -> None:
        """Start, and wait until it answers."""
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "--config"),
                "python:exact_transcription.entrypoints.http.serving",
                "exact_transcription.entrypoints.http.wsgi:app",
            ],
            cwd=self._folder,
            env=self._environment,
            # A group of its own, so that all of it can be killed at once.
            start_new_session=True,
        )
        end = time.monotonic() + _START
        while not self._answers():
            assert self.process.poll() is None, "gunicorn ended"
            assert time.monotonic() < end, "gunicorn does not answer"
            time.sleep(0.05)

    def kill(self) -> None:
        """End all of it at once, as when the power goes."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it as an operator does."""
        self.process.terminate()
        self.process.wait(30)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
                connection.sendall(b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
                return b" 200 " in connection.recv(100)
        except OSError:
            return False


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Server]:
    """A running service."""
    server = Server(folder, **settings)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()
        server.container.database().close()
