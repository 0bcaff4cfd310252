"""Pipelines as they are published: a `config.yaml` on the hub or in a folder that was copied from there."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from exact_transcription.adapters.diarization.recipe import AGGLOMERATIVE, PipelineParts
from exact_transcription.adapters.models.hub import HubFile
from exact_transcription.adapters.models.model_file import LocalFile, ModelFile
from exact_transcription.core.domain.errors import ModelError

_CONFIG = "config.yaml"
_WEIGHTS = "pytorch_model.bin"
_PLDA = ("plda.npz", "xvec_transform.npz")
_WITHIN = "$model/"
_KIND = "SpeakerDiarization"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPipeline:
    """A recipe that reads `pyannote/speaker-diarization-community-1`, `-3.1` or one like them.

    Attributes:
        source: "owner/name" on the hub, or the folder that holds `config.yaml`.
        token: access token for the hub, or None for the one that the machine is logged in with, if any.
        endpoint: another hub than the public one.
    """

    source: str | Path
    token: str | None = field(default=None, repr=False)
    endpoint: str | None = None

    @property
    def name(self) -> str:
        """For the report."""
        return str(self.source)

    def parts(self) -> PipelineParts:
        """Read the configuration and see that every file it names is here; see `Recipe`."""
        import yaml  # noqa: PLC0415 - only here

        path = self._file(self.source, _CONFIG).verified()
        try:
            config = yaml.safe_load(path.read_text(encoding="utf-8"))
            kind, given = config["pipeline"]["name"], config["pipeline"]["params"]
            if kind.rpartition(".")[2] != _KIND:
                raise ModelError(
                    f"{self.name} is a pipeline of the kind {kind}, which does not tell speakers apart."
                )
            return self._parts(given, config.get("params", {}))
        except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"The {_CONFIG} of {self.name} is not that of a pyannote pipeline.") from error

    def _parts(self, given: dict[str, Any], parameters: dict[str, Any]) -> PipelineParts:
        plda = None
        if "plda" in given:
            plda, _ = (self._named(given["plda"], name).verified().parent for name in _PLDA)
        return PipelineParts(
            name=self.name,
            segmentation=self._named(given["segmentation"], _WEIGHTS),
            embedding=self._named(given["embedding"], _WEIGHTS),
            clustering=given.get("clustering", AGGLOMERATIVE),
            plda=plda,
            exclude_overlap=given.get("embedding_exclude_overlap", False),
            parameters=parameters,
            batch_size=given.get("embedding_batch_size"),
        )

    def _named(self, reference: str, name: str) -> ModelFile:
        """A file of what the configuration refers to: `$model/folder`, a path, or a repository."""
        if reference.startswith(_WITHIN):
            return self._file(self.source, f"{reference.removeprefix(_WITHIN)}/{name}")
        if Path(reference).is_file():
            return LocalFile(path=Path(reference))
        return self._file(reference, name)

    def _file(self, source: str | Path, name: str) -> ModelFile:
        if Path(source).is_dir():
            return LocalFile(path=Path(source) / name)
        if isinstance(source, Path):
            return LocalFile(path=source / name)
        return HubFile(repository=source, name=name, token=self.token, endpoint=self.endpoint)
