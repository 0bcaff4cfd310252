"""Large uploads: how much memory and disk does the web service take for them?

python -m benchmarks.service.uploads --size 2048
python -m benchmarks.service.uploads --size 5120 --by chunks --store s3
"""

import http.client
import random
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from benchmarks.service.object_store import object_store
from benchmarks.service.web import Web, serving

_MIB = 1024**2
_BLOCK = random.Random(1).randbytes(_MIB)  # noqa: S311 - content
_BYTES = {"Content-Type": "application/offset+octet-stream", "Tus-Resumable": "1.0.0"}


@click.command()
@click.option("--size", default=2048, show_default=True, help="MiB.")
@click.option("--chunk", default=32, show_default=True, help="MiB of a chunk of tus.")
@click.option("--by", type=click.Choice(["chunks", "chunk", "form"]), multiple=True, help="Only these ways.")
@click.option("--store", type=click.Choice(["folder", "s3"]), default="folder", show_default=True)
def main(*, size: int, chunk: int, by: tuple[str, ...], store: str) -> None:
    """Upload by tus in chunks, by tus in one piece, and by a form, each to a new service."""
    ways: dict[str, tuple[str, Callable[[Web], None]]] = {
        "chunks": (f"tus, chunks of {chunk} MiB", lambda web: _tus(web, size, chunk)),
        "chunk": ("tus, one chunk", lambda web: _tus(web, size, size)),
        "form": ("form", lambda web: _form(web, size)),
    }
    for name, upload in (ways[way] for way in by or ways):
        with (
            tempfile.TemporaryDirectory() as folder,
            (object_store if store == "s3" else _folder)() as settings,
            serving(Path(folder), processes=1, settings=settings) as web,
        ):
            before, disk = web.peak_megabytes(), _Disk(web)
            begin = time.monotonic()
            upload(web)
            seconds = time.monotonic() - begin
            spent = sum(web.processes()[0].cpu_times()[:2])
            click.echo(
                f"{size} MiB by {name}: {seconds:.1f} s ({spent:.1f} s of processor time since the start), "
                f"memory of the web process {before:.0f} MB before, at most {web.peak_megabytes():.0f} MB; "
                f"at most {disk.stop():.0f} MiB on disk, {disk.temporary:.0f} of them temporary"
            )


@contextmanager
def _folder() -> Iterator[dict[str, str]]:
    """Settings of a service that keeps its blobs in its own folder: none."""
    yield {}


class _Disk(threading.Thread):
    """Looks all the time how much is on disk."""

    def __init__(self, web: Web) -> None:
        super().__init__(daemon=True)
        self._web, self._end = web, threading.Event()
        self.most = self.temporary = 0.0
        self.start()

    def run(self) -> None:
        while not self._end.wait(0.2):
            temporary = _open_files(self._web)
            self.temporary = max(self.temporary, temporary)
            self.most = max(self.most, temporary + _files(self._web.data))

    def stop(self) -> float:
        """The most that there was, in MiB."""
        self._end.set()
        self.join()
        return self.most


def _files(folder: Path) -> float:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:
            continue
    return total / _MIB


def _open_files(web: Web) -> float:
    """Temporary files have no name; they are found by who has them open."""
    total = 0
    for process in web.processes():
        for link in Path(f"/proc/{process.pid}/fd").iterdir():
            try:
                if str(link.readlink()).startswith(str(web.temporary)):
                    total += link.stat().st_size
            except OSError:
                continue
    return total / _MIB


def _tus(web: Web, size: int, chunk: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=600)
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(size * _MIB)}
    connection.request("POST", "/api/v1/uploads", headers=headers)
    place = _answer(connection, 201).headers["Location"]
    for offset in range(0, size, chunk):
        count = min(chunk, size - offset)
        sent = {**_BYTES, "Upload-Offset": str(offset * _MIB), "Content-Length": str(count * _MIB)}
        connection.request("PATCH", place, body=_blocks(count), headers=sent)
        _answer(connection, 204)
    body = f'{{"upload": "{place.rpartition("/")[2]}"}}'
    connection.request(
        "POST", "/api/v1/transcriptions", body=body, headers={"Content-Type": "application/json"}
    )
    _answer(connection, 201)
    connection.close()


def _form(web: Web, size: int) -> None:
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n'
    tail = b"\r\n--b--\r\n"
    headers = {
        "Content-Type": "multipart/form-data; boundary=b",
        "Content-Length": str(len(head) + size * _MIB + len(tail)),
    }

    def body() -> Iterator[bytes]:
        yield head
        yield from _blocks(size)
        yield tail

    connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=600)
    connection.request("POST", "/api/v1/transcriptions", body=body(), headers=headers)
    _answer(connection, 201)
    connection.close()


def _blocks(count: int) -> Iterator[bytes]:
    for _ in range(count):
        yield _BLOCK


def _answer(connection: http.client.HTTPConnection, status: int) -> http.client.HTTPResponse:
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != status:
        raise ValueError(f"{answer.status}: {text.decode()}")
    return answer


if __name__ == "__main__":
    main()
