"""Writing models into an archive."""

import hashlib
import io
import tarfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from exact_transcription.adapters.models.bundle.manifest import FILES, MANIFEST, BundledFile, Manifest
from exact_transcription.adapters.models.placement import PlacedFile
from exact_transcription.core.domain.errors import ModelError, ResourceExhaustedError


def write_bundle(
    path: Path, models: Iterable[tuple[str, tuple[PlacedFile, ...]]], *, tell: Callable[[str], None]
) -> Manifest:
    """Write `models`, names with their files, to `path`; it is there complete or not at all.

    Raises:
        ResourceExhaustedError: there is no room for it, or the folder cannot be written.
        ModelError: a file changed while it was read.
    """
    names, placed = [], dict[tuple[str, str], PlacedFile]()
    for name, files in models:
        names.append(name)
        placed |= {(file.place.value, file.name): file for file in files}
    manifest = Manifest(models=tuple(names), files=tuple(_described(file) for file in placed.values()))
    contents = {
        described.sha256: (file.path, described.size)
        for file, described in zip(placed.values(), manifest.files, strict=True)
    }
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with unfinished.open("wb") as target:
            _write(target, manifest, contents, tell)
        unfinished.replace(path)
    except OSError as error:
        raise ResourceExhaustedError(
            f"The archive {path.name} cannot be written: {error.strerror or error}.",
            hint="Free some space, or choose another folder.",
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def _write(
    target: BinaryIO,
    manifest: Manifest,
    contents: dict[str, tuple[Path, int]],
    tell: Callable[[str], None],
) -> None:
    with tarfile.open(fileobj=target, mode="w", format=tarfile.PAX_FORMAT) as archive:
        document = manifest.to_json()
        archive.addfile(_member(MANIFEST, len(document)), io.BytesIO(document))
        for sha256, (path, size) in contents.items():
            tell(f"{path.name} ({size / 1e6:.0f} MB)")
            with path.open("rb") as stream:
                if path.stat().st_size != size:
                    raise ModelError(f"{path.name} changed while it was read.", hint="Try again.")
                archive.addfile(_member(f"{FILES}{sha256}", size), stream)


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o644
    return member


def _described(file: PlacedFile) -> BundledFile:
    with file.path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return BundledFile(
        place=file.place, name=file.name, size=file.path.stat().st_size, sha256=digest, link=file.link
    )
