"""What a file that FFmpeg would not be given is, told from its first bytes, for a clear error message."""

import re

SNIFFED_BYTES = 4096

_TEXT_KINDS = (
    ("an HLS or M3U playlist", re.compile(r"#EXTM3U|#EXT-X-|#EXTINF")),
    ("a concat script", re.compile(r"ffconcat version|(?m:^\s*file\s+['\"]?\S+['\"]?\s*$)")),
    ("a playlist", re.compile(r"(?i)\[playlist\]|<playlist[\s>]|<asx[\s>]|<smil[\s>]|\[reference\]")),
    ("a DASH or Smooth Streaming manifest", re.compile(r"<MPD[\s>]|<SmoothStreamingMedia[\s>]")),
    ("a session description (SDP)", re.compile(r"\Av=0\r?\no=")),
    ("a list of web addresses", re.compile(r"\A\s*(?:https?|rtsp|rtmp|ftp|file)://\S+\s*$", re.MULTILINE)),
    ("a subtitle file", re.compile(r"\AWEBVTT|\d\d:\d\d:\d\d[,.]\d{3} --> |\[Script Info\]")),
    ("an FFmpeg metadata file", re.compile(r"\A;FFMETADATA")),
    ("an HTML page", re.compile(r"(?i)\A\s*(?:<!doctype html|<html)")),
)
_BINARY_KINDS = (
    ("an image", (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")),
    ("a ZIP archive or office document", (b"PK\x03\x04",)),
    ("a PDF document", (b"%PDF-",)),
    ("a compressed archive", (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"BZh")),
    ("a program", (b"\x7fELF", b"MZ")),
)
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def reference_kind(head: bytes) -> str | None:
    """Name a text that has a player fetch something else or is no recording at all; None for the rest."""
    text = head.decode(_UTF16.get(head[:2], "utf-8"), errors="replace").lstrip("\ufeff")
    if "\0" in text[:64]:
        return None
    return next((name for name, pattern in _TEXT_KINDS if pattern.search(text)), None)


def document_kind(head: bytes) -> str | None:
    """Name a file that is plainly something else than media; None if it is not known."""
    return next((name for name, marks in _BINARY_KINDS if head.startswith(marks)), None)
