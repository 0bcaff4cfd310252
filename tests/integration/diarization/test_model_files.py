"""What goes wrong with model files, with real files and a real server."""

import pickle
import socket
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import ClassVar

import pytest

from exact_transcription.adapters.models.hub import HubFile
from exact_transcription.adapters.models.model_file import LocalFile
from exact_transcription.core.domain.errors import ModelAccessError, ModelError, ModelNotAvailableError


class Refusal(BaseHTTPRequestHandler):
    """Answers as the hub does: the repository's name says how."""

    ANSWERS: ClassVar = {
        "gated": (403, "GatedRepo"),
        "hidden": (401, "RepoNotFound"),
        "broken": (500, ""),
        "bare": (404, "EntryNotFound"),
    }

    def do_HEAD(self) -> None:
        status, code = next((a for name, a in self.ANSWERS.items() if f"/{name}/" in self.path), (200, ""))
        self.send_response(status)
        if code:
            self.send_header("X-Error-Code", code)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature that is overridden
        """Say nothing."""


@pytest.fixture
def hub() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Refusal)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def nobody_is_logged_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import huggingface_hub.constants  # noqa: PLC0415 - slow

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(huggingface_hub.constants, "HF_TOKEN_PATH", str(tmp_path / "token"))
    for name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)


def file(repository: str, endpoint: str | None = None, token: str | None = None) -> HubFile:
    return HubFile(repository=repository, name="pytorch_model.bin", endpoint=endpoint, token=token)


def test_a_gated_model_without_a_token_says_which_page_to_visit() -> None:
    with pytest.raises(ModelAccessError) as caught:
        file("pyannote/segmentation-3.0").verified()
    assert "https://hf.co/pyannote/segmentation-3.0" in caught.value.hint
    assert "offline" in caught.value.hint


@pytest.mark.parametrize("name", ["gated", "hidden"])
def test_conditions_that_were_not_accepted_say_which_page_to_visit(hub: str, name: str) -> None:
    with pytest.raises(ModelAccessError) as caught:
        file(f"somebody/{name}", hub, token="hf_x").verified()  # noqa: S106 - no real token
    assert f"https://hf.co/somebody/{name}" in caught.value.hint
    assert "offline" in caught.value.hint
    assert "hf_x" not in str(caught.value)


@pytest.mark.parametrize("name", ["bare", "broken"])
def test_a_file_that_the_hub_does_not_give_is_not_available(
    hub: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The hub's client tries again for 23 seconds, which only the clock would notice.
    monkeypatch.setattr("huggingface_hub.utils._http.time", SimpleNamespace(sleep=lambda _seconds: None))
    with pytest.raises(ModelNotAvailableError):
        file(f"somebody/{name}", hub).verified()


def test_a_hub_that_cannot_be_reached_is_told_quickly() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    start = time.monotonic()
    with pytest.raises(ModelNotAvailableError) as caught:
        file("somebody/model", f"http://127.0.0.1:{port}").verified()
    assert time.monotonic() - start < 10
    assert "offline" in caught.value.hint


def test_a_missing_local_file_is_not_available(tmp_path: Path) -> None:
    with pytest.raises(ModelNotAvailableError):
        LocalFile(path=tmp_path / "none.bin").verified()


class Intruder:
    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (Path("intruder-was-here"),)


@pytest.mark.models
def test_a_checkpoint_with_code_in_it_is_refused_and_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch  # noqa: PLC0415 - slow

    from exact_transcription.adapters.models.pyannote_checkpoint import load_model  # noqa: PLC0415 - slow

    monkeypatch.chdir(tmp_path)
    torch.save({"state_dict": Intruder()}, tmp_path / "model.bin")
    with pytest.raises(ModelError):
        load_model(tmp_path / "model.bin")
    assert not (tmp_path / "intruder-was-here").exists()


@pytest.mark.models
@pytest.mark.parametrize("content", [b"", b"not a model", pickle.dumps({"state_dict": {}}, protocol=2)])
def test_what_is_no_checkpoint_is_refused(tmp_path: Path, content: bytes) -> None:
    from exact_transcription.adapters.models.pyannote_checkpoint import load_model  # noqa: PLC0415 - slow

    (tmp_path / "model.bin").write_bytes(content)
    with pytest.raises(ModelError):
        load_model(tmp_path / "model.bin")
