"""Where files of models lie on a machine, so that they can be carried to another one."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath


class Place(StrEnum):
    """Folders that models are kept in; every machine has its own."""

    CACHE = "cache"
    HUB = "hub"
    TORCH = "torch"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedFile:
    """A file of a model.

    Attributes:
        place: the folder that it is kept under.
        name: its path below that folder, with `/`.
        path: where its content is now.
        link: name of the file, in the same place, that it is a link to; None for a file of its own.
    """

    place: Place
    name: str
    path: Path
    link: str | None = None


def hub_folder() -> Path:
    """The hub's cache on this machine."""
    from huggingface_hub import constants  # noqa: PLC0415 - slow import

    return Path(constants.HF_HUB_CACHE)


def torch_folder() -> Path:
    """Where torch keeps downloaded weights: `torch.hub.get_dir()/checkpoints`, without importing torch."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(os.environ.get("TORCH_HOME") or cache / "torch") / "hub/checkpoints"


def folder_files(place: Place, root: Path, folder: Path) -> tuple[PlacedFile, ...]:
    """All files of a folder below `root`; hidden ones, such as locks, are no part of a model."""
    return tuple(
        PlacedFile(place=place, name=path.relative_to(root).as_posix(), path=path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    )


def hub_files(path: Path, root: Path) -> Iterator[PlacedFile]:
    """What the hub's cache needs to find `path`, a file of a snapshot: the file, its content, its revision.

    The layout is the cache's own: `models--OWNER--NAME/snapshots/REVISION/FILE` is a link to
    `models--OWNER--NAME/blobs/DIGEST`, and `refs/main` holds the revision.
    """
    name = path.relative_to(root).as_posix()
    repository = root / PurePosixPath(name).parts[0]
    content = path.resolve()
    if content == path:
        yield PlacedFile(place=Place.HUB, name=name, path=path)
    else:
        blob = content.relative_to(root.resolve()).as_posix()
        yield PlacedFile(place=Place.HUB, name=blob, path=content)
        yield PlacedFile(place=Place.HUB, name=name, path=content, link=blob)
    main = repository / "refs/main"
    if main.is_file():
        yield PlacedFile(place=Place.HUB, name=main.relative_to(root).as_posix(), path=main)
