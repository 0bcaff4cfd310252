"""Media types of recordings by their extension; a fixed list, because Python's own differs by machine."""

from pathlib import PurePath

_TYPES = {
    ".aac": "audio/aac",
    ".aif": "audio/x-aiff",
    ".aiff": "audio/x-aiff",
    ".avi": "video/x-msvideo",
    ".flac": "audio/flac",
    ".m4a": "audio/mp4",
    ".mkv": "video/x-matroska",
    ".mov": "video/quicktime",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".mpeg": "video/mpeg",
    ".mpg": "video/mpeg",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/x-wav",
    ".webm": "video/webm",
    ".wma": "audio/x-ms-wma",
}


def media_type(name: str) -> str:
    """The media type of a file name; `audio/*` for an extension that is not known."""
    return _TYPES.get(PurePath(name).suffix.lower(), "audio/*")
