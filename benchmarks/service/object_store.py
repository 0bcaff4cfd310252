"""An object store in a process of its own: moto's server, which speaks S3's protocol."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

_BUCKET = "benchmark"


@contextmanager
def object_store() -> Iterator[dict[str, str]]:
    """Settings of a service that keeps its blobs in an empty bucket."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "moto.server", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - our own words
        try:
            _make_bucket(f"{address}/{_BUCKET}")
            yield {
                "EXACT_BLOBS_URL": f"s3://{_BUCKET}",
                "EXACT_BLOBS_OPTIONS": json.dumps({"endpoint_url": address}),
                "AWS_ACCESS_KEY_ID": "benchmark",
                "AWS_SECRET_ACCESS_KEY": "benchmark",
            }
        finally:
            process.kill()


def _make_bucket(url: str) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            httpx.put(url, trust_env=False).raise_for_status()
        except httpx.TransportError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return
