"""CTranslate2 Whisper models of the Hugging Face hub: found in the local cache, else downloaded."""

import errno
import re
from pathlib import Path

from exact_transcription.adapters.models import telemetry
from exact_transcription.core.domain.errors import (
    ExactTranscriptionError,
    ModelAccessError,
    ModelNotAvailableError,
    ResourceExhaustedError,
)

OFFLINE_HINT = "The models of the offline profile need no download: use --profile offline."
REACH_SECONDS = 4.0
"""How long the hub may take for its first answer; without this check, a firewall that swallows packets
makes the first download hang for minutes."""
NAMES = {
    "tiny": "Systran/faster-whisper-tiny",
    "tiny.en": "Systran/faster-whisper-tiny.en",
    "base": "Systran/faster-whisper-base",
    "base.en": "Systran/faster-whisper-base.en",
    "small": "Systran/faster-whisper-small",
    "small.en": "Systran/faster-whisper-small.en",
    "medium": "Systran/faster-whisper-medium",
    "medium.en": "Systran/faster-whisper-medium.en",
    "large": "Systran/faster-whisper-large-v3",
    "large-v1": "Systran/faster-whisper-large-v1",
    "large-v2": "Systran/faster-whisper-large-v2",
    "large-v3": "Systran/faster-whisper-large-v3",
    "large-v3-turbo": "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
    "turbo": "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
    "distil-small.en": "Systran/faster-distil-whisper-small.en",
    "distil-medium.en": "Systran/faster-distil-whisper-medium.en",
    "distil-large-v2": "Systran/faster-distil-whisper-large-v2",
    "distil-large-v3": "Systran/faster-distil-whisper-large-v3",
    "distil-large-v3.5": "distil-whisper/distil-large-v3.5-ct2",
}
"""What faster-whisper's names stand for; written down here because importing it to look takes seconds."""
_FILES = ["config.json", "preprocessor_config.json", "model.bin", "tokenizer.json", "vocabulary.*"]
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_LFS_DIGEST = re.compile("[0-9a-f]{64}")


def repository_of(name: str) -> str:
    """The hub id of a model.

    Args:
        name: one of `NAMES`, or a hub id itself, e.g. `Systran/faster-whisper-small`.

    Raises:
        ModelNotAvailableError: no model is called so.
    """
    if "/" in name:
        return name
    if name not in NAMES:
        raise ModelNotAvailableError(
            f"There is no recognition model called {name!r}.",
            hint=f"Known names: {', '.join(sorted(NAMES))}; or a folder, or a hub id with a slash.",
        )
    return NAMES[name]


def cached(name: str) -> Path | None:
    """The folder of a model that is already in the hub's cache on this machine, or None.

    Args:
        name: one of faster-whisper's names, e.g. `small`, or a hub id, e.g. `Systran/faster-whisper-small`.

    Raises:
        ModelNotAvailableError: no model is called so.
    """
    return _folder(name, local=True)


def downloaded(name: str, *, token: str | None) -> Path:
    """Download a model into the hub's cache.

    Raises:
        ModelNotAvailableError: no such model, or the hub cannot be reached.
        ModelAccessError: it is gated or private.
        ResourceExhaustedError: the disk is full.
    """
    _reach_hub(name)
    folder = _folder(name, local=False, token=token)
    if folder is None:
        raise ModelNotAvailableError(
            f"{name} on the hub has no model.bin: it is not a CTranslate2 Whisper model.",
            hint="Convert it with ct2-transformers-converter and give its folder as the model.",
        )
    return folder


def digest_of(weights: Path) -> str | None:
    """The SHA-256 that the hub published for a file of its cache: the name of the blob that it links to."""
    blob = weights.resolve().name
    return blob if _LFS_DIGEST.fullmatch(blob) else None


def _folder(name: str, *, local: bool, token: str | None = None) -> Path | None:
    """The folder that `fetch` gives, if it has weights: an interrupted download leaves one without."""
    telemetry.switch_off()
    from huggingface_hub import snapshot_download  # noqa: PLC0415 - slow import
    from huggingface_hub.errors import LocalEntryNotFoundError  # noqa: PLC0415

    try:
        folder = Path(
            snapshot_download(repository_of(name), allow_patterns=_FILES, token=token, local_files_only=local)
        )
    except LocalEntryNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise _translated(error, name) from error
    return folder if (folder / "model.bin").is_file() else None


def _reach_hub(name: str) -> None:
    from huggingface_hub import constants, get_session  # noqa: PLC0415 - slow import

    if constants.HF_HUB_OFFLINE:
        raise ModelNotAvailableError(
            f"The model {name} is not on this machine, and HF_HUB_OFFLINE forbids to download it.",
            hint=OFFLINE_HINT,
        )
    try:
        get_session().head(constants.ENDPOINT, timeout=REACH_SECONDS)
    except OSError as error:  # the base of requests' own errors
        raise ModelNotAvailableError(
            f"The model {name} is not on this machine, and the model hub cannot be reached.",
            hint=OFFLINE_HINT,
        ) from error


def _translated(error: Exception, name: str) -> ExactTranscriptionError:
    from huggingface_hub.errors import GatedRepoError, RepositoryNotFoundError  # noqa: PLC0415 - slow import

    if isinstance(error, GatedRepoError):
        return ModelAccessError(
            f"The model {name} is gated.",
            hint=f"Accept its conditions at https://huggingface.co/{name} and set HF_TOKEN. {OFFLINE_HINT}",
        )
    if isinstance(error, RepositoryNotFoundError):
        return ModelNotAvailableError(
            f"The hub has no model {name}, or it is private and the token does not open it.",
            hint="Check the name and HF_TOKEN.",
        )
    if isinstance(error, OSError) and error.errno is not None and error.errno in _NO_ROOM:
        return ResourceExhaustedError(
            f"There is no room to download the model {name}.", hint="Free some space or set HF_HOME."
        )
    return ModelNotAvailableError(f"The model {name} cannot be downloaded: {error}.", hint=OFFLINE_HINT)
