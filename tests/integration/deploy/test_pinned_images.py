"""Pinning images, with skopeo and a real registry of images."""

import hashlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest

from tests.programs import require_program

ROOT = Path(__file__).parents[3]
PIN = ROOT / "deploy/pin_images.py"
OLD = f"sha256:{'0' * 64}"
LIST = "application/vnd.oci.image.index.v1+json"
MANIFEST = "application/vnd.oci.image.manifest.v1+json"


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address, host and port, of an empty registry without encryption that skopeo is told to trust."""
    program = require_program("docker-registry")
    folder = tmp_path_factory.mktemp("registry")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    config = {
        "version": "0.1",
        "storage": {"filesystem": {"rootdirectory": str(folder / "images")}},
        "http": {"addr": address},
    }
    (folder / "config.json").write_text(json.dumps(config))
    with (folder / "log").open("w") as log:
        server = subprocess.Popen([program, "serve", folder / "config.json"], stdout=log, stderr=log)
    try:
        for _ in range(100):
            try:
                httpx.get(f"http://{address}/v2/")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _described(content: bytes, kind: str) -> dict[str, object]:
    return {"mediaType": kind, "digest": _digest(content), "size": len(content)}


def _push(registry: str, name: str, tag: str) -> str:
    """A list with one empty image for one processor; the digest is the list's."""
    base = f"http://{registry}/v2/{name}/"
    platform = {"architecture": "amd64", "os": "linux"}
    config = json.dumps(platform | {"rootfs": {"type": "layers", "diff_ids": []}, "author": tag}).encode()
    begun = httpx.post(f"{base}blobs/uploads/").raise_for_status()
    location = httpx.URL(urljoin(base, begun.headers["location"]))
    httpx.put(location.copy_add_param("digest", _digest(config)), content=config).raise_for_status()
    described = _described(config, "application/vnd.oci.image.config.v1+json")
    image = json.dumps(
        {"schemaVersion": 2, "mediaType": MANIFEST, "config": described, "layers": []}
    ).encode()
    one = _described(image, MANIFEST) | {"platform": platform}
    several = json.dumps({"schemaVersion": 2, "mediaType": LIST, "manifests": [one]}).encode()
    for what, kind, content in ((_digest(image), MANIFEST, image), (tag, LIST, several)):
        httpx.put(
            f"{base}manifests/{what}", content=content, headers={"Content-Type": kind}
        ).raise_for_status()
    return _digest(several)


def _files(folder: Path, *, base: str, database: str, tool: str) -> dict[str, str]:
    """The three files that name images, each as the repository's name them."""
    texts = {
        "Dockerfile": f"ARG BASE={base}\nFROM ${{BASE}} AS python\n",
        "compose.yaml": "name: exact-transcription\nservices:\n"
        "  web:\n    image: exact-transcription:${TAG:-latest}\n"
        f"  database:\n    image: {database}\n    restart: unless-stopped\n",
        "cloudbuild.yaml": f"steps:\n  - id: build\n    name: {tool}\n  - name: {tool}\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text)
    return texts


def _pin(folder: Path, registry: str) -> subprocess.CompletedProcess[str]:
    require_program("skopeo")
    trusted = folder / ".config/containers/registries.conf"
    trusted.parent.mkdir(parents=True)
    trusted.write_text(f'[[registry]]\nlocation = "{registry}"\ninsecure = true\n')
    return subprocess.run(
        [sys.executable, PIN, folder], capture_output=True, text=True, check=False,
        env=os.environ | {"HOME": str(folder)},
    )  # fmt: skip


def test_tags_get_the_digests_of_the_lists_that_they_name_now(registry: str, tmp_path: Path) -> None:
    base, database, tool = (
        f"{registry}/{name}" for name in ("debian:slim", "some/sql:17-a", "docker:27-cli")
    )
    digests = {
        each: _push(registry, name, tag)
        for each, name, tag in (
            (base, "debian", "slim"), (database, "some/sql", "17-a"), (tool, "docker", "27-cli")
        )
    }  # fmt: skip
    before = _files(tmp_path, base=base, database=f"{database}@{OLD}", tool=tool)

    done = _pin(tmp_path, registry)

    assert done.returncode == 0, done.stderr
    for name, text in before.items():
        expected = text.replace(f"@{OLD}", "")
        for image, digest in digests.items():
            expected = expected.replace(image, f"{image}@{digest}")
        assert (tmp_path / name).read_text() == expected
    assert sorted(done.stdout.split()) == sorted(f"{image}@{digest}" for image, digest in digests.items())


def test_where_one_is_unknown_nothing_is_changed(registry: str, tmp_path: Path) -> None:
    known, unknown = f"{registry}/debian:old", f"{registry}/nothing:1"
    _push(registry, "debian", "old")
    before = _files(tmp_path, base=known, database=known, tool=unknown)

    done = _pin(tmp_path, registry)

    assert done.returncode == 1
    assert done.stderr.startswith(f"{unknown} could not be looked up, and nothing was changed: ")
    assert {name: (tmp_path / name).read_text() for name in before} == before
