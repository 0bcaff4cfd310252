"""What adapters accept as "a file with weights": one that is checked, a local one, or one on the hub."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from exact_transcription.core.domain.errors import ModelNotAvailableError


class ModelFile(Protocol):
    """A file with weights, wherever it is."""

    def verified(self) -> Path:
        """Where it lies on this machine, fetched and checked if need be.

        Raises:
            ModelNotAvailableError: it is not here and cannot be fetched.
            ModelAccessError: it is gated.
            ModelChecksumError: its content is not what was published.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalFile:
    """A weight file that the operator vouches for.

    Attributes:
        path: where it is.
    """

    path: Path

    def verified(self) -> Path:
        """The path, if there is a file."""
        if not self.path.is_file():
            raise ModelNotAvailableError(
                f"There is no weight file at {self.path}.", hint="Check the path in the settings."
            )
        return self.path


def fingerprint(path: Path) -> str:
    """The first 16 hexadecimal digits of the file's SHA-256, read once a process for an unchanged file."""
    stat = path.stat()
    return _digest(path, stat.st_size, stat.st_mtime_ns)[:16]


@cache
def _digest(path: Path, size: int, mtime_ns: int) -> str:  # noqa: ARG001 - part of the cache key
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
