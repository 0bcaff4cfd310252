"""The web service under gunicorn, with the memory of its processes."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from exact_transcription.container import Container
from exact_transcription.settings import Settings


class Web:
    """A running service on a folder."""

    def __init__(self, folder: Path, *, processes: int, threads: int, settings: dict[str, str]) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.api = f"http://127.0.0.1:{self.port}/api/v1"
        self.temporary = folder / "tmp"
        self.temporary.mkdir()
        self.data = folder / "data"
        self.container = Container()
        self.container.settings.override(Settings(data_dir=self.data))
        self.container.prepare()
        self._process = subprocess.Popen(  # noqa: S603 - nothing of it comes from outside
            [
                *(sys.executable, "-m", "gunicorn", "--config"),
                "python:exact_transcription.entrypoints.http.serving",
                "exact_transcription.entrypoints.http.wsgi:app",
            ],
            cwd=folder,
            env={
                **os.environ,
                "EXACT_DATA_DIR": str(self.data),
                "EXACT_HOST": "127.0.0.1",
                "EXACT_RATE_LIMIT": "",
                "EXACT_WEB_PROCESSES": str(processes),
                "EXACT_WEB_THREADS": str(threads),
                "PORT": str(self.port),
                "TMPDIR": str(self.temporary),
                **settings,
            },
        )
        self._workers = processes

    def wait(self) -> None:
        """Wait until it answers."""
        while self._process.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
                    connection.sendall(b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
                    if b" 200 " in connection.recv(100) and len(self.processes()) == self._workers:
                        return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("gunicorn ended")

    def processes(self) -> list[psutil.Process]:
        """The processes that answer requests."""
        return psutil.Process(self._process.pid).children()

    def peak_megabytes(self) -> float:
        """The most memory that any of them ever had."""
        return max(_peak(process.pid) for process in self.processes())

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait()
        self.container.database().close()


def _peak(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise ValueError(pid)


@contextmanager
def serving(
    folder: Path, *, processes: int = 2, threads: int = 512, settings: dict[str, str] | None = None
) -> Iterator[Web]:
    """A service that answers; `settings` are variables of its environment."""
    web = Web(folder, processes=processes, threads=threads, settings=settings or {})
    try:
        web.wait()
        yield web
    finally:
        web.stop()
