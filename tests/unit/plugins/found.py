"""Plugins made in tests, found like installed ones."""

import io
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.discovery import FoundPlugin, built_in_plugins
from exact_transcription.plugins.exporter import Exporter
from exact_transcription.plugins.hookspecs import hookimpl
from exact_transcription.plugins.manager import PluginManager
from exact_transcription.plugins.options import Options
from exact_transcription.plugins.testing import SAMPLES

PLAIN = SAMPLES["plain"]


class Note(Exporter[Options]):
    """Writes one line; tests change what it does."""

    name = "note"
    title = "Note"
    description = "One line."
    extension = ".note"
    media_type = "text/plain"
    options = Options

    def write(self, transcript: Transcript, stream: BinaryIO, options: Options) -> None:
        stream.write(f"{len(transcript.segments)} segments\n".encode())


class Plugin:
    """An object with the exporters' hook."""

    def __init__(self, *exporters: Any) -> None:
        self._exporters = exporters

    @hookimpl
    def exact_transcription_exporters(self) -> Iterable[Exporter[Any]]:
        return self._exporters


def found(
    name: str, load: object | Callable[[], object], *, distribution: str = "third-party"
) -> FoundPlugin:
    """A plugin as discovery finds it; `load` is the plugin or gives it."""
    loader = load if callable(load) else lambda: load
    return FoundPlugin(name=name, load=loader, distribution=distribution, version="1.2.3", built_in=False)


def manager(*plugins: FoundPlugin, **settings: Any) -> PluginManager:
    """A manager of the built-in plugins and some more."""
    return PluginManager(plugins=lambda: [*built_in_plugins(), *plugins], **settings)


def written(formats: PluginManager, name: str = "note", **options: object) -> bytes:
    """What a format makes of the plain sample."""
    stream = io.BytesIO()
    formats.write(name, PLAIN, stream, options)
    return stream.getvalue()
