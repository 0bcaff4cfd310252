r"""The surface for third parties: formats that transcripts are written in and read from are plugins.

A plugin is a module (or any object) with functions marked by `hookimpl`, named in an entry point of the group
`exact_transcription.plugins`. The shortest one that works:

    from typing import Any, BinaryIO

    from exact_transcription.core.domain.transcript import Transcript
    from exact_transcription.plugins import Exporter, Options, hookimpl, option

    class LoudOptions(Options):
        mark: str = option("!", help="What to put after every line.")

    class Loud(Exporter[LoudOptions]):
        name = "loud"
        title = "Loud text"
        description = "Every segment on its line, in capitals."
        extension = ".loud.txt"
        media_type = "text/plain"
        options = LoudOptions

        def write(self, transcript: Transcript, stream: BinaryIO, options: LoudOptions) -> None:
            for segment in transcript.segments:
                stream.write(f"{segment.text.upper()}{options.mark}\n".encode())

    @hookimpl
    def exact_transcription_exporters() -> list[Exporter[Any]]:
        return [Loud()]

and in its pyproject.toml

    [project.entry-points."exact_transcription.plugins"]
    loud = "loud_plugin"

What a plugin may import: this package, `exact_transcription.plugins.formatting` (times, joining words,
subtitle cues, pauses), `exact_transcription.plugins.testing` (the contract that every exporter keeps) and
`exact_transcription.core.domain` (what a transcript is made of). docs/plugins.md is the tutorial.
"""

from exact_transcription.plugins.exporter import Exporter
from exact_transcription.plugins.hookspecs import hookimpl
from exact_transcription.plugins.importer import Importer
from exact_transcription.plugins.options import Options, option

__all__ = ["Exporter", "Importer", "Options", "hookimpl", "option"]
