"""What an archive of models holds."""

import json
import re
from dataclasses import dataclass
from typing import Any

from exact_transcription.adapters.models.placement import Place
from exact_transcription.core.domain.errors import ModelError

FORMAT, VERSION = "exact-transcription models", 1
MANIFEST = "manifest.json"
FILES = "files/"

_SEGMENT = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._+-]{0,254}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_MOST_FILES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class BundledFile:
    """A file that is installed.

    Attributes:
        place: the folder of the machine that it goes to.
        name: its path below that folder.
        size: bytes.
        sha256: hexadecimal digest of its content.
        link: name of the file in the same place that it becomes a link to, or None.
    """

    place: Place
    name: str
    size: int
    sha256: str
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is in an archive.

    Attributes:
        models: names of the catalogue.
        files: all files of theirs that do not come with the program's packages.
    """

    models: tuple[str, ...]
    files: tuple[BundledFile, ...]

    def to_json(self) -> bytes:
        """The manifest as it is written."""
        files = [
            {"place": each.place.value, "name": each.name, "size": each.size, "sha256": each.sha256}
            | ({} if each.link is None else {"link": each.link})
            for each in self.files
        ]
        document = {"format": FORMAT, "version": VERSION, "models": list(self.models), "files": files}
        return json.dumps(document, indent=1).encode()


def broken(reason: str) -> ModelError:
    """The error for an archive that is not one of ours, or was changed."""
    return ModelError(
        f"This is not an archive of models that can be used: {reason}.",
        hint="Make it again with `exact-transcription models bundle`.",
    )


def parsed(data: bytes) -> Manifest:
    """Read a manifest and check all of it.

    Raises:
        ModelError: it is not one, or names a path that leads elsewhere.
    """
    try:
        document = json.loads(data)
        if (document["format"], document["version"]) != (FORMAT, VERSION):
            raise broken("its kind or version is not known")
        models = tuple(str(name) for name in document["models"])
        files = tuple(_file(each) for each in document["files"][:_MOST_FILES])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise broken("its list of files is damaged") from error
    known = {(each.place, each.name): each for each in files}
    if len(known) != len(files):
        raise broken("a file is listed twice")
    for each in files:
        target = each if each.link is None else known.get((each.place, each.link))
        if target is None or target.link is not None or target.sha256 != each.sha256:
            raise broken(f"{each.name} is a link to nothing")
    return Manifest(models=models, files=files)


def _file(fields: dict[str, Any]) -> BundledFile:
    link = fields.get("link")
    file = BundledFile(
        place=Place(fields["place"]),
        name=_path(fields["name"]),
        size=int(fields["size"]),
        sha256=fields["sha256"],
        link=None if link is None else _path(link),
    )
    if file.size < 0 or not _DIGEST.fullmatch(file.sha256):
        raise broken(f"{file.name} has no size or digest")
    return file


def _path(name: str) -> str:
    """A relative path none of whose parts is empty, hidden, or leads upwards."""
    if not all(_SEGMENT.fullmatch(part) for part in name.split("/")):
        raise broken(f"the path {name!r} is not allowed")
    return name
