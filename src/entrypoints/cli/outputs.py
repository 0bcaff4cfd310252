"""Where results go: names that cannot clash, files that are never half-written."""

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import click

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.ports.exporter import TranscriptWriter


def result_paths(
    recordings: Sequence[Path], formats: Sequence[tuple[str, str]], folder: Path
) -> dict[tuple[Path, str], Path]:
    """The file for each recording and format.

    A recording `talk.mp3` gives `talk.srt`. Where two recordings share a stem, or two formats an extension,
    the names say more: `talk.mp3.srt`, `talk.whisperx-json.json`.

    Args:
        recordings: all that are worked on, without repeats.
        formats: name and extension (with its dot) of each.
        folder: where they go.
    """
    stems = Counter(path.stem for path in recordings)
    extensions = Counter(extension for _, extension in formats)
    paths: dict[tuple[Path, str], Path] = {}
    taken: set[Path] = set()
    for recording in recordings:
        stem = recording.stem if stems[recording.stem] == 1 else recording.name
        serial = 1
        while any(
            folder / _name(stem, serial, name, extension, extensions) in taken for name, extension in formats
        ):
            serial += 1  # equal names from different folders
        for name, extension in formats:
            path = folder / _name(stem, serial, name, extension, extensions)
            taken.add(path)
            paths[recording, name] = path
    return paths


def _name(stem: str, serial: int, name: str, extension: str, extensions: Counter[str]) -> str:
    number = "" if serial == 1 else f"-{serial}"
    kind = "" if extensions[extension] == 1 else f".{name}"
    return f"{stem}{number}{kind}{extension}"


def export_to(
    path: Path, writer: TranscriptWriter, name: str, transcript: Transcript, options: Mapping[str, object]
) -> None:
    """Write a transcript to a file that appears only when it is whole."""

    def write(stream: BinaryIO) -> None:
        writer.write(name, transcript, stream, options)

    write_atomically(path, write)


def write_atomically(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Let `write` fill a file that appears under `path` only when it is whole.

    Raises:
        click.ClickException: the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise click.ClickException(f"Cannot write to {path.parent}: {error.strerror}.") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            write(stream)
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)  # mkstemp's 0600 is for secrets; results are ordinary files
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
