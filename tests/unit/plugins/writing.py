"""Writing and reading in tests as the program does it."""

import io

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.discovery import built_in_plugins
from exact_transcription.plugins.manager import PluginManager

FORMATS = PluginManager(plugins=built_in_plugins)


def written(name: str, transcript: Transcript, **options: object) -> bytes:
    """The file."""
    stream = io.BytesIO()
    FORMATS.write(name, transcript, stream, options)
    return stream.getvalue()


def text(name: str, transcript: Transcript, **options: object) -> str:
    """The file as text."""
    return written(name, transcript, **options).decode()


def read(name: str, data: bytes | str, **options: object) -> Transcript:
    """The transcript in a file."""
    content = data.encode() if isinstance(data, str) else data
    return FORMATS.read(name, io.BytesIO(content), options)
