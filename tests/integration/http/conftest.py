"""The application on a real database, queue and folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from exact_transcription.adapters.queue.huey import HueyJobQueue
from exact_transcription.container import Container
from exact_transcription.entrypoints.http.app import create_app
from exact_transcription.settings import Settings
from tests.integration.http.people import QUICK_HASHER


@pytest.fixture
def container(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Container]:
    monkeypatch.chdir(tmp_path)
    container = Container()
    container.settings.override(Settings(data_dir=tmp_path / "data", max_file_bytes=100_000))
    container.password_hasher.override(QUICK_HASHER)
    container.prepare()
    yield container
    queue = container.queue()
    assert isinstance(queue, HueyJobQueue)
    queue.close()
    container.database().close()


@pytest.fixture
def client(container: Container) -> FlaskClient:
    return create_app(container).test_client()
