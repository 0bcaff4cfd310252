"""Which recordings a person means by the files and folders they named."""

from collections.abc import Iterable
from pathlib import Path

import click

MEDIA_EXTENSIONS = frozenset(
    f".{name}"
    for line in (
        "3gp aac ac3 aif aifc aiff amr au avi caf flac flv m4a m4b m4v mka mkv mov mp2 mp3 mp4 mpg mpeg",
        "oga ogg ogv opus sph spx ts tta w64 wav webm wma wmv wv",
    )
    for name in line.split()
)
"""What is taken from a folder. A file that is named itself is tried whatever its extension."""


def find_recordings(named: Iterable[Path]) -> list[Path]:
    """Files as named, and in folders, at any depth, everything that looks like a recording; sorted there.

    Raises:
        click.UsageError: something named does not exist, or a folder holds no recording.
    """
    found: dict[Path, None] = {}
    for path in named:
        if path.is_dir():
            inside = [
                each
                for each in sorted(path.rglob("*"))
                if each.is_file() and each.suffix.lower() in MEDIA_EXTENSIONS
            ]
            if not inside:
                raise click.UsageError(f"The folder {path} holds no recordings.")
            found.update(dict.fromkeys(inside))
        elif path.exists():
            found[path] = None
        else:
            raise click.UsageError(f"There is no file or folder {path}.")
    return list(found)
