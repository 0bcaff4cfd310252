"""The places that models come from, each with the same few questions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from exact_transcription.adapters.models import whisper_hub
from exact_transcription.adapters.models.hub import GATED, HubFile, is_cached
from exact_transcription.adapters.models.model_file import fingerprint
from exact_transcription.adapters.models.placement import (
    Place,
    PlacedFile,
    folder_files,
    hub_files,
    hub_folder,
    torch_folder,
)
from exact_transcription.adapters.models.weight_file import WeightFile
from exact_transcription.adapters.models.whisper import WhisperModelStore
from exact_transcription.core.domain.errors import ModelNotAvailableError
from exact_transcription.core.domain.model_entry import ModelState, VerifiedFile


class ModelSource(Protocol):
    """Where one model comes from."""

    def state(self) -> ModelState:
        """Where it is now; asks no network and reads no weights."""

    def pull(self) -> None:
        """Bring it onto this machine.

        Raises:
            ModelError: that is not possible; the message says what to do.
        """

    def verify(self) -> tuple[VerifiedFile, ...]:
        """Read its files.

        Raises:
            ModelNotAvailableError: it is not on this machine.
            ModelChecksumError: a file is not the published one.
        """

    def placed(self) -> tuple[PlacedFile, ...]:
        """Its files on this machine; none of those that come with the program's packages.

        Raises:
            ModelNotAvailableError: it is not on this machine.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagedFiles:
    """Weight files inside an installed package.

    Attributes:
        files: finds them; raises ModelNotAvailableError where the package is missing.
    """

    files: Callable[[], Sequence[WeightFile]]

    def state(self) -> ModelState:
        """See `ModelSource`."""
        try:
            here = all(file.path.is_file() for file in self.files())
        except ModelNotAvailableError:
            here = False
        return ModelState.PRESENT if here else ModelState.ABSENT

    def pull(self) -> None:
        """See `ModelSource`; a package is installed with the program, so this only looks."""
        self.verify()

    def verify(self) -> tuple[VerifiedFile, ...]:
        """See `ModelSource`."""
        return tuple(
            VerifiedFile(name=file.verified().name, sha256=file.sha256, published=True)
            for file in self.files()
        )

    def placed(self) -> tuple[PlacedFile, ...]:
        """See `ModelSource`; the package is on the other machine, too."""
        self.verify()
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WhisperSource:
    """A recognition model that the store finds.

    Attributes:
        name: as the store knows it.
        store: finds, joins and downloads it.
    """

    name: str
    store: WhisperModelStore

    def state(self) -> ModelState:
        """See `ModelSource`."""
        return ModelState.PRESENT if self.store.is_here(self.name) else ModelState.ABSENT

    def pull(self) -> None:
        """See `ModelSource`."""
        self.store.resolve(self.name)

    def verify(self) -> tuple[VerifiedFile, ...]:
        """See `ModelSource`."""
        if self.state() is not ModelState.PRESENT:
            raise _absent(self.name)
        weights = self.store.resolve(self.name).folder / "model.bin"
        published = self.store.is_packaged(self.name) or whisper_hub.digest_of(weights) is not None
        return (VerifiedFile(name=weights.name, sha256=fingerprint(weights), published=published),)

    def placed(self) -> tuple[PlacedFile, ...]:
        """See `ModelSource`; of the packaged models only the one that is joined has files of its own."""
        if self.state() is not ModelState.PRESENT:
            raise _absent(self.name)
        folder = self.store.resolve(self.name).folder
        if self.store.is_packaged(self.name):
            joined = folder.is_relative_to(self.store.cache_dir)
            return folder_files(Place.CACHE, self.store.cache_dir, folder) if joined else ()
        return tuple(
            placed
            for path in sorted(folder.rglob("*"))
            if path.is_file()
            for placed in hub_files(path, hub_folder())
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HubFiles:
    """Files on the hub that belong together.

    Attributes:
        name: of the whole, for messages.
        files: all that are used.
    """

    name: str
    files: tuple[HubFile, ...]

    def state(self) -> ModelState:
        """See `ModelSource`."""
        missing = [file.repository for file in self.files if not is_cached(file.repository, file.name)]
        if not missing:
            return ModelState.PRESENT
        return ModelState.GATED if GATED.intersection(missing) else ModelState.ABSENT

    def pull(self) -> None:
        """See `ModelSource`."""
        for file in self.files:
            file.verified()

    def verify(self) -> tuple[VerifiedFile, ...]:
        """See `ModelSource`."""
        if self.state() is not ModelState.PRESENT:
            raise _absent(self.name)
        return tuple(_verified(file) for file in self.files)

    def placed(self) -> tuple[PlacedFile, ...]:
        """See `ModelSource`."""
        if self.state() is not ModelState.PRESENT:
            raise _absent(self.name)
        root = hub_folder()
        return tuple(placed for file in self.files for placed in hub_files(file.verified(), root))


@dataclass(frozen=True, slots=True, kw_only=True)
class TorchaudioModel:
    """A model that torchaudio downloads into torch's own cache.

    Attributes:
        bundle: name of the pipeline in `torchaudio.pipelines`.
        file: name of its weight file.
    """

    bundle: str
    file: str

    def state(self) -> ModelState:
        """See `ModelSource`."""
        return ModelState.PRESENT if self._path().is_file() else ModelState.ABSENT

    def pull(self) -> None:
        """See `ModelSource`."""
        import torchaudio  # noqa: PLC0415 - slow import

        try:
            getattr(torchaudio.pipelines, self.bundle).get_model()
        except (OSError, RuntimeError) as error:
            raise ModelNotAvailableError(
                f"The alignment model {self.bundle} cannot be downloaded: {error}.",
                hint=whisper_hub.OFFLINE_HINT,
            ) from error

    def verify(self) -> tuple[VerifiedFile, ...]:
        """See `ModelSource`; no digest of these files was published."""
        path = self._path()
        if not path.is_file():
            raise _absent(self.bundle)
        return (VerifiedFile(name=path.name, sha256=fingerprint(path), published=False),)

    def placed(self) -> tuple[PlacedFile, ...]:
        """See `ModelSource`."""
        self.verify()
        return (PlacedFile(place=Place.TORCH, name=self.file, path=self._path()),)

    def _path(self) -> Path:
        return torch_folder() / self.file


def _verified(file: HubFile) -> VerifiedFile:
    path = file.verified()
    published = whisper_hub.digest_of(path)
    if published is not None:
        WeightFile(path=path, sha256=published, origin="the model hub").verified()
    return VerifiedFile(name=file.name, sha256=fingerprint(path), published=published is not None)


def _absent(name: str) -> ModelNotAvailableError:
    return ModelNotAvailableError(
        f"The model {name} is not on this machine.", hint="Fetch it with `exact-transcription models pull`."
    )
