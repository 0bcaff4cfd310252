"""What there is to know about a model before it is used."""

from dataclasses import dataclass
from enum import StrEnum


class ModelKind(StrEnum):
    """What a model is for."""

    RECOGNITION = "recognition"
    ALIGNMENT = "alignment"
    DIARIZATION = "diarization"


class ModelState(StrEnum):
    """Where a model is."""

    PRESENT = "present"
    """On this machine, ready to be checked and loaded."""
    ABSENT = "absent"
    """Not on this machine; it can be installed or downloaded."""
    GATED = "gated"
    """Not on this machine, and downloading it needs a token and accepted conditions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelEntry:
    """A model that this program knows.

    Attributes:
        name: by which it is listed, fetched and verified; recognition models are also chosen by it.
        kind: what it is for.
        profile: the profile that uses it, `offline` or `standard`.
        origin: the packages or the hub repository that it comes from.
        licence: of the weights, as its authors state it.
        size: of all its files in bytes, rounded where they are not on this machine.
        files: names of its files.
        page: address where people read about it and accept its conditions; empty for packages.
        state: where it is now.
    """

    name: str
    kind: ModelKind
    profile: str
    origin: str
    licence: str
    size: int
    files: tuple[str, ...]
    page: str
    state: ModelState


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedFile:
    """A weight file after its content was looked at.

    Attributes:
        name: of the file.
        sha256: of its content; for models from a folder or the hub the first 16 digits.
        published: whether that is known to be the digest of the published file; false where no digest was
            published. A file with another digest than the published one is an error instead.
    """

    name: str
    sha256: str
    published: bool
