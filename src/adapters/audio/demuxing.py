"""Opening a media file so that FFmpeg can reach nothing but its bytes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO, NoReturn

import av
from av.error import FFmpegError
from av.stream import Discard

from exact_transcription.adapters.audio.allow_list import CODECS, CONTAINERS
from exact_transcription.adapters.audio.sniffing import SNIFFED_BYTES, document_kind, reference_kind
from exact_transcription.core.domain.errors import (
    EmptyMediaError,
    ForbiddenMediaError,
    MediaError,
    NoAudioError,
    NotMediaError,
)

CONVERT_HINT = "Convert it, for example with `ffmpeg -i FILE -vn out.flac`, and use the result."
_CHECKSUMMED = frozenset({"flac"})
_READ_BYTES = 256 * 1024
_OPTIONS = {
    "format_whitelist": CONTAINERS,
    # Without this FFmpeg would open video decoders merely to describe tracks that nobody looks at.
    "codec_whitelist": ",".join(sorted(CODECS)),
    "protocol_whitelist": "none",
    # MOV files may keep their samples in other files; both are FFmpeg's defaults, held on to.
    "enable_drefs": "0",
    "use_absolute_path": "0",
}


class _Bytes:
    """A file for FFmpeg: bytes without a name, so that nothing is guessed from or opened beside its name."""

    def __init__(self, stream: BinaryIO) -> None:
        self.read = stream.read
        self.seek = stream.seek
        self.tell = stream.tell


def _refuse(url: str, _flags: int, _options: dict[str, str]) -> NoReturn:
    raise PermissionError(url)


@contextmanager
def opened(stream: BinaryIO) -> Iterator[Any]:
    """Open the container that a seekable stream holds, as PyAV's `InputContainer`.

    Raises:
        EmptyMediaError: no bytes.
        ForbiddenMediaError: a playlist, script, image or anything else that is not on the allow-list.
        NotMediaError: nothing that FFmpeg recognises.
    """
    stream.seek(0)
    head = stream.read(SNIFFED_BYTES)
    if not head:
        raise EmptyMediaError("The file is empty.", hint="The upload or the copy may have been cut off.")
    stream.seek(0)
    try:
        container = av.open(
            _Bytes(stream),
            "r",
            container_options=_OPTIONS,
            metadata_errors="replace",
            buffer_size=_READ_BYTES,
            io_open=_refuse,
        )
    except (FFmpegError, PermissionError) as error:
        raise _refusal(head, error) from error
    with container:
        yield container


def _refusal(head: bytes, error: Exception) -> MediaError:
    """Say what the file is, as far as it can be told."""
    if kind := reference_kind(head):
        return ForbiddenMediaError(
            f"This is {kind}, which names other files or is none of sound.",
            hint="Give the recording itself.",
        )
    if kind := document_kind(head):
        return NotMediaError(f"This is {kind}, not a recording.", hint="Give an audio or video file.")
    if isinstance(error, PermissionError):
        return ForbiddenMediaError("The file refers to other files.", hint=CONVERT_HINT)
    if isinstance(error, ValueError) and not isinstance(error, av.error.InvalidDataError):
        return ForbiddenMediaError("Files of this format are not accepted.", hint=CONVERT_HINT)
    if head[4:8] == b"ftyp" and b"moov" not in head:
        return NotMediaError(
            "The file has no index: it was cut off, or its recording was interrupted.",
            hint="A repair tool for MP4 files may rebuild the index; nothing can be decoded without it.",
        )
    return NotMediaError(
        "The file is not a media file, or it is damaged from its beginning.",
        hint="Check that it plays; give an audio or video file.",
    )


def audio_track(container: Any) -> tuple[Any, int]:
    """The audio track to decode (the first marked as default, or the first) and how many there are.

    Raises:
        NoAudioError: there is none.
        NotMediaError: none can be decoded.
    """
    tracks: Sequence[Any] = container.streams.audio
    if not tracks:
        raise NoAudioError("The file has no audio track.", hint="Check that its sound was recorded.")
    usable = [track for track in tracks if _decoder(track) in CODECS]
    if not usable:
        name = _decoder(tracks[0]) or "unknown"
        raise NotMediaError(f"Its audio codec ({name}) is not supported.", hint=CONVERT_HINT)
    chosen = next((track for track in usable if track.disposition & track.disposition.default), usable[0])
    for other in container.streams:
        if other.index != chosen.index:
            other.discard = Discard.all
    if chosen.codec_context.name in _CHECKSUMMED:
        # Without this FFmpeg lets damaged frames pass as bursts of noise.
        chosen.codec_context.options = {"err_detect": "crccheck+explode"}
    return chosen, len(tracks)


def _decoder(track: Any) -> str:
    context = track.codec_context
    return "" if context is None else str(context.name)
