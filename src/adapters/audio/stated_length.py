"""What a file's own bytes say about its length, where FFmpeg keeps silent about it.

FFmpeg works out the length of a WAV file from the bytes that are there, does not tell a stated length of an
MP3 file from an estimated one, and takes the last page of an Ogg file for its end.
"""

import os
import struct
from collections.abc import Iterator

_MOST_CHUNKS = 64
_OPEN_ENDED = 0x7FFF_0000
"""Sizes from here on are what writers put in that do not know the size yet."""
_TAIL_BYTES = 128 * 1024
_OGG_HEADER = 27


def wav_seconds(descriptor: int) -> float | None:
    """Seconds that a WAV (RIFF or RF64) header states, or None."""
    byte_rate, long_size = 0, None
    for name, size, start in _riff_chunks(descriptor):
        if name == b"ds64":
            (long_size,) = struct.unpack("<8xQ", _read(descriptor, 16, start))
        elif name == b"fmt ":
            (byte_rate,) = struct.unpack("<8xI", _read(descriptor, 12, start))
        elif name == b"data":
            stated = size if long_size is None else long_size
            known = stated > 0 and (stated < _OPEN_ENDED or long_size is not None)
            return stated / byte_rate if known and byte_rate else None
    return None


def mp3_states_length(descriptor: int) -> bool:
    """Whether an MP3 file has a Xing, Info or VBRI header, from which FFmpeg takes the length."""
    head = _read(descriptor, 10, 0)
    start = 0
    if head.startswith(b"ID3"):
        start = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True))
    frame = _read(descriptor, 512, start).rstrip(b"\0")
    return any(mark in frame for mark in (b"Xing", b"Info", b"VBRI"))


def ogg_is_cut(descriptor: int) -> bool:
    """Whether the last page of an Ogg file is incomplete (RFC 3533, section 6)."""
    size = os.fstat(descriptor).st_size
    tail = os.pread(descriptor, _TAIL_BYTES, max(0, size - _TAIL_BYTES))
    page = tail.rfind(b"OggS")
    if page < 0:
        return True
    if len(tail) < page + _OGG_HEADER or len(tail) < page + _OGG_HEADER + tail[page + 26]:
        return True
    body = sum(tail[page + _OGG_HEADER : page + _OGG_HEADER + tail[page + 26]])
    return len(tail) < page + _OGG_HEADER + tail[page + 26] + body


def _riff_chunks(descriptor: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, size and position of the content of each chunk."""
    if _read(descriptor, 4, 0) not in {b"RIFF", b"RF64"}:
        return
    position = 12
    for _ in range(_MOST_CHUNKS):
        header = os.pread(descriptor, 8, position)
        if len(header) < 8:  # noqa: PLR2004 - the header of a chunk
            return
        name, size = struct.unpack("<4sI", header)
        yield name, size, position + 8
        position += 8 + size + size % 2


def _read(descriptor: int, size: int, position: int) -> bytes:
    """Bytes without moving the file's position, which FFmpeg relies on; zeros behind the end."""
    return os.pread(descriptor, size, position).ljust(size, b"\0")
