"""Putting a pyannote pipeline together from its parts."""

from dataclasses import dataclass
from typing import Any

import torch

from exact_transcription.adapters.diarization.camplusplus import load_camplusplus
from exact_transcription.adapters.diarization.pipeline import NoPlda, SharedFramesDiarization
from exact_transcription.adapters.diarization.recipe import CamPlusPlusFiles, PipelineParts
from exact_transcription.adapters.models import pyannote_audio as vendor
from exact_transcription.adapters.models.model_file import ModelFile
from exact_transcription.adapters.models.pyannote_checkpoint import load_model
from exact_transcription.adapters.voice_activity.segmentation import SegmentationModel
from exact_transcription.core.domain.errors import ModelError


@dataclass(frozen=True, slots=True, kw_only=True)
class AssembledPipeline:
    """A pipeline that is ready to run.

    Attributes:
        pipeline: pyannote's, with its models on the device.
        segmentation: the same segmentation model, for recordings that come without scores.
    """

    pipeline: SharedFramesDiarization
    segmentation: SegmentationModel


def assemble(parts: PipelineParts, device: str) -> AssembledPipeline:
    """Load every part.

    Raises:
        ModelError: a part cannot be used, or the parts do not fit together.
    """
    segmentation = SegmentationModel(parts.segmentation.verified(), device=device)
    try:
        pipeline = SharedFramesDiarization(
            segmentation=segmentation.network,
            embedding=_embedding(parts.embedding),
            across_chunks=parts.across_chunks,
            embedding_exclude_overlap=parts.exclude_overlap,
            embedding_batch_size=parts.batch_size or 8,
            clustering=parts.clustering,
            plda=NoPlda() if parts.plda is None else vendor.PLDA.from_pretrained(parts.plda),
        ).instantiate(dict(parts.parameters))
    except (ValueError, OSError, KeyError, RuntimeError) as error:
        raise ModelError(f"The pipeline {parts.name} cannot be put together: {error}") from error
    pipeline.to(vendor.pick_device(device))
    return AssembledPipeline(pipeline=pipeline, segmentation=segmentation)


def _embedding(source: ModelFile | CamPlusPlusFiles) -> Any:
    if isinstance(source, CamPlusPlusFiles):
        return load_camplusplus(source.weights.verified(), source.network.verified())
    network: torch.nn.Module = load_model(source.verified())
    return network
