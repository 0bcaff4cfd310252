"""Plain text: one paragraph a turn."""

from collections.abc import Iterable
from typing import Any, BinaryIO

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Exporter, hookimpl
from exact_transcription.plugins.formatting.dialogue import dialogue_lines
from exact_transcription.plugins.formatting.reading import ParagraphOptions, for_reading


class TxtOptions(ParagraphOptions):
    """What plain text can look like."""


class TxtExporter(Exporter[TxtOptions]):
    """Plain text for reading."""

    name = "txt"
    title = "Plain text"
    description = "One paragraph a turn with the speaker's name and the time, for reading and searching."
    extension = ".txt"
    media_type = "text/plain"
    options = TxtOptions

    def write(self, transcript: Transcript, stream: BinaryIO, options: TxtOptions) -> None:
        """Write `Name [hh:mm:ss]: text`, with an empty line between paragraphs."""
        between = ""
        shown = for_reading(transcript, options)
        for line in dialogue_lines(shown, style=options.pauses, min_pause=options.min_pause):
            head = ""
            if options.speakers and line.label:
                head = line.label
            if options.times and line.utterance is not None:
                head = f"{head} [{line.time}]".strip()
            stream.write(f"{between}{head}{': ' if head else ''}{line.text}\n".encode())
            between = "\n"


@hookimpl
def exact_transcription_exporters() -> Iterable[Exporter[Any]]:
    """Give the format."""
    return [TxtExporter()]
