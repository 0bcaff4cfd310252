"""The web service as a person starts it: `serve`, a browser's requests, and a signal at the end."""

import json
import os
import re
import signal
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, ProxyHandler, Request, build_opener

import psutil
import pytest

from tests.e2e.cli.command import SAMPLE, arguments, environment, run

_START = 240.0
_WORK = 420.0


class Service:
    """A running `serve` and a browser for it."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process, self.address = process, f"http://127.0.0.1:{port}"
        self._browser: OpenerDirector = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        with self._browser.open(f"{self.address}{path}", timeout=60) as answer:
            text: str = answer.read().decode()
        return text

    def status(self, path: str) -> int:
        try:
            self.get(path)
        except HTTPError as error:
            error.close()
            return error.code
        return 200

    def post(self, path: str) -> str:
        return self._send(path, urlencode({"csrf_token": self._token()}).encode(), "")

    def upload(self, path: Path, **fields: str) -> str:
        """Send the upload form; returns the address of the recording's page."""
        boundary = uuid.uuid4().hex
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in {"csrf_token": self._token(), **fields}.items()
        ]
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="recordings"; filename="{path.name}"\r\n'
        )
        parts += [head.encode(), b"\r\n", path.read_bytes(), f"\r\n--{boundary}--\r\n".encode()]
        return self._send("/recordings", b"".join(parts), f"multipart/form-data; boundary={boundary}")

    def _token(self) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get("/recordings/new"))
        assert found is not None
        return found[1]

    def _send(self, path: str, data: bytes, kind: str) -> str:
        headers = {"Content-Type": kind} if kind else {}
        request = Request(f"{self.address}{path}", data=data, headers=headers)  # noqa: S310 - it is HTTP
        with self._browser.open(request, timeout=60) as answer:
            address: str = answer.geturl()
        return address.removeprefix(self.address)


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Service]:
    """`serve` in a folder, whose file `log` holds what it writes."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = environment(
        folder,
        EXACT_DATA_DIR=str(folder / "data"),
        EXACT_PROFILE="offline",
        EXACT_MODEL="tiny.en",
        EXACT_THREADS="1",
        **settings,
    )
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            arguments("serve", "--port", str(port)), cwd=folder, env=env, stdout=log, stderr=log
        )
    try:
        running = Service(process, port)
        wait_until(lambda: answers(running), _START)
        yield running
    finally:
        for each in [*psutil.Process(process.pid).children(recursive=True)] if process.poll() is None else []:
            each.terminate()
        process.terminate()
        process.wait(60)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with serving(tmp_path) as running:
        yield running


def answers(service: Service) -> bool:
    assert service.process.poll() is None, "serve ended"
    try:
        return service.get("/healthz") == "ok\n"
    except (URLError, TimeoutError):
        return False


def wait_until(happened: object, seconds: float) -> None:
    assert callable(happened)
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.5)


@pytest.mark.models
def test_a_recording_goes_in_and_its_transcript_comes_out(service: Service) -> None:
    page = service.upload(SAMPLE, language="en", speakers="2")
    assert re.fullmatch(r"/recordings/\w+", page)

    def done() -> bool:
        text = service.get(page)
        assert "failed" not in text, text
        return 'class="transcript"' in text

    wait_until(done, _WORK)
    shown = service.get(page)
    assert "New Jersey" in shown
    assert "SPEAKER_01" in shown
    assert 'class="pause"' in shown
    assert "New Jersey" in " ".join(service.get(f"{page}/files/srt").split())
    document = json.loads(service.get(f"{page}/files/json"))
    assert len(document["speakers"]) == 2
    assert document["pauses"]
    assert service.post(f"{page}/delete") == "/"
    assert service.status(page) == 404


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_both_processes(service: Service, number: signal.Signals) -> None:
    children = psutil.Process(service.process.pid).children(recursive=True)
    assert len(children) >= 2
    service.process.send_signal(number)
    assert service.process.wait(60) == 0
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []


def alive(process: psutil.Process) -> bool:
    """Whether it runs: one that has ended but was not waited for yet has no command line to be asked for."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_worker_that_dies_is_replaced(service: Service) -> None:
    def workers() -> list[psutil.Process]:
        children = psutil.Process(service.process.pid).children()
        return [each for each in children if alive(each) and each.cmdline()[-1:] == ["worker"]]

    wait_until(lambda: len(workers()) == 1, _START)
    (first,) = workers()
    os.kill(first.pid, signal.SIGKILL)
    wait_until(lambda: [each.pid for each in workers()] not in ([], [first.pid]), _START)
    assert service.get("/healthz") == "ok\n"


def test_other_machines_are_let_in_only_when_asked_for(tmp_path: Path) -> None:
    done = run("serve", "--host", "0.0.0.0", folder=tmp_path, EXACT_DATA_DIR=str(tmp_path / "data"))  # noqa: S104
    assert done.returncode == 2
    assert "no accounts" in done.stderr
    assert "--allow-remote" in done.stderr
