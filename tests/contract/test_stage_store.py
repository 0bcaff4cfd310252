"""The contract of `StageStore`."""

from pathlib import Path

import pytest

from exact_transcription.adapters.blobs.local import LocalBlobStore
from exact_transcription.adapters.blobs.stage_store import BlobStageStore
from exact_transcription.core.ports.stage_store import StageStore
from exact_transcription.core.usecases.stage_runner import stage_key
from tests.fakes.blob_store import FakeBlobStore
from tests.fakes.stage_store import FakeStageStore

KEY = stage_key("recognition", "source", model="base")


@pytest.fixture(params=["fake", "local blobs", "fake blobs"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> StageStore:
    match request.param:
        case "fake":
            return FakeStageStore()
        case "local blobs":
            return BlobStageStore(blobs=LocalBlobStore(folder=tmp_path / "blobs"), prefix="jobs/1/stages/")
    return BlobStageStore(blobs=FakeBlobStore(), prefix="jobs/1/stages/")


def test_what_was_never_saved_is_not_there(store: StageStore) -> None:
    assert store.load(KEY) is None


@pytest.mark.parametrize("data", [b"", b"\x00\xff" * 1000])
def test_what_was_saved_comes_back(store: StageStore, data: bytes) -> None:
    store.save(KEY, data)
    assert store.load(KEY) == data


def test_saving_again_replaces(store: StageStore) -> None:
    store.save(KEY, b"a longer first result")
    store.save(KEY, b"second")
    assert store.load(KEY) == b"second"


@pytest.mark.parametrize("key", ["../elsewhere", "a/b", "ü ", "k" * 300])
def test_any_text_is_a_key_of_its_own(store: StageStore, key: str) -> None:
    store.save(KEY, b"one")
    store.save(key, b"another")
    assert (store.load(KEY), store.load(key)) == (b"one", b"another")
