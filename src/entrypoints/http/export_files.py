"""Files of transcripts, made in memory while they are small and on disk when they grow."""

import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from shutil import copyfileobj
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.ports.exporter import TranscriptWriter

_IN_MEMORY = 1024**2
"""Bytes of a file that are kept in memory; larger ones go through a file that has no name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A format with its options."""

    name: str
    options: Mapping[str, object]


def file_of(writer: TranscriptWriter, transcript: Transcript, wanted: Wanted) -> BinaryIO:
    """A transcript in one format; who gets the stream closes it.

    Raises:
        ExactTranscriptionError: see `TranscriptWriter.write`.
    """
    stream = _temporary()
    try:
        writer.write(wanted.name, transcript, stream, wanted.options)
    except BaseException:
        stream.close()
        raise
    stream.seek(0)
    return stream


def zip_of(
    writer: TranscriptWriter, transcript: Transcript, wanted: Sequence[Wanted], *, stem: str
) -> BinaryIO:
    """A transcript in several formats, as an archive; who gets the stream closes it.

    The whole archive is made before any of it is sent, so that an error is still told by the status.

    Raises:
        ExactTranscriptionError: see `TranscriptWriter.write`.
    """
    for each in wanted:
        writer.check_options(each.name, each.options)
    stream = _temporary()
    try:
        with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
            for each, name in zip(wanted, _names(writer, wanted, stem), strict=True):
                with file_of(writer, transcript, each) as file, archive.open(name, "w") as entry:
                    copyfileobj(file, entry)
    except BaseException:
        stream.close()
        raise
    stream.seek(0)
    return stream


def _names(writer: TranscriptWriter, wanted: Sequence[Wanted], stem: str) -> list[str]:
    """Names with the formats' extensions, each once; where several are alike, with the format's name."""
    endings = [writer.extension_of(each.name) for each in wanted]
    often, seen, names = Counter(endings), Counter[str](), []
    for each, ending in zip(wanted, endings, strict=True):
        name = f"{stem}{ending}" if often[ending] == 1 else f"{stem}.{each.name}{ending}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{stem}.{each.name}-{seen[name]}{ending}")
    return names


def _temporary() -> BinaryIO:
    return cast("BinaryIO", tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))
