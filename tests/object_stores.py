"""Object stores that speak S3's and Google Cloud Storage's protocols, in this process."""

import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Any

from gcp_storage_emulator import server as emulator
from gcp_storage_emulator import settings as emulator_settings
from gcp_storage_emulator.handlers import objects
from google.oauth2 import service_account
from moto.server import ThreadedMotoServer

from exact_transcription.adapters.blobs.fsspec import FsspecBlobStore

S3_KEYS = {"key": "test", "secret": "test"}


@contextmanager
def s3_server() -> Iterator[str]:
    """Moto's server; gives its address."""
    running = ThreadedMotoServer(port=0)
    running.start()
    host, port = running.get_host_and_port()
    try:
        yield f"http://{host}:{port}"
    finally:
        running.stop()


def _upload(request: Any, response: Any, storage: Any, *rest: Any, **named: Any) -> None:
    begun = "upload_id" in request.query
    (objects.upload_partial if begun else objects.insert)(request, response, storage, *rest, **named)


def _cancel_upload(request: Any, response: Any, storage: Any, *_rest: Any, **_named: Any) -> None:
    storage.delete_resumable_file_obj(request.query["upload_id"][0])
    response.status = _Status.CANCELLED


class _Status(IntEnum):
    """What the real service answers to the end of an upload that is given up."""

    CANCELLED = 499


_UPLOADS = (
    rf"^{emulator_settings.UPLOAD_API_ENDPOINT}/b/(?P<bucket_name>[-.\w]+)/o$",
    {"POST": _upload, "PUT": objects.upload_partial, "DELETE": _cancel_upload},
)
"""The real service takes parts of an upload by POST, too, and lets an upload be given up."""

emulator.HANDLERS = (_UPLOADS, *emulator.HANDLERS)


@contextmanager
def gcs_server() -> Iterator[str]:
    """The emulator of Google Cloud Storage; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    running = emulator.create_server("127.0.0.1", port, in_memory=True)
    running.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        running.stop()


class MadeUpCredentials(service_account.Credentials):  # type: ignore[misc]  # vendor class without types
    """Sign with a key of our own; the emulator asks for no token."""

    def refresh(self, _request: object) -> None:
        self.token = "made-up"  # noqa: S105


def s3_store(address: str) -> tuple[str, dict[str, Any]]:
    """A new bucket on the server: its URL, and the options of the file system."""
    options = {"client_kwargs": {"endpoint_url": address}, **S3_KEYS}
    return _new_bucket("s3", options), options


def gcs_store(address: str, token: object = "anon") -> tuple[str, dict[str, Any]]:  # noqa: S107 - no secret
    """A new bucket on the emulator: its URL, and the options of the file system."""
    options = {"endpoint_url": address, "token": token, "project": "test"}
    return _new_bucket("gs", options), options


def _new_bucket(protocol: str, options: dict[str, Any]) -> str:
    name = f"test-{uuid.uuid4().hex}"
    FsspecBlobStore(url=f"{protocol}://{name}", **options)._fs.mkdir(name)
    return f"{protocol}://{name}/exact"
