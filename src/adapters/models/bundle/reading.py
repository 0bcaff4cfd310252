"""Installing models from an archive."""

import contextlib
import errno
import hashlib
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO

from exact_transcription.adapters.models.bundle.manifest import (
    FILES,
    MANIFEST,
    BundledFile,
    Manifest,
    broken,
    parsed,
)
from exact_transcription.adapters.models.placement import Place
from exact_transcription.core.domain.errors import (
    ModelChecksumError,
    ModelNotAvailableError,
    ResourceExhaustedError,
)

_BLOCK = 1 << 20
_LONGEST_MANIFEST = 64 << 20


def load_bundle(path: Path, roots: Mapping[Place, Path], *, tell: Callable[[str], None]) -> Manifest:
    """Install every file of the archive below the folder of its place; what is there already is kept.

    A file appears in its place when all of it was read and its digest was right.

    Raises:
        ModelNotAvailableError: there is no such archive.
        ModelError: it is not an archive of models, or was changed.
        ModelChecksumError: a content is not what the list says.
        ResourceExhaustedError: there is no room, or a folder cannot be written.
    """
    try:
        with tarfile.open(path, mode="r:") as archive:
            manifest = _manifest(archive)
            with _translated_writing():
                _install(archive, manifest, roots, tell)
    except FileNotFoundError as error:
        raise ModelNotAvailableError(f"There is no archive {path}.", hint="Check the path.") from error
    except (tarfile.TarError, EOFError) as error:
        raise broken("it is damaged") from error
    return manifest


def _manifest(archive: tarfile.TarFile) -> Manifest:
    first = archive.next()
    if first is None or first.name != MANIFEST or not first.isfile() or first.size > _LONGEST_MANIFEST:
        raise broken("it has no list of files")
    content = archive.extractfile(first)
    if content is None:
        raise broken("its list of files is empty")
    return parsed(content.read())


def _install(
    archive: tarfile.TarFile, manifest: Manifest, roots: Mapping[Place, Path], tell: Callable[[str], None]
) -> None:
    wanted: dict[str, list[BundledFile]] = {}
    for file in manifest.files:
        if file.link is None:
            wanted.setdefault(file.sha256, []).append(file)
    while (member := archive.next()) is not None:
        sha256 = member.name.removeprefix(FILES)
        content = archive.extractfile(member) if member.isfile() else None
        if content is None or sha256 not in wanted:
            raise broken(f"{member.name!r} is not in its list of files")
        files = wanted.pop(sha256)
        tell(f"{files[0].name} ({files[0].size / 1e6:.0f} MB)")
        for file in files:
            content.seek(0)
            _place(content, file, roots[file.place])
    if wanted:
        raise broken("files are missing")
    for file in manifest.files:
        if file.link is not None:
            _link(roots[file.place] / file.name, roots[file.place] / file.link)


def _place(content: IO[bytes], file: BundledFile, root: Path) -> None:
    target = root / file.name
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as temporary:
        try:
            _copy(content, temporary, file)
            temporary.flush()
            os.fsync(temporary.fileno())
            Path(temporary.name).chmod(0o644)
            Path(temporary.name).replace(target)
        except BaseException:
            Path(temporary.name).unlink(missing_ok=True)
            raise


def _copy(source: IO[bytes], target: IO[bytes], file: BundledFile) -> None:
    digest, size = hashlib.sha256(), 0
    while block := source.read(_BLOCK):
        size += len(block)
        digest.update(block)
        target.write(block)
    if (size, digest.hexdigest()) != (file.size, file.sha256):
        raise ModelChecksumError(
            f"{file.name} in the archive is not what its list says.",
            hint="The archive was damaged on its way or exchanged; copy it again.",
        )


def _link(path: Path, target: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(os.path.relpath(target, path.parent))


@contextlib.contextmanager
def _translated_writing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        raise ResourceExhaustedError(
            "There is no room for the models." if full else f"Models cannot be written: {error}.",
            hint="Free some space, or choose other folders (EXACT_CACHE_DIR, HF_HOME, TORCH_HOME).",
        ) from error
