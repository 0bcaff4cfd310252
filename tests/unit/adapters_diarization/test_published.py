"""The folders below look like pyannote's published pipelines, whose weights are not here."""

from pathlib import Path

import pytest

from exact_transcription.adapters.diarization.published import PublishedPipeline
from exact_transcription.adapters.models.hub import HubFile
from exact_transcription.adapters.models.model_file import LocalFile
from exact_transcription.core.domain.errors import ModelError, ModelNotAvailableError

COMMUNITY = """
dependencies: {pyannote.audio: 4.0.0}
pipeline:
  name: pyannote.audio.pipelines.SpeakerDiarization
  params:
    clustering: VBxClustering
    segmentation: $model/segmentation
    embedding: $model/embedding
    embedding_batch_size: 32
    embedding_exclude_overlap: true
    plda: $model/plda
params:
  clustering: {threshold: 0.6, Fa: 0.07, Fb: 0.8}
  segmentation: {min_duration_off: 0.0}
"""
THREE_ONE = """
version: 3.1.0
pipeline:
  name: pyannote.audio.pipelines.SpeakerDiarization
  params:
    clustering: AgglomerativeClustering
    segmentation: pyannote/segmentation-3.0
    embedding: pyannote/wespeaker-voxceleb-resnet34-LM
    embedding_exclude_overlap: true
params:
  clustering: {method: centroid, min_cluster_size: 12, threshold: 0.7045654963945799}
  segmentation: {min_duration_off: 0.0}
"""


def pipeline(folder: Path, config: str, *files: str) -> PublishedPipeline:
    (folder / "config.yaml").write_text(config)
    for name in files:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).touch()
    return PublishedPipeline(source=folder, token="hf_secret")  # noqa: S106 - no real token


def test_parts_within_the_pipelines_own_folder_are_found(tmp_path: Path) -> None:
    parts = pipeline(tmp_path, COMMUNITY, "plda/plda.npz", "plda/xvec_transform.npz").parts()
    assert parts.segmentation == LocalFile(path=tmp_path / "segmentation/pytorch_model.bin")
    assert parts.embedding == LocalFile(path=tmp_path / "embedding/pytorch_model.bin")
    assert parts.plda == tmp_path / "plda"
    assert parts.clustering == "VBxClustering"
    assert parts.batch_size == 32
    assert parts.parameters["clustering"] == {"threshold": 0.6, "Fa": 0.07, "Fb": 0.8}


def test_parts_in_other_repositories_come_from_the_hub_with_the_token(tmp_path: Path) -> None:
    parts = pipeline(tmp_path, THREE_ONE).parts()
    assert parts.segmentation == HubFile(
        repository="pyannote/segmentation-3.0",
        name="pytorch_model.bin",
        token="hf_secret",  # noqa: S106
    )
    assert parts.plda is None
    assert parts.exclude_overlap


def test_the_token_is_not_shown(tmp_path: Path) -> None:
    recipe = pipeline(tmp_path, THREE_ONE)
    assert "hf_secret" not in f"{recipe!r} {recipe.parts()!r}"


def test_a_missing_part_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelNotAvailableError, match=r"plda\.npz"):
        pipeline(tmp_path, COMMUNITY).parts()


@pytest.mark.parametrize(
    "config",
    [
        "",
        "just words",
        "pipeline: [1, 2",
        "pipeline: {name: pyannote.audio.pipelines.VoiceActivityDetection, params: {}}",
    ],
)
def test_another_configuration_is_refused(tmp_path: Path, config: str) -> None:
    with pytest.raises(ModelError):
        pipeline(tmp_path, config).parts()
