"""Transcripts that are read from files."""

from collections.abc import Mapping
from pathlib import Path

from exact_transcription.core.domain.errors import MediaNotFoundError
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.ports.importer import TranscriptReader

_HEAD = 4096


def read_transcript(
    reader: TranscriptReader,
    path: Path,
    source: str | None = None,
    options: Mapping[str, object] | None = None,
) -> Transcript:
    """Read a file.

    Args:
        reader: the formats that are installed.
        path: the file.
        source: its format; found out where it is None.
        options: of its format; those that the format does not have are left out.

    Raises:
        MediaNotFoundError: the file cannot be opened.
        UnknownFormatError: its format is not known.
        InvalidRequestError: it is not in its format; the message says where.
    """
    try:
        with path.open("rb") as stream:
            if source is None:
                source = reader.recognize_format(path.name, stream.read(_HEAD))
                stream.seek(0)
            known = {option.name for option in reader.describe_readable(source).options}
            given = {name: value for name, value in (options or {}).items() if name in known}
            return reader.read(source, stream, given)
    except OSError as error:
        raise MediaNotFoundError(f"{path} cannot be read: {error.strerror}.") from error
